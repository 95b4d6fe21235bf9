// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a unit did: busy ticks, energy, and how often the kernel ran it.

#ifndef ENGRAM_SIM_SYSTEMC_METER_H
#define ENGRAM_SIM_SYSTEMC_METER_H

#include "hw/spec/Target.h"
#include "sim/systemc/Waveform.h"

#include <cstdint>

namespace engram::systemc {

struct Meter {
  uint64_t ticks = 0;
  uint64_t femtojoules = 0;
  uint64_t activations = 0;     ///< runs of the unit's SC_METHOD; an idle unit has none
  Waveform *waveform = nullptr; ///< none: no waveform is written
  uint32_t signal = 0;

  /// The unit is busy from tick `from` for `cost`.
  void busy(uint64_t from, const spec::Cost &cost) {
    ticks += cost.ticks;
    femtojoules += cost.femtojoules;
    if (waveform != nullptr)
      waveform->busy(signal, from, from + cost.ticks);
  }

  /// Gives the unit a one-bit signal, "scope.name".
  void trace(Waveform *to, const std::string &name) {
    waveform = to;
    if (to != nullptr)
      signal = to->addSignal(name, 1);
  }
};

/// `count` times `cost`.
inline spec::Cost operator*(uint64_t count, const spec::Cost &cost) {
  return {count * cost.ticks, count * cost.femtojoules};
}

inline spec::Cost operator+(const spec::Cost &a, const spec::Cost &b) {
  return {a.ticks + b.ticks, a.femtojoules + b.femtojoules};
}

} // namespace engram::systemc

#endif
