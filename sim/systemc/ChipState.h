// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The state of a chip by logical index: gathers what the image spread over cores, and puts it back. These are the
// host's accesses in the management phases.

#ifndef ENGRAM_SIM_SYSTEMC_CHIPSTATE_H
#define ENGRAM_SIM_SYSTEMC_CHIPSTATE_H

#include "sim/State.h"
#include "sim/systemc/Chip.h"

namespace engram::systemc {

class ChipState {
public:
  /// `chip` must outlive this.
  explicit ChipState(Chip &chip);

  sim::State state() const;
  sim::PopulationState population(uint32_t population) const;
  sim::ProjectionState projection(uint32_t projection) const;

  /// `state` must have the sizes that state() gives. Traces follow from the epoch's start and its spikes.
  void setState(const sim::State &state);
  void setPopulation(uint32_t population, const sim::PopulationState &state);
  void setProjection(uint32_t projection, const sim::ProjectionState &state);

  /// (N42)
  void settle();

private:
  /// Where a synapse is stored.
  struct Place {
    uint32_t pre;
    uint32_t post;
    uint32_t core;
    uint32_t synapse;
  };

  void gatherTraces(uint32_t projection, sim::ProjectionState &state) const;
  void scatterTraces(uint32_t projection, const sim::ProjectionState &state);

  Chip &chip;
  std::vector<std::vector<Place>> places; ///< by projection, by pre, then post
};

} // namespace engram::systemc

#endif
