// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timing of the walk: one event, when it is done.

#include "sim/systemc/LearningUnit.h"

namespace engram::systemc {

LearningUnit::LearningUnit(sc_core::sc_module_name name, const Context &context, Barrier &barrier,
                           SynapseMemory &memory, std::vector<LearningProfile> &profiles)
    : sc_module(name), context(context), barrier(barrier), memory(memory), profiles(profiles), SC_NAMED(finished) {
  SC_METHOD(serve);
  sensitive << finished;
  dont_initialize();
}

void LearningUnit::begin() {
  const spec::Costs &costs = context.costs();
  spec::Cost done;
  for (LearningProfile &profile : profiles) {
    const EpochSteps epoch = epochOf(context.image.seed, context.step, profile.epoch);
    if (epoch.offset != profile.epoch)
      continue;
    const WalkCounts counts = learningWalk.learn(profile, memory, epoch, context.modulators);
    learningUpdates += counts.acted;
    done = done + counts.lists * costs.learningList + counts.visits * costs.learningVisit +
           counts.updates * costs.learningUpdate;
  }
  if (done.ticks == 0 && done.femtojoules == 0)
    return;
  meter.busy(context.clock.now(), done);
  barrier.hold();
  context.clock.notify(finished, done.ticks);
}

void LearningUnit::skip() {
  for (LearningProfile &profile : profiles) {
    const EpochSteps epoch = epochOf(context.image.seed, context.step, profile.epoch);
    if (epoch.offset == profile.epoch)
      learningWalk.skip(profile, epoch);
  }
}

void LearningUnit::serve() {
  ++meter.activations;
  barrier.release(context.clock.now());
}

} // namespace engram::systemc
