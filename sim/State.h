// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The complete state of a network between two steps, by logical index: what executors are compared in, and what a
// checkpoint holds. It does not depend on the mapping.

#ifndef ENGRAM_SIM_STATE_H
#define ENGRAM_SIM_STATE_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace engram::sim {

/// A spike, or what a modulator is told. `payload` is 1 for a spike, -128..127 for a modulator.
struct Spike {
  uint32_t population = 0;
  uint32_t index = 0;
  int32_t payload = 1;
};

/// A state variable that can be read between steps: U to Value of a population, Weight to Y3 of a projection.
enum class StateVariable { U, V, Theta, Refractory, Value, Weight, Delay, Tag, X1, X2, Y1, Y2, Y3 };

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

/// The values of a variable in a state; `owner` is the index of the population or projection.
std::vector<int32_t> &select(State &state, StateVariable variable, uint32_t owner);
const std::vector<int32_t> &select(const State &state, StateVariable variable, uint32_t owner);

} // namespace engram::sim

#endif
