// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The walk over the compartments is computed when it begins; the kernel runs again only when a spike leaves.

#include "sim/systemc/DendriteUnit.h"

#include "hw/image/Registers.h"
#include "hw/spec/Random.h"

#include <algorithm>

namespace engram::systemc {

DendriteUnit::DendriteUnit(sc_core::sc_module_name name, const Context &context, Barrier &barrier,
                           const image::CoreT &core, DelayRing &ring, std::vector<LearningProfile> &profiles,
                           AxonUnit &axon)
    : sc_module(name), context(context), barrier(barrier), ring(ring), profiles(profiles), axon(axon),
      SC_NAMED(leaving) {
  uint32_t compartments = 0;
  for (uint32_t g = 0; g < core.groups.size(); ++g) {
    const image::GroupT &group = *core.groups[g];
    Slice slice{image::registersOf(group), &group, context.image.populations[group.population]->key, {}};
    for (uint32_t p = 0; p < profiles.size(); ++p)
      if (profiles[p].group == g)
        slice.profiles.push_back(p);
    slices.push_back(std::move(slice));
    compartments = std::max(compartments, group.first + group.count);
  }
  std::sort(slices.begin(), slices.end(),
            [](const Slice &a, const Slice &b) { return a.group->first < b.group->first; });
  states.resize(compartments);
  SC_METHOD(serve);
  sensitive << leaving;
  dont_initialize();
}

void DendriteUnit::begin() {
  const uint64_t now = context.clock.now();
  fired.clear();
  sent = 0;
  spec::Cost done;
  for (const Slice &slice : slices)
    walk(slice, done);
  meter.busy(now, done);
  end = now + done.ticks;
  barrier.hold();
  if (fired.empty())
    barrier.release(end);
  else
    context.clock.notify(leaving, fired.front().tick - now);
}

void DendriteUnit::walk(const Slice &slice, spec::Cost &done) {
  const spec::Costs &costs = context.costs();
  const image::GroupT &group = *slice.group;
  const uint64_t now = context.clock.now();
  const uint32_t base =
      spec::drawBase(context.image.seed, spec::RandomVariable::Theta, static_cast<uint32_t>(context.step));
  const uint32_t keyed = spec::keyedBase(base, slice.key);
  int64_t *due = ring.due(context.step) + group.first;
  for (uint32_t i = 0; i < group.count; ++i) { // (N10)
    spec::LifState &state = states[group.first + i];
    const int32_t bias = group.bias[group.bias.size() == 1 ? 0 : i];
    const bool idle = (due[i] | state.u | state.v | bias) == 0;
    done = done + (idle ? costs.compartmentIdle : costs.compartmentActive);
    const uint32_t draw = state.theta == 0 ? 0 : spec::draw(keyed, group.begin + i); // a theta of 0 does not decay
    const bool fires = spec::stepLif(slice.registers, state, due[i], bias, context.learning, draw);
    due[i] = 0;
    if (!fires)
      continue;
    done = done + costs.spike;
    fired.push_back({now + done.ticks, group.first + i});
    noteSpike(slice, i);
  }
}

void DendriteUnit::noteSpike(const Slice &slice, uint32_t neuron) { // (N21)
  for (const uint32_t p : slice.profiles)
    profiles[p].post.note(neuron, epochOf(context.image.seed, context.step, profiles[p].epoch).offset);
}

void DendriteUnit::serve() {
  ++meter.activations;
  const uint64_t now = context.clock.now();
  axon.accept(fired[sent++].compartment);
  if (sent == fired.size())
    barrier.release(end);
  else
    context.clock.notify(leaving, fired[sent].tick - now);
}

} // namespace engram::systemc
