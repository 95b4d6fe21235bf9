// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The synapse unit: takes a packet, walks the list that its axon points to, adds the weights to the delay ring.

#ifndef ENGRAM_SIM_SYSTEMC_SYNAPSEUNIT_H
#define ENGRAM_SIM_SYSTEMC_SYNAPSEUNIT_H

#include "sim/systemc/Barrier.h"
#include "sim/systemc/Fifo.h"
#include "sim/systemc/Meter.h"
#include "sim/systemc/memory/DelayRing.h"
#include "sim/systemc/memory/LearningProfile.h"

namespace engram::systemc {

class SynapseUnit : public sc_core::sc_module {
public:
  SC_HAS_PROCESS(SynapseUnit);

  SynapseUnit(sc_core::sc_module_name name, const Context &context, Barrier &barrier, const SynapseMemory &memory,
              DelayRing &ring, std::vector<LearningProfile> &profiles);

  /// A packet for input axon `axon` arrives.
  void accept(uint32_t axon);

  Meter meter;
  uint64_t synapticEvents = 0; ///< synapses that a spike passed

private:
  void serve();
  void start();
  void accumulate(const SynapseList &list);

  const Context &context;
  Barrier &barrier;
  const SynapseMemory &memory;
  DelayRing &ring;
  std::vector<LearningProfile> &profiles;
  Fifo<uint32_t> packets;
  bool busy = false;
  sc_core::sc_event finished;
};

} // namespace engram::systemc

#endif
