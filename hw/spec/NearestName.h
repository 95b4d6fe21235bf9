// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The word that somebody probably meant: every reader that refuses an unknown name suggests the nearest known one.

#ifndef ENGRAM_HW_SPEC_NEARESTNAME_H
#define ENGRAM_HW_SPEC_NEARESTNAME_H

#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

namespace engram::spec {

/// Insertions, deletions and replacements of one character that turn `a` into `b`.
inline size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

/// The first of `known` with the least distance to `name`; empty if `known` is.
inline std::string_view nearestName(std::string_view name, const std::vector<std::string_view> &known) {
  const auto best = std::min_element(known.begin(), known.end(), [&](std::string_view a, std::string_view b) {
    return editDistance(name, a) < editDistance(name, b);
  });
  return best == known.end() ? std::string_view() : *best;
}

} // namespace engram::spec

#endif
