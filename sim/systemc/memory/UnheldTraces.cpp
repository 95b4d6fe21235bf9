// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Finding and stepping of the neurons that the chip does not hold.

#include "sim/systemc/memory/UnheldTraces.h"

#include "sim/systemc/memory/LearningProfile.h"

namespace engram::systemc {

namespace {

std::vector<bool> heldBy(const image::ImageT &image, uint32_t projection) {
  std::vector<bool> held(image.populations[image.projections[projection]->source]->size, false);
  for (const auto &core : image.cores)
    for (const image::InputAxon &axon : core->input_axons)
      if (axon.projection() == projection)
        held[axon.pre()] = true;
  return held;
}

} // namespace

UnheldTraces::UnheldTraces(const image::ImageT &image) : seed(image.seed), sideOf(image.projections.size(), 0) {
  for (uint32_t p = 0; p < image.projections.size(); ++p) {
    const image::ProjectionT &projection = *image.projections[p];
    if (projection.rule < 0)
      continue;
    const std::vector<bool> held = heldBy(image, p);
    std::vector<uint32_t> neurons;
    std::vector<int32_t> entryOf(held.size(), -1);
    for (uint32_t neuron = 0; neuron < held.size(); ++neuron)
      if (!held[neuron]) {
        entryOf[neuron] = static_cast<int32_t>(neurons.size());
        neurons.push_back(neuron);
      }
    const image::RuleT &rule = *image.rules[projection.rule];
    sideOf[p] = static_cast<uint32_t>(sides.size());
    sides.push_back({projection.source, rule.epoch,
                     TraceBank(preRegisters(rule), spec::RandomVariable::X1, projection.key, std::move(neurons)),
                     std::move(entryOf)});
  }
}

void UnheldTraces::advance(const std::vector<sim::Spike> &spikes, uint64_t step) {
  for (Side &side : sides) {
    if (side.bank.entries() == 0)
      continue;
    const EpochSteps epoch = epochOf(seed, step, side.epoch);
    for (const sim::Spike &spike : spikes)
      if (spike.population == side.source && side.entryOf[spike.index] >= 0)
        side.bank.note(static_cast<uint32_t>(side.entryOf[spike.index]), epoch.offset);
    if (epoch.offset < side.epoch)
      continue;
    side.bank.replay(epoch, history);
    side.bank.beginEpoch(history, epoch.offset);
  }
}

void UnheldTraces::settle() {
  for (Side &side : sides)
    side.bank.settle();
}

} // namespace engram::systemc
