// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A canonical state holds what the spikes of the epoch do not determine; the rest is stepped anew on restore.

#include "backends/native/NetworkState.h"

#include <algorithm>
#include <stdexcept>

namespace engram::native {

using sim::StateVariable;

namespace {

const Array &arrayOf(const PopulationProgram &population, StateVariable variable) {
  switch (variable) {
  case StateVariable::U:
    return population.u;
  case StateVariable::V:
    return population.v;
  case StateVariable::Theta:
    return population.theta;
  case StateVariable::Refractory:
    return population.refractory;
  default:
    return population.value;
  }
}

} // namespace

bool holdsDelays(const ProjectionProgram &projection, const std::vector<int32_t> &delays) {
  const int32_t fixed = projection.fixedDelay;
  return fixed < 0 || std::all_of(delays.begin(), delays.end(), [fixed](int32_t delay) { return delay == fixed; });
}

bool holdsDelays(const Program &program, const sim::State &state) {
  for (size_t p = 0; p < program.projections.size(); ++p)
    if (!holdsDelays(program.projections[p], state.projections[p].delay))
      return false;
  return true;
}

std::vector<int32_t> NetworkState::numbers(const Array &array, uint32_t count) const {
  if (!array.exists())
    return {};
  const int32_t *begin = arena.at<int32_t>(array);
  return {begin, begin + count};
}

void NetworkState::setNumbers(const Array &array, const std::vector<int32_t> &values) {
  if (array.exists())
    std::copy(values.begin(), values.end(), arena.at<int32_t>(array));
}

std::vector<int32_t> NetworkState::synapses(uint32_t index,
                                            int32_t (*unpack)(const ProjectionProgram &, uint64_t)) const {
  const ProjectionProgram &projection = program.projections[index];
  std::vector<int32_t> values;
  values.reserve(projection.synapses);
  arena.forSynapses(projection, [&](uint64_t word) { values.push_back(unpack(projection, word)); });
  return values;
}

void NetworkState::setSynapses(uint32_t index, StateVariable variable, const std::vector<int32_t> &values) {
  const ProjectionProgram &projection = program.projections[index];
  const SynapseWord &format = projection.word;
  if (variable == StateVariable::Tag && format.tagBits == 0) {
    arena.idleTags[index] = values;
    return;
  }
  const uint64_t indexMask = ~((uint64_t{1} << format.indexShift) - 1);
  size_t s = 0;
  arena.forSynapses(projection, [&](uint64_t &word) {
    const int32_t value = values[s++];
    const int32_t weight = variable == StateVariable::Weight ? value : unpackWeight(projection, word);
    const int32_t delay = variable == StateVariable::Delay ? value : unpackDelay(projection, word);
    const int32_t tag = variable == StateVariable::Tag ? value : unpackTag(projection, word);
    word = (word & indexMask) | packSynapse(projection, 0, weight, delay, tag);
  });
}

std::vector<int32_t> NetworkState::read(StateVariable variable, uint32_t owner) const {
  if (variable <= StateVariable::Value)
    return numbers(arrayOf(program.populations[owner], variable), program.populations[owner].size);
  const ProjectionProgram &projection = program.projections[owner];
  if (variable == StateVariable::Weight)
    return synapses(owner, unpackWeight);
  if (variable == StateVariable::Delay)
    return synapses(owner, unpackDelay);
  if (projection.rule < 0)
    return {};
  if (variable != StateVariable::Tag)
    return trace(owner, static_cast<size_t>(variable) - static_cast<size_t>(StateVariable::X1), false);
  if (projection.word.tagBits != 0)
    return synapses(owner, unpackTag);
  return arena.idleTags[owner].empty() ? std::vector<int32_t>(projection.synapses, 0) : arena.idleTags[owner];
}

void NetworkState::write(StateVariable variable, uint32_t owner, const std::vector<int32_t> &values) {
  if (variable >= StateVariable::X1)
    throw std::invalid_argument("traces are computed from spikes and cannot be written");
  if (variable <= StateVariable::Value)
    setNumbers(arrayOf(program.populations[owner], variable), values);
  else
    setSynapses(owner, variable, values);
}

std::vector<int32_t> NetworkState::trace(uint32_t index, size_t k, bool atStart) const {
  const ProjectionProgram &projection = program.projections[index];
  const TraceProgram &trace = projection.traces[k];
  const uint32_t size = program.populations[k < 2 ? projection.source : projection.target].size;
  if (!trace.now.exists())
    return std::vector<int32_t>(size, 0);
  return numbers(atStart && !epochIsOver(projection) ? trace.start : trace.now, size);
}

/// Then the arrays still hold the last epoch; the next step forgets it.
bool NetworkState::epochIsOver(const ProjectionProgram &projection) const {
  return arena.header().step % program.rules[projection.rule].epoch == 0;
}

std::vector<uint64_t> NetworkState::spikes(const ProjectionProgram &projection, bool isPre) const {
  const uint32_t size = program.populations[isPre ? projection.source : projection.target].size;
  if (epochIsOver(projection))
    return std::vector<uint64_t>(size, 0);
  const uint64_t *begin = arena.at<uint64_t>(isPre ? projection.preSpikes : projection.postSpikes);
  return {begin, begin + size};
}

sim::PopulationState NetworkState::populationState(uint32_t index) const {
  const PopulationProgram &population = program.populations[index];
  sim::PopulationState state;
  state.u = numbers(population.u, population.size);
  state.v = numbers(population.v, population.size);
  state.theta = numbers(population.theta, population.size);
  state.refractory = numbers(population.refractory, population.size);
  state.value = numbers(population.value, population.size);
  for (int64_t delay = 0; population.ring.exists() && delay < population.slots; ++delay) {
    const int64_t slot = (arena.header().step + 1 + delay) % population.slots;
    const int32_t *begin = arena.at<int32_t>(population.ring) + slot * population.padded;
    state.pending.emplace_back(begin, begin + population.size);
  }
  return state;
}

sim::ProjectionState NetworkState::projectionState(uint32_t index) const {
  const ProjectionProgram &projection = program.projections[index];
  sim::ProjectionState state;
  state.weight = read(StateVariable::Weight, index);
  state.delay = read(StateVariable::Delay, index);
  if (projection.rule < 0)
    return state;
  state.tag = read(StateVariable::Tag, index);
  for (size_t k = 0; k < sim::kTraces; ++k) {
    state.epochStart[k] = trace(index, k, true);
    state.now[k] = trace(index, k, false);
  }
  state.preSpikes = spikes(projection, true);
  state.postSpikes = spikes(projection, false);
  return state;
}

sim::State NetworkState::checkpoint() const {
  sim::State state;
  state.step = static_cast<uint64_t>(arena.header().step);
  for (uint32_t p = 0; p < program.populations.size(); ++p)
    state.populations.push_back(populationState(p));
  for (uint32_t p = 0; p < program.projections.size(); ++p)
    state.projections.push_back(projectionState(p));
  return state;
}

void NetworkState::restore(const sim::State &state) {
  arena.header().step = static_cast<int64_t>(state.step);
  for (uint32_t p = 0; p < program.populations.size(); ++p)
    restorePopulation(p, state.populations[p]);
  for (uint32_t p = 0; p < program.projections.size(); ++p)
    restoreProjection(p, state.projections[p]);
}

void NetworkState::restorePopulation(uint32_t index, const sim::PopulationState &state) {
  const PopulationProgram &population = program.populations[index];
  setNumbers(population.u, state.u);
  setNumbers(population.v, state.v);
  setNumbers(population.theta, state.theta);
  setNumbers(population.refractory, state.refractory);
  setNumbers(population.value, state.value);
  for (size_t delay = 0; delay < state.pending.size(); ++delay) {
    const int64_t slot = (arena.header().step + 1 + static_cast<int64_t>(delay)) % population.slots;
    std::copy(state.pending[delay].begin(), state.pending[delay].end(),
              arena.at<int32_t>(population.ring) + slot * population.padded);
  }
}

void NetworkState::restoreProjection(uint32_t index, const sim::ProjectionState &state) {
  const ProjectionProgram &projection = program.projections[index];
  setSynapses(index, StateVariable::Weight, state.weight);
  setSynapses(index, StateVariable::Delay, state.delay);
  if (projection.rule < 0)
    return;
  setSynapses(index, StateVariable::Tag, state.tag);
  for (size_t k = 0; k < sim::kTraces; ++k) {
    setNumbers(projection.traces[k].start, state.epochStart[k]);
    setNumbers(projection.traces[k].now, state.epochStart[k]);
  }
  restoreSpikes(projection.preSpikes, projection.preOffset, state.preSpikes);
  restoreSpikes(projection.postSpikes, projection.postOffset, state.postSpikes);
  replay(index, state);
}

void NetworkState::restoreSpikes(const Array &array, const Array &offsets, const std::vector<uint64_t> &spikes) {
  std::fill_n(arena.at<int32_t>(offsets), spikes.size(), 0);
  if (array.exists())
    std::copy(spikes.begin(), spikes.end(), arena.at<uint64_t>(array));
}

/// The steps of the epoch that are done, traces only.
void NetworkState::replay(uint32_t index, const sim::ProjectionState &state) {
  const ProjectionProgram &projection = program.projections[index];
  const auto step = static_cast<int64_t>(arena.header().step);
  const int64_t done = step % program.rules[projection.rule].epoch;
  for (int64_t offset = 1; offset <= done; ++offset) {
    for (const auto &[spikes, offsets] :
         {std::pair(&state.preSpikes, &projection.preOffset), std::pair(&state.postSpikes, &projection.postOffset)})
      for (size_t i = 0; i < spikes->size(); ++i)
        if ((*spikes)[i] >> (offset - 1) & 1)
          arena.at<int32_t>(*offsets)[i] = static_cast<int32_t>(offset);
    stepTraces(index, offset, step - done + offset);
  }
}

} // namespace engram::native
