// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An input axon for every list of a core, and an output axon to it where its source is: on a core, or at the host.

#include "compiler/mapping/Explain.h"

#include <algorithm>
#include <tuple>

namespace engram::mapping {

namespace {

void makeInputAxons(const Network &network, const NetworkIndex &index, Core &core) {
  core.inputAxons.clear();
  for (uint32_t g = 0; g < core.groups.size(); ++g)
    for (const uint32_t p : index.incoming(core.groups[g].population))
      for (const ListSize &list : listsOnto(network, index, p, core.groups[g])) {
        InputAxon &axon = core.inputAxons.emplace_back();
        axon.projection = p;
        axon.pre = list.pre;
        axon.group = g;
        axon.synapses = list.synapses;
        axon.plastic = network.projections[p].rule >= 0;
      }
  std::sort(core.inputAxons.begin(), core.inputAxons.end(), [](const InputAxon &a, const InputAxon &b) {
    return std::tie(a.plastic, a.projection, a.pre) < std::tie(b.plastic, b.projection, b.pre);
  });
}

void sortOutputs(const Mapping &mapping, std::vector<OutputAxon> &axons) {
  const auto key = [&](const OutputAxon &axon) {
    return std::make_tuple(axon.compartment, mapping.cores[axon.core].inputAxons[axon.axon].projection, axon.core);
  };
  std::sort(axons.begin(), axons.end(), [&](const OutputAxon &a, const OutputAxon &b) { return key(a) < key(b); });
}

} // namespace

std::optional<Misfit> route(const Network &network, const spec::Target &target, Mapping &mapping) {
  const NetworkIndex index(network);
  const std::vector<std::vector<Place>> places = placesOf(network, mapping);
  std::vector<std::vector<OutputAxon>> fromHost(network.populations.size());
  for (Core &core : mapping.cores) {
    makeInputAxons(network, index, core);
    core.outputAxons.clear();
  }
  for (uint32_t c = 0; c < mapping.cores.size(); ++c)
    for (uint32_t i = 0; i < mapping.cores[c].inputAxons.size(); ++i) {
      const InputAxon &axon = mapping.cores[c].inputAxons[i];
      const uint32_t source = network.projections[axon.projection].source;
      if (network.populations[source].kind == PopulationKind::Input) {
        fromHost[source].push_back({axon.pre, c, i});
        continue;
      }
      const Place &from = places[source][axon.pre];
      mapping.cores[from.core].outputAxons.push_back({from.compartment, c, i});
    }
  for (Core &core : mapping.cores) {
    sortOutputs(mapping, core.outputAxons);
    if (core.outputAxons.size() > target.limits.outputAxons)
      return explainOutputAxons(network, core, core.outputAxons.size(), target.limits.outputAxons);
  }
  mapping.hostAxons.clear();
  for (uint32_t p = 0; p < network.populations.size(); ++p)
    if (network.populations[p].kind == PopulationKind::Input) {
      sortOutputs(mapping, fromHost[p]);
      mapping.hostAxons.push_back({p, std::move(fromHost[p])});
    }
  return std::nullopt;
}

} // namespace engram::mapping
