// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The learning unit: at the end of an epoch it walks the plastic lists of its core, evaluates the microcode, rounds and
// writes back.

#ifndef ENGRAM_SIM_SYSTEMC_LEARNINGUNIT_H
#define ENGRAM_SIM_SYSTEMC_LEARNINGUNIT_H

#include "sim/systemc/Barrier.h"
#include "sim/systemc/Meter.h"
#include "sim/systemc/memory/LearningWalk.h"

namespace engram::systemc {

class LearningUnit : public sc_core::sc_module {
public:
  SC_HAS_PROCESS(LearningUnit);

  LearningUnit(sc_core::sc_module_name name, const Context &context, Barrier &barrier, SynapseMemory &memory,
               std::vector<LearningProfile> &profiles);

  /// Phase LRN begins now: the profiles whose epoch ends with this step are walked one after the other.
  void begin();

  /// Learning is off: those epochs end all the same (N41). Takes no time.
  void skip();

  Meter meter;
  uint64_t learningUpdates = 0; ///< synapses for which a product acted

private:
  void serve();

  const Context &context;
  Barrier &barrier;
  SynapseMemory &memory;
  std::vector<LearningProfile> &profiles;
  LearningWalk learningWalk;
  sc_core::sc_event finished;
};

} // namespace engram::systemc

#endif
