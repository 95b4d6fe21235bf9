// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One list at a time.

#include "sim/systemc/SynapseUnit.h"

namespace engram::systemc {

SynapseUnit::SynapseUnit(sc_core::sc_module_name name, const Context &context, Barrier &barrier,
                         const SynapseMemory &memory, DelayRing &ring, std::vector<LearningProfile> &profiles)
    : sc_module(name), context(context), barrier(barrier), memory(memory), ring(ring), profiles(profiles),
      SC_NAMED(finished) {
  SC_METHOD(serve);
  sensitive << finished;
  dont_initialize();
}

void SynapseUnit::accept(uint32_t axon) {
  packets.push(axon);
  if (!busy)
    start();
}

void SynapseUnit::start() {
  const SynapseList &list = memory.lists[packets.front()];
  const spec::Costs &costs = context.costs();
  const spec::Cost cost = costs.axonIn + list.words * costs.synapseWord + list.size() * costs.synapseEvent;
  busy = true;
  meter.busy(context.clock.now(), cost);
  context.clock.notify(finished, cost.ticks);
}

void SynapseUnit::serve() {
  ++meter.activations;
  const SynapseList &list = memory.lists[packets.pop()];
  accumulate(list);
  if (list.profile >= 0) { // (N21): noted for the epoch, whatever the synapses' delays
    LearningProfile &profile = profiles[list.profile];
    profile.pre.note(list.entry, epochOf(context.image.seed, context.step, profile.epoch).offset);
  }
  busy = false;
  barrier.release(context.clock.now());
  if (!packets.empty())
    start();
}

void SynapseUnit::accumulate(const SynapseList &list) { // (N17), (N18)
  synapticEvents += list.size();
  const int64_t unit = int64_t{1} << list.shift;
  if (!list.delayed) {
    int64_t *due = ring.due(context.step + 1);
    for (uint32_t s = list.begin; s < list.end; ++s)
      due[memory.compartment[s]] += memory.weight[s] * unit;
    return;
  }
  for (uint32_t s = list.begin; s < list.end; ++s)
    ring.due(context.step + 1 + memory.delay[s])[memory.compartment[s]] += memory.weight[s] * unit;
}

} // namespace engram::systemc
