// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The learning phase of one projection (docs/spec/numerics.md section 6).

#ifndef ENGRAM_SIM_REFERENCE_LEARNING_H
#define ENGRAM_SIM_REFERENCE_LEARNING_H

#include "sim/State.h"
#include "sim/reference/Network.h"

#include <array>
#include <cstdint>
#include <vector>

namespace engram::sim {

/// Everything that a learning phase reads besides the projection's state.
struct LearningPhase {
  uint32_t seed;
  uint32_t step; ///< t, a multiple of the rule's epoch
  const NetworkProjection &projection;
  const NetworkRule &rule;
  const std::array<std::vector<std::vector<int32_t>>, kTraces> &history; ///< [trace][offset][neuron]
  std::array<const std::vector<int32_t> *, 3> thirdFactors;              ///< values bound to y1, y2, y3, or null
};

/// Applies the rule to every synapse. Returns for how many at least one product acted.
uint64_t applyRule(const LearningPhase &phase, ProjectionState &state);

} // namespace engram::sim

#endif
