// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gathering and scattering.

#include "sim/systemc/ChipState.h"

#include <algorithm>
#include <tuple>

namespace engram::systemc {

namespace {

/// Copies the start of the epoch, the replayed present and the spike masks of a bank. `firstTrace`: 0 pre, 2 post.
void gatherBank(const TraceBank &bank, const EpochSteps &epoch, size_t firstTrace, sim::ProjectionState &state) {
  TraceHistory history;
  bank.replay(epoch, history);
  std::vector<uint64_t> &spikes = firstTrace == 0 ? state.preSpikes : state.postSpikes;
  for (uint32_t entry = 0; entry < bank.entries(); ++entry) {
    const uint32_t neuron = bank.indexOf(entry);
    spikes[neuron] = bank.mask(entry);
    for (uint32_t k = 0; k < bank.traces(); ++k) {
      state.epochStart[firstTrace + k][neuron] = bank.start(k, entry);
      state.now[firstTrace + k][neuron] = history.row(k, epoch.offset)[entry];
    }
  }
}

void scatterBank(TraceBank &bank, size_t firstTrace, const sim::ProjectionState &state) {
  const std::vector<uint64_t> &spikes = firstTrace == 0 ? state.preSpikes : state.postSpikes;
  for (uint32_t entry = 0; entry < bank.entries(); ++entry) {
    const uint32_t neuron = bank.indexOf(entry);
    bank.setMask(entry, spikes[neuron]);
    for (uint32_t k = 0; k < bank.traces(); ++k)
      bank.setStart(k, entry, state.epochStart[firstTrace + k][neuron]);
  }
}

/// Steps ahead that input onto a population can be due.
size_t horizonOf(const image::ImageT &image, uint32_t population) {
  size_t horizon = 1;
  for (const auto &projection : image.projections)
    if (projection->target == population)
      horizon = std::max(horizon, size_t{1} << projection->delay_bits);
  return horizon;
}

} // namespace

ChipState::ChipState(Chip &chip) : chip(chip), places(chip.context.image.projections.size()) {
  for (uint32_t c = 0; c < chip.cores.size(); ++c) {
    const Core &core = *chip.cores[c];
    for (size_t a = 0; a < core.synapses.lists.size(); ++a) {
      const image::InputAxon &axon = core.image.input_axons[a];
      const image::GroupT &group = *core.image.groups[axon.group()];
      for (uint32_t s = core.synapses.lists[a].begin; s < core.synapses.lists[a].end; ++s)
        places[axon.projection()].push_back(
            {axon.pre(), group.begin + core.synapses.compartment[s] - group.first, c, s});
    }
  }
  for (auto &projection : places)
    std::sort(projection.begin(), projection.end(),
              [](const Place &a, const Place &b) { return std::tie(a.pre, a.post) < std::tie(b.pre, b.post); });
}

sim::State ChipState::state() const {
  sim::State all;
  all.step = chip.context.step;
  for (uint32_t p = 0; p < chip.context.image.populations.size(); ++p)
    all.populations.push_back(population(p));
  for (uint32_t p = 0; p < chip.context.image.projections.size(); ++p)
    all.projections.push_back(projection(p));
  return all;
}

sim::PopulationState ChipState::population(uint32_t population) const {
  const image::PopulationT &from = *chip.context.image.populations[population];
  sim::PopulationState state;
  state.value = chip.context.modulators[population];
  if (from.kind != image::PopulationKind::Lif)
    return state;
  for (auto *values : {&state.u, &state.v, &state.theta, &state.refractory})
    values->assign(from.size, 0);
  state.pending.assign(horizonOf(chip.context.image, population), std::vector<int64_t>(from.size, 0));
  for (const auto &core : chip.cores)
    for (const auto &group : core->image.groups)
      for (uint32_t i = 0; group->population == population && i < group->count; ++i) {
        const spec::LifState &lif = core->dendrite.states[group->first + i];
        state.u[group->begin + i] = lif.u;
        state.v[group->begin + i] = lif.v;
        state.theta[group->begin + i] = lif.theta;
        state.refractory[group->begin + i] = lif.refractory;
        for (size_t d = 0; d < state.pending.size(); ++d)
          state.pending[d][group->begin + i] = core->ring.due(chip.context.step + 1 + d)[group->first + i];
      }
  return state;
}

sim::ProjectionState ChipState::projection(uint32_t projection) const {
  const image::ProjectionT &from = *chip.context.image.projections[projection];
  sim::ProjectionState state;
  for (const Place &place : places[projection]) {
    const SynapseMemory &memory = chip.cores[place.core]->synapses;
    state.weight.push_back(memory.weight[place.synapse]);
    state.delay.push_back(memory.delay[place.synapse]);
    if (from.rule >= 0)
      state.tag.push_back(memory.tag[place.synapse]);
  }
  if (from.rule >= 0)
    gatherTraces(projection, state);
  return state;
}

void ChipState::gatherTraces(uint32_t projection, sim::ProjectionState &state) const {
  const image::ImageT &image = chip.context.image;
  const image::ProjectionT &from = *image.projections[projection];
  const uint32_t preCount = image.populations[from.source]->size;
  const uint32_t postCount = image.populations[from.target]->size;
  const EpochSteps epoch = epochOf(image.seed, chip.context.step, image.rules[from.rule]->epoch);
  for (size_t k = 0; k < sim::kTraces; ++k)
    state.epochStart[k].assign(k < kPreTraces ? preCount : postCount, 0);
  state.now = state.epochStart;
  state.preSpikes.assign(preCount, 0);
  state.postSpikes.assign(postCount, 0);
  // When an epoch has just ended the memories stand at the start of the next.
  const EpochSteps done = epoch.offset == image.rules[from.rule]->epoch ? EpochSteps{} : epoch;
  gatherBank(chip.unheld.bank(projection), done, 0, state);
  for (const auto &core : chip.cores)
    for (const LearningProfile &profile : core->profiles)
      if (profile.projection == projection) {
        gatherBank(profile.pre, done, 0, state);
        gatherBank(profile.post, done, kPreTraces, state);
      }
}

void ChipState::setState(const sim::State &state) {
  chip.context.step = state.step;
  for (const auto &core : chip.cores)
    core->ring.clear();
  for (uint32_t p = 0; p < state.populations.size(); ++p)
    setPopulation(p, state.populations[p]);
  for (uint32_t p = 0; p < state.projections.size(); ++p)
    setProjection(p, state.projections[p]);
}

void ChipState::setPopulation(uint32_t population, const sim::PopulationState &state) {
  chip.context.modulators[population] = state.value;
  if (chip.context.image.populations[population]->kind != image::PopulationKind::Lif)
    return;
  for (const auto &core : chip.cores)
    for (const auto &group : core->image.groups)
      for (uint32_t i = 0; group->population == population && i < group->count; ++i) {
        const uint32_t neuron = group->begin + i;
        core->dendrite.states[group->first + i] = {state.u[neuron], state.v[neuron], state.theta[neuron],
                                                   state.refractory[neuron]};
        for (size_t d = 0; d < std::min<size_t>(state.pending.size(), core->maxDelay + 1); ++d)
          core->ring.due(chip.context.step + 1 + d)[group->first + i] = state.pending[d][neuron];
      }
}

void ChipState::setProjection(uint32_t projection, const sim::ProjectionState &state) {
  const bool plastic = chip.context.image.projections[projection]->rule >= 0;
  for (size_t i = 0; i < places[projection].size(); ++i) {
    const Place &place = places[projection][i];
    SynapseMemory &memory = chip.cores[place.core]->synapses;
    memory.weight[place.synapse] = static_cast<int16_t>(state.weight[i]);
    memory.delay[place.synapse] = static_cast<uint8_t>(state.delay[i]);
    if (plastic)
      memory.tag[place.synapse] = static_cast<int16_t>(state.tag[i]);
  }
  if (plastic)
    scatterTraces(projection, state);
}

void ChipState::scatterTraces(uint32_t projection, const sim::ProjectionState &state) {
  scatterBank(chip.unheld.bank(projection), 0, state);
  for (const auto &core : chip.cores)
    for (LearningProfile &profile : core->profiles)
      if (profile.projection == projection) {
        scatterBank(profile.pre, 0, state);
        scatterBank(profile.post, kPreTraces, state);
      }
}

void ChipState::settle() {
  chip.unheld.settle();
  for (const auto &core : chip.cores) {
    core->ring.clear();
    for (spec::LifState &lif : core->dendrite.states)
      lif = {0, 0, lif.theta, 0};
    for (LearningProfile &profile : core->profiles) {
      profile.pre.settle();
      profile.post.settle();
    }
  }
}

} // namespace engram::systemc
