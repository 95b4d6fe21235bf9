// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ticks of the target and SystemC time. Every unit counts in ticks; only this class knows how they are told to the
// kernel, whose resolution must be a power of ten.

#ifndef ENGRAM_SIM_SYSTEMC_CLOCK_H
#define ENGRAM_SIM_SYSTEMC_CLOCK_H

#include <cstdint>
#include <systemc>

namespace engram::systemc {

class Clock {
public:
  /// `tickSeconds` is a whole number of femtoseconds, at least 1.
  explicit Clock(double tickSeconds);

  /// Sets the resolution of the current kernel; before anything else is made in it.
  void setResolution() const;

  /// Ticks since the kernel started.
  uint64_t now() const { return sc_core::sc_time_stamp().value() / unitsPerTick; }

  /// Triggers `event` in `ticks` ticks; 0: in the next delta cycle.
  void notify(sc_core::sc_event &event, uint64_t ticks) const {
    event.notify(sc_core::sc_time::from_value(ticks * unitsPerTick));
  }

  /// The kernel's resolution, a power of ten, and how many of it make a tick.
  uint64_t resolutionFemtoseconds() const { return resolution; }
  uint64_t units() const { return unitsPerTick; }

private:
  uint64_t unitsPerTick;
  uint64_t resolution = 1;
};

} // namespace engram::systemc

#endif
