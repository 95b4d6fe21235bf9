// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The barrier: knows when a phase has ended on every core, and takes the time in which the cores tell each other.

#ifndef ENGRAM_SIM_SYSTEMC_BARRIER_H
#define ENGRAM_SIM_SYSTEMC_BARRIER_H

#include "sim/systemc/Context.h"
#include "sim/systemc/Meter.h"

#include <functional>
#include <systemc>

namespace engram::systemc {

class Barrier : public sc_core::sc_module {
public:
  SC_HAS_PROCESS(Barrier);

  /// `tiles`: in use, at least 1. `passed` is called when the barrier is through, with the tick of the phase's end.
  Barrier(sc_core::sc_module_name name, const Context &context, uint32_t tiles, std::function<void(uint64_t)> passed);

  /// Something of the phase is under way: a walk, a spike or a packet.
  void hold() { ++held; }

  /// It ends at `tick`, now or later. When nothing is held any more, the phase ends at the latest such tick.
  void release(uint64_t tick);

  Meter meter;

private:
  void pass();

  const Context &context;
  spec::Cost cost;
  std::function<void(uint64_t)> passed;
  uint64_t held = 0;
  uint64_t phaseEnd = 0;
  sc_core::sc_event through;
};

} // namespace engram::systemc

#endif
