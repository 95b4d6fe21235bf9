// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The complete state of a network between two steps, by logical index: what executors are compared in, and what a
// checkpoint holds. It does not depend on the mapping.

#ifndef ENGRAM_SIM_STATE_H
#define ENGRAM_SIM_STATE_H

#include <array>
#include <cstdint>
#include <vector>

namespace engram::sim {

/// A population of LIF neurons, or a modulator (only `value`). An input population has no state.
struct PopulationState {
  std::vector<int32_t> u, v, theta, refractory;
  std::vector<int32_t> value;                ///< what a modulator says, -128..127
  std::vector<std::vector<int64_t>> pending; ///< [d][neuron]: exact input due d + 1 steps from now
};

/// x1, x2 by presynaptic neuron; y1, y2, y3 by postsynaptic neuron. A trace that the rule does not use is all zero.
constexpr size_t kTraces = 5;
using Traces = std::array<std::vector<int32_t>, kTraces>;

/// Synapses stand by presynaptic, then by postsynaptic neuron. A static projection has only weight and delay.
struct ProjectionState {
  std::vector<int32_t> weight, delay, tag;
  Traces epochStart;               ///< traces at the end of the last epoch
  Traces now;                      ///< traces at the end of the last step
  std::vector<uint64_t> preSpikes; ///< by neuron: bit o - 1 is set by a spike in the o-th step of this epoch
  std::vector<uint64_t> postSpikes;
};

struct State {
  uint64_t step = 0; ///< steps done
  std::vector<PopulationState> populations;
  std::vector<ProjectionState> projections;
};

} // namespace engram::sim

#endif
