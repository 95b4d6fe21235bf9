// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ways into a network and a mapping that the stages share: the projections onto a population, the synapses onto a
// neuron, the place of a neuron, and the lists that a group receives.

#ifndef ENGRAM_COMPILER_MAPPING_NETWORKINDEX_H
#define ENGRAM_COMPILER_MAPPING_NETWORKINDEX_H

#include "compiler/mapping/Mapping.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engram::mapping {

/// Consecutive synapses of a projection.
struct SynapseRange {
  const Synapse *first;
  const Synapse *last;
  const Synapse *begin() const { return first; }
  const Synapse *end() const { return last; }
};

class NetworkIndex {
public:
  explicit NetworkIndex(const Network &network);

  /// Projections onto `population`, ascending.
  const std::vector<uint32_t> &incoming(uint32_t population) const { return projectionsOnto[population]; }

  /// Synapses of `projection` onto the `count` neurons from `post` on, by post, then pre.
  SynapseRange synapses(uint32_t projection, uint32_t post, uint32_t count = 1) const;

private:
  const Network &network;
  std::vector<std::vector<uint32_t>> projectionsOnto; // by population
  std::vector<std::vector<size_t>> rows;              // by projection: first synapse of each post neuron, and the end
};

/// One synapse list: how many synapses of a presynaptic neuron a group receives.
struct ListSize {
  uint32_t pre = 0;
  uint32_t synapses = 0; ///< never 0
};

/// The lists of `projection` onto `group`, by pre.
std::vector<ListSize> listsOnto(const Network &network, const NetworkIndex &index, uint32_t projection,
                                const Group &group);

/// Where a neuron is.
struct Place {
  uint32_t core = 0;
  uint32_t compartment = 0;
};

/// By population and neuron; empty for populations without compartments.
std::vector<std::vector<Place>> placesOf(const Network &network, const Mapping &mapping);

} // namespace engram::mapping

#endif
