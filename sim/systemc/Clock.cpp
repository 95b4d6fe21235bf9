// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Choice of the kernel's time resolution.

#include "sim/systemc/Clock.h"

#include <algorithm>
#include <cmath>

namespace engram::systemc {

Clock::Clock(double tickSeconds)
    : unitsPerTick(std::max<uint64_t>(1, static_cast<uint64_t>(std::llround(tickSeconds * 1e15)))) {
  while (unitsPerTick % 10 == 0) {
    unitsPerTick /= 10;
    resolution *= 10;
  }
}

void Clock::setResolution() const { sc_core::sc_set_time_resolution(static_cast<double>(resolution), sc_core::SC_FS); }

} // namespace engram::systemc
