// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Random networks from seeds, for comparing executors. Together they cover all sign modes and weight widths, delays,
// reset modes, adaptive thresholds, every kind of trace, factor and product, third factors, several rules, epochs of 1
// to 20 steps and recurrent connections.

#ifndef ENGRAM_COMPILER_DRIVER_SELFTEST_RANDOMNETWORK_H
#define ENGRAM_COMPILER_DRIVER_SELFTEST_RANDOMNETWORK_H

#include "compiler/mapping/Network.h"

#include <cstdint>
#include <random>

namespace engram::driver {

/// A seeded source of choices that gives the same ones everywhere (std distributions may not).
class Dice {
public:
  explicit Dice(uint32_t seed) : engine(seed) {}

  /// 0 .. n - 1; n is positive.
  uint32_t below(uint32_t n) { return engine() % n; }

  /// low .. high, both included.
  int32_t between(int32_t low, int32_t high) {
    return low + static_cast<int32_t>(below(static_cast<uint32_t>(high - low) + 1));
  }

  /// True in `percent` of 100 cases.
  bool chance(uint32_t percent) { return below(100) < percent; }

private:
  std::mt19937 engine;
};

/// A network of 1 to 5 LIF populations with inputs, modulators and projections among them; small enough for one core
/// of target engram1. The same seed gives the same network.
mapping::Network randomNetwork(uint32_t seed);

} // namespace engram::driver

#endif
