// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Indices over a network, built in one pass over its synapses.

#include "compiler/mapping/NetworkIndex.h"

#include <algorithm>
#include <cassert>

namespace engram::mapping {

namespace {

bool standsBefore(const Synapse &a, const Synapse &b) { return a.post != b.post ? a.post < b.post : a.pre < b.pre; }

} // namespace

NetworkIndex::NetworkIndex(const Network &network) : network(network), projectionsOnto(network.populations.size()) {
  for (uint32_t p = 0; p < network.projections.size(); ++p) {
    const Projection &projection = network.projections[p];
    assert(std::is_sorted(projection.synapses.begin(), projection.synapses.end(), standsBefore) &&
           "synapses stand by post, then pre");
    projectionsOnto[projection.target].push_back(p);
    std::vector<size_t> &row = rows.emplace_back(size_t{network.populations[projection.target].size} + 1, 0);
    for (const Synapse &synapse : projection.synapses)
      ++row[synapse.post + 1];
    for (size_t i = 1; i < row.size(); ++i)
      row[i] += row[i - 1];
  }
}

SynapseRange NetworkIndex::synapses(uint32_t projection, uint32_t post, uint32_t count) const {
  const Synapse *data = network.projections[projection].synapses.data();
  return {data + rows[projection][post], data + rows[projection][post + count]};
}

std::vector<ListSize> listsOnto(const Network &network, const NetworkIndex &index, uint32_t projection,
                                const Group &group) {
  std::vector<uint32_t> counts(network.populations[network.projections[projection].source].size, 0);
  for (const Synapse &synapse : index.synapses(projection, group.begin, group.count))
    ++counts[synapse.pre];
  std::vector<ListSize> lists;
  for (uint32_t pre = 0; pre < counts.size(); ++pre)
    if (counts[pre] != 0)
      lists.push_back({pre, counts[pre]});
  return lists;
}

std::vector<std::vector<Place>> placesOf(const Network &network, const Mapping &mapping) {
  std::vector<std::vector<Place>> places(network.populations.size());
  for (size_t i = 0; i < places.size(); ++i)
    if (network.populations[i].kind == PopulationKind::Lif)
      places[i].resize(network.populations[i].size);
  for (uint32_t core = 0; core < mapping.cores.size(); ++core)
    for (const Group &group : mapping.cores[core].groups)
      for (uint32_t i = 0; i < group.count; ++i)
        places[group.population][group.begin + i] = {core, group.first + i};
  return places;
}

} // namespace engram::mapping
