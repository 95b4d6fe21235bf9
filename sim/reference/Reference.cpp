// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One step of the oracle: neurons, spikes, traces. The learning phase is in Learning.cpp.

#include "sim/reference/Reference.h"

#include "hw/spec/Random.h"
#include "sim/reference/Learning.h"

#include <algorithm>

namespace engram::sim {

namespace {

bool bySource(const Spike &a, const Spike &b) {
  return std::tie(a.population, a.index) < std::tie(b.population, b.index);
}

bool sameSource(const Spike &a, const Spike &b) { return a.population == b.population && a.index == b.index; }

/// The step's place in its epoch, 1..epoch.
uint32_t offsetInEpoch(uint64_t step, uint32_t epoch) { return static_cast<uint32_t>((step - 1) % epoch) + 1; }

} // namespace

Reference::Reference(const image::ImageT &image) : network(readNetwork(image, current)) {
  counts.spikes.assign(network.populations.size(), 0);
  histories.resize(network.projections.size());
  for (uint32_t p = 0; p < network.projections.size(); ++p)
    for (size_t k = 0; network.projections[p].rule >= 0 && k < kTraces; ++k)
      histories[p][k].assign(network.rules[network.projections[p].rule].epoch + size_t{1},
                             current.projections[p].epochStart[k]);
}

void Reference::restore(const State &state) {
  current = state;
  replayTraces();
}

// The histories since the start of each epoch, which the state does not hold: they follow from its spikes.
void Reference::replayTraces() {
  for (uint32_t p = 0; p < network.projections.size(); ++p) {
    if (network.projections[p].rule < 0)
      continue;
    for (size_t k = 0; k < kTraces; ++k)
      histories[p][k].front() = current.projections[p].epochStart[k];
    const uint64_t done = current.step % network.rules[network.projections[p].rule].epoch;
    for (uint64_t offset = 1; offset <= done; ++offset)
      stepTraces(p, static_cast<uint32_t>(offset), current.step - done + offset);
  }
}

void Reference::settle() {
  for (PopulationState &population : current.populations) {
    for (auto *variable : {&population.u, &population.v, &population.refractory})
      std::fill(variable->begin(), variable->end(), 0);
    for (std::vector<int64_t> &slot : population.pending)
      std::fill(slot.begin(), slot.end(), 0);
  }
  for (ProjectionState &projection : current.projections) {
    for (std::vector<int32_t> &trace : projection.epochStart)
      std::fill(trace.begin(), trace.end(), 0);
    projection.now = projection.epochStart;
    std::fill(projection.preSpikes.begin(), projection.preSpikes.end(), 0);
    std::fill(projection.postSpikes.begin(), projection.postSpikes.end(), 0);
  }
  replayTraces();
}

void Reference::step() {
  ++current.step;
  fired.clear();
  takeInjected();
  for (uint32_t p = 0; p < network.populations.size(); ++p)
    if (network.populations[p].kind == image::PopulationKind::Lif)
      updatePopulation(p);
  std::sort(fired.begin(), fired.end(), bySource);
  for (const Spike &spike : fired) {
    send(spike);
    ++counts.spikes[spike.population];
  }
  noteSpikes();
  for (uint32_t p = 0; p < network.projections.size(); ++p) {
    if (network.projections[p].rule < 0)
      continue;
    const uint32_t epoch = network.rules[network.projections[p].rule].epoch;
    stepTraces(p, offsetInEpoch(current.step, epoch), current.step);
    if (current.step % epoch != 0)
      continue;
    if (learning)
      learn(p);
    endEpoch(p);
  }
  ++counts.steps;
}

// (N40.1) A spike given twice is one spike; a modulator keeps what it was told last.
void Reference::takeInjected() {
  for (const Spike &spike : injected) {
    if (network.populations[spike.population].kind == image::PopulationKind::Modulator)
      current.populations[spike.population].value[spike.index] = spike.payload;
    else
      fired.push_back({spike.population, spike.index, 1});
  }
  injected.clear();
  std::sort(fired.begin(), fired.end(), bySource);
  fired.erase(std::unique(fired.begin(), fired.end(), sameSource), fired.end());
}

// (N40.2)
void Reference::updatePopulation(uint32_t index) {
  const NetworkPopulation &population = network.populations[index];
  PopulationState &state = current.populations[index];
  const uint32_t keyed = spec::keyedBase(
      spec::drawBase(network.seed, spec::RandomVariable::Theta, static_cast<uint32_t>(current.step)), population.key);
  for (uint32_t i = 0; i < population.size; ++i) {
    spec::LifState neuron{state.u[i], state.v[i], state.theta[i], state.refractory[i]};
    if (spec::stepLif(population.registers[i], neuron, state.pending.front()[i], population.bias[i], learning,
                      spec::draw(keyed, i)))
      fired.push_back({index, i, 1});
    state.u[i] = neuron.u;
    state.v[i] = neuron.v;
    state.theta[i] = neuron.theta;
    state.refractory[i] = neuron.refractory;
  }
  std::rotate(state.pending.begin(), state.pending.begin() + 1, state.pending.end());
  std::fill(state.pending.back().begin(), state.pending.back().end(), 0);
}

// (N17) pending[d] is due d + 1 steps from now.
void Reference::send(const Spike &spike) {
  for (uint32_t p = 0; p < network.projections.size(); ++p) {
    const NetworkProjection &projection = network.projections[p];
    if (projection.source != spike.population)
      continue;
    const ProjectionState &synapses = current.projections[p];
    std::vector<std::vector<int64_t>> &pending = current.populations[projection.target].pending;
    for (size_t s = projection.listBegin[spike.index]; s < projection.listBegin[spike.index + size_t{1}]; ++s)
      pending[synapses.delay[s]][projection.post[s]] += int64_t{synapses.weight[s]} * (1 << projection.shift);
    counts.synapticEvents += projection.listBegin[spike.index + size_t{1}] - projection.listBegin[spike.index];
  }
}

// (N40.3)
void Reference::noteSpikes() {
  for (uint32_t p = 0; p < network.projections.size(); ++p) {
    const NetworkProjection &projection = network.projections[p];
    if (projection.rule < 0)
      continue;
    const uint64_t bit = uint64_t{1} << (offsetInEpoch(current.step, network.rules[projection.rule].epoch) - 1);
    for (const Spike &spike : fired) {
      if (spike.population == projection.source)
        current.projections[p].preSpikes[spike.index] |= bit;
      if (spike.population == projection.target)
        current.projections[p].postSpikes[spike.index] |= bit;
    }
  }
}

// (N20) The traces of a projection after the step at `offset` of the epoch, from the history before it.
void Reference::stepTraces(uint32_t p, uint32_t offset, uint64_t step) {
  const NetworkRule &rule = network.rules[network.projections[p].rule];
  ProjectionState &state = current.projections[p];
  for (size_t k = 0; k < kTraces; ++k) {
    if (rule.traces[k].impulse == 0)
      continue; // such a trace is 0 for ever
    const auto variable = static_cast<spec::RandomVariable>(static_cast<size_t>(spec::RandomVariable::X1) + k);
    const uint32_t keyed = spec::keyedBase(spec::drawBase(network.seed, variable, static_cast<uint32_t>(step)),
                                           network.projections[p].key);
    const std::vector<uint64_t> &spikes = k < 2 ? state.preSpikes : state.postSpikes;
    const std::vector<int32_t> &before = histories[p][k][offset - 1];
    std::vector<int32_t> &after = histories[p][k][offset];
    for (uint32_t i = 0; i < after.size(); ++i) {
      const bool spike = (spikes[i] >> (offset - 1)) & 1;
      after[i] = before[i] == 0 && !spike ? 0 : spec::stepTrace(rule.traces[k], before[i], spike, spec::draw(keyed, i));
    }
    state.now[k] = after;
  }
}

// (N31, N40.5)
void Reference::learn(uint32_t p) {
  const NetworkProjection &projection = network.projections[p];
  const NetworkRule &rule = network.rules[projection.rule];
  LearningPhase phase{network.seed, static_cast<uint32_t>(current.step), projection, rule, histories[p], {}};
  for (size_t y = 0; y < projection.thirdFactors.size(); ++y)
    if (projection.thirdFactors[y] >= 0)
      phase.thirdFactors[y] = &current.populations[projection.thirdFactors[y]].value;
  counts.learningUpdates += applyRule(phase, current.projections[p]);
}

// (N36)
void Reference::endEpoch(uint32_t p) {
  ProjectionState &state = current.projections[p];
  state.epochStart = state.now;
  for (size_t k = 0; k < kTraces; ++k)
    histories[p][k].front() = state.now[k];
  std::fill(state.preSpikes.begin(), state.preSpikes.end(), 0);
  std::fill(state.postSpikes.begin(), state.postSpikes.end(), 0);
}

} // namespace engram::sim
