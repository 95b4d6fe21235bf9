// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sizes are those of the state before the first step, values are in the ranges of docs/spec/numerics.md.

#include "sim/checkpoint/VerifyState.h"

#include "hw/spec/FixedPoint.h"
#include "hw/spec/Trace.h"
#include "sim/checkpoint/Checkpoint.h"
#include "sim/reference/Network.h"

#include <algorithm>
#include <limits>

namespace engram::sim {

namespace {

constexpr int64_t kMaxRefractory = 63;

template <typename T>
void checkSize(const std::string &name, const std::vector<T> &values, const std::vector<T> &expected) {
  if (values.size() != expected.size())
    throw CheckpointError("checkpoint is of another network: expected " + std::to_string(expected.size()) +
                          " values of " + name + " but got " + std::to_string(values.size()));
}

void checkRange(const std::string &name, const std::vector<int32_t> &values, const std::vector<int32_t> &expected,
                int64_t low, int64_t high) {
  checkSize(name, values, expected);
  for (const int32_t value : values)
    if (value < low || value > high)
      throw CheckpointError("checkpoint has " + name + " " + std::to_string(value) + ", expected " +
                            std::to_string(low) + " to " + std::to_string(high));
}

void verifyPopulation(const std::string &name, const PopulationState &state, const PopulationState &initial) {
  checkRange(name + ".u", state.u, initial.u, -spec::kStateMax, spec::kStateMax);
  checkRange(name + ".v", state.v, initial.v, -spec::kStateMax, spec::kStateMax);
  checkRange(name + ".theta", state.theta, initial.theta, -spec::kStateMax, spec::kStateMax);
  checkRange(name + ".refractory", state.refractory, initial.refractory, 0, kMaxRefractory);
  checkRange(name + ".value", state.value, initial.value, spec::kThirdFactorMin, spec::kThirdFactorMax);
  checkSize(name + ".pending", state.pending, initial.pending);
  for (size_t d = 0; d < state.pending.size(); ++d) {
    checkSize(name + ".pending", state.pending[d], initial.pending[d]);
    for (const int64_t value : state.pending[d]) // (N11) 32 bits hold it
      if (value != static_cast<int32_t>(value))
        throw CheckpointError("checkpoint has " + name + ".pending " + std::to_string(value) +
                              ", expected a number of 32 bits");
  }
}

void verifySpikes(const std::string &name, const std::vector<uint64_t> &spikes, const std::vector<uint64_t> &expected,
                  uint32_t stepsOfEpoch) {
  checkSize(name, spikes, expected);
  if (std::any_of(spikes.begin(), spikes.end(), [&](uint64_t bits) { return bits >> stepsOfEpoch != 0; }))
    throw CheckpointError("checkpoint has " + name + " in steps of the epoch that have not come yet");
}

void verifyProjection(const std::string &name, const ProjectionState &state, const ProjectionState &initial,
                      const NetworkProjection &projection, uint32_t stepsOfEpoch) {
  const spec::WeightFormat &format = projection.format;
  checkRange(name + ".weight", state.weight, initial.weight, format.min(), format.max());
  for (const int32_t weight : state.weight)
    if (weight % (1 << format.lsb()) != 0)
      throw CheckpointError("checkpoint has " + name + ".weight " + std::to_string(weight) +
                            ", expected a multiple of " + std::to_string(1 << format.lsb()));
  checkRange(name + ".delay", state.delay, initial.delay, 0, projection.maxDelay);
  checkRange(name + ".tag", state.tag, initial.tag, spec::kTagMin, spec::kTagMax);
  for (size_t k = 0; k < kTraces; ++k) {
    checkRange(name + ".traces", state.epochStart[k], initial.epochStart[k], 0, spec::kTraceMax);
    checkRange(name + ".traces", state.now[k], initial.now[k], 0, spec::kTraceMax);
  }
  verifySpikes(name + ".pre_spikes", state.preSpikes, initial.preSpikes, stepsOfEpoch);
  verifySpikes(name + ".post_spikes", state.postSpikes, initial.postSpikes, stepsOfEpoch);
}

} // namespace

void verifyState(const image::ImageT &image, const State &state) {
  State initial;
  const Network network = readNetwork(image, initial);
  if (state.step > std::numeric_limits<uint32_t>::max())
    throw CheckpointError("checkpoint is at step " + std::to_string(state.step) + ", expected 32 bits");
  for (size_t i = 0; i < initial.populations.size(); ++i)
    verifyPopulation(image.populations[i]->name, state.populations[i], initial.populations[i]);
  for (size_t i = 0; i < initial.projections.size(); ++i) {
    const int32_t rule = network.projections[i].rule;
    const auto steps = rule < 0 ? 0 : static_cast<uint32_t>(state.step % network.rules[rule].epoch);
    verifyProjection(image.projections[i]->name, state.projections[i], initial.projections[i], network.projections[i],
                     steps);
  }
}

} // namespace engram::sim
