// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finding a population or projection of an image by the name a user gave.

#ifndef ENGRAM_COMPILER_DRIVER_RUN_NAMES_H
#define ENGRAM_COMPILER_DRIVER_RUN_NAMES_H

#include "compiler/frontend/json/Value.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engram::driver {

/// The position of the part called `name`. `parts` are image::PopulationT or image::ProjectionT.
template <typename Part>
std::optional<uint32_t> findByName(const std::vector<std::unique_ptr<Part>> &parts, const std::string &name) {
  for (uint32_t i = 0; i < parts.size(); ++i)
    if (parts[i]->name == name)
      return i;
  return std::nullopt;
}

/// " (did you mean 'exc'?)", or nothing when no part has a name near to `name`.
template <typename Part>
std::string suggestName(const std::vector<std::unique_ptr<Part>> &parts, const std::string &name) {
  json::Words names;
  for (const std::unique_ptr<Part> &part : parts)
    names.push_back(part->name);
  return json::suggestion(name, names);
}

} // namespace engram::driver

#endif
