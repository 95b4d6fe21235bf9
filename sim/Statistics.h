// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run counted. The counts are the same on every executor; ticks and energy exist where there is time.

#ifndef ENGRAM_SIM_STATISTICS_H
#define ENGRAM_SIM_STATISTICS_H

#include <cstdint>
#include <string>
#include <vector>

namespace engram::sim {

/// Busy time and energy of one kind of unit, or time of one phase, summed over cores and steps.
struct UnitStatistics {
  std::string name; ///< "synapse", "dendrite", "axon", "learning", "router", "barrier"; phases "SPK", "LRN", "barrier"
  uint64_t ticks = 0;
  uint64_t femtojoules = 0;
};

struct Statistics {
  uint64_t steps = 0;
  std::vector<uint64_t> spikes; ///< by population
  uint64_t synapticEvents = 0;  ///< synapses that a spike passed
  uint64_t learningUpdates = 0; ///< synapses for which at least one product acted in a learning phase
  double tickSeconds = 0;       ///< 0: this executor has no time
  uint64_t ticks = 0;           ///< of chip time
  double staticJoules = 0;      ///< static power of the cores in use over that time
  std::vector<UnitStatistics> units;
  std::vector<UnitStatistics> phases;
};

} // namespace engram::sim

#endif
