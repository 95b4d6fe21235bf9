// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cores to tiles, greedily. Tiles are filled one after the other along a snake through the mesh, so that consecutive
// tiles are neighbours. The first core is core 0; the next one is always the core with the most lists to and from the
// cores of the current tile (when a tile is opened: of the one before), the lower number first.

#include "compiler/mapping/NetworkIndex.h"

#include <algorithm>
#include <cassert>
#include <map>

namespace engram::mapping {

namespace {

/// By core: lists that it shares with each other core.
using Traffic = std::vector<std::map<uint32_t, uint64_t>>;

Traffic measureTraffic(const Network &network, const Mapping &mapping) {
  const NetworkIndex index(network);
  const std::vector<std::vector<Place>> places = placesOf(network, mapping);
  Traffic traffic(mapping.cores.size());
  for (uint32_t core = 0; core < mapping.cores.size(); ++core)
    for (const Group &group : mapping.cores[core].groups)
      for (const uint32_t p : index.incoming(group.population)) {
        const uint32_t source = network.projections[p].source;
        if (network.populations[source].kind != PopulationKind::Lif)
          continue;
        for (const ListSize &list : listsOnto(network, index, p, group)) {
          const uint32_t from = places[source][list.pre].core;
          ++traffic[core][from];
          ++traffic[from][core];
        }
      }
  return traffic;
}

/// The `position`-th tile along the snake: even rows run to the right, odd rows to the left.
uint32_t tileOnSnake(const spec::Target &target, uint32_t position) {
  const uint32_t row = position / target.columns;
  const uint32_t column = position % target.columns;
  return row * target.columns + (row % 2 == 0 ? column : target.columns - 1 - column);
}

} // namespace

std::optional<Misfit> place(const Network &network, const spec::Target &target, Mapping &mapping) {
  assert(mapping.cores.size() <= target.limits.cores && "the partition fits the chip");
  const Traffic traffic = measureTraffic(network, mapping);
  std::vector<uint64_t> affinity(mapping.cores.size(), 0);
  std::vector<bool> placed(mapping.cores.size(), false);
  for (uint32_t n = 0; n < mapping.cores.size(); ++n) {
    uint32_t best = 0;
    while (placed[best])
      ++best;
    for (uint32_t core = best + 1; core < mapping.cores.size(); ++core)
      if (!placed[core] && affinity[core] > affinity[best])
        best = core;
    if (n % target.coresPerTile == 0)
      std::fill(affinity.begin(), affinity.end(), 0);
    placed[best] = true;
    mapping.cores[best].tile = tileOnSnake(target, n / target.coresPerTile);
    for (const auto &[core, lists] : traffic[best])
      affinity[core] += lists;
  }
  return std::nullopt;
}

} // namespace engram::mapping
