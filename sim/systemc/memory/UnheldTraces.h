// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Traces of presynaptic neurons that have no synapse on the chip. No weight depends on them and the chip does not hold
// them; they are kept beside it, so that a checkpoint shows the whole network.

#ifndef ENGRAM_SIM_SYSTEMC_MEMORY_UNHELDTRACES_H
#define ENGRAM_SIM_SYSTEMC_MEMORY_UNHELDTRACES_H

#include "hw/image/Image_generated.h"
#include "sim/State.h"
#include "sim/systemc/memory/TraceBank.h"

#include <cstdint>
#include <vector>

namespace engram::systemc {

class UnheldTraces {
public:
  explicit UnheldTraces(const image::ImageT &image);

  /// Marks the spikes of `step`, and ends the epochs that end with it.
  void advance(const std::vector<sim::Spike> &spikes, uint64_t step);

  /// The traces of a plastic projection.
  TraceBank &bank(uint32_t projection) { return sides[sideOf[projection]].bank; }
  const TraceBank &bank(uint32_t projection) const { return sides[sideOf[projection]].bank; }

  void settle();

private:
  struct Side {
    uint32_t source; ///< population
    uint32_t epoch;  ///< steps
    TraceBank bank;
    std::vector<int32_t> entryOf; ///< by neuron, -1: the chip holds it
  };

  uint32_t seed;
  std::vector<Side> sides;
  std::vector<uint32_t> sideOf; ///< by projection; static ones have none
  TraceHistory history;
};

} // namespace engram::systemc

#endif
