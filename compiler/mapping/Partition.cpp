// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Populations in order, neurons in order: each core is filled until the next neuron would exceed one of its limits,
// then a new one is opened. Output axons depend on where the targets went; a core that has too many of them is cut in
// half and the whole is done again.

#include "compiler/mapping/CoreLoad.h"
#include "compiler/mapping/Explain.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace engram::mapping {

namespace {

/// What no partition can change: delays, epochs, and input sums that must fit 32 bits (numerics.md N11).
std::optional<Misfit> checkRanges(const Network &network, const spec::Target &target) {
  for (const Projection &projection : network.projections) {
    uint32_t longest = projection.delayLearns ? (1u << projection.delayBits) - 1 : 0;
    for (const Synapse &synapse : projection.synapses)
      longest = std::max<uint32_t>(longest, synapse.delay);
    if (longest > target.limits.maxDelay)
      return explainDelay(projection, longest, target.limits.maxDelay);
  }
  for (const Rule &rule : network.rules)
    if (rule.epoch > target.limits.maxEpoch)
      return explainEpoch(rule, target.limits.maxEpoch);
  std::vector<std::vector<uint64_t>> sums(network.populations.size());
  for (const Projection &projection : network.projections) {
    std::vector<uint64_t> &sum = sums[projection.target];
    sum.resize(network.populations[projection.target].size);
    const uint64_t arrivals = projection.delayLearns ? uint64_t{1} << projection.delayBits : 1;
    for (const Synapse &synapse : projection.synapses) {
      const uint64_t magnitude = projection.rule >= 0 ? 256 : static_cast<uint64_t>(std::abs(synapse.weight));
      sum[synapse.post] += (magnitude << projection.shift) * arrivals;
      if (sum[synapse.post] > INT32_MAX)
        return explainInputSum(network, projection, sum[synapse.post]);
    }
  }
  return std::nullopt;
}

/// Fills cores with neurons in order. A position is the number of neurons before it.
class Filler {
public:
  Filler(const Network &network, const NetworkIndex &index, const spec::Target &target)
      : network(network), target(target), load(network, index, target) {}

  /// Opens a new core at every position of `breaks` and where a core is full.
  std::optional<Misfit> fill(const std::set<uint64_t> &breaks, Mapping &mapping) {
    mapping.cores.clear();
    load.clear();
    fullCores.clear();
    uint64_t position = 0;
    std::optional<std::pair<uint32_t, uint32_t>> firstHomeless;
    for (uint32_t p = 0; p < network.populations.size(); ++p) {
      if (network.populations[p].kind != PopulationKind::Lif)
        continue;
      for (uint32_t neuron = 0; neuron < network.populations[p].size; ++neuron, ++position) {
        if (breaks.count(position) != 0)
          close(mapping);
        if (std::optional<Misfit> misfit = addNeuron(p, neuron, mapping))
          return misfit;
        if (mapping.cores.size() == target.limits.cores && !firstHomeless)
          firstHomeless = {p, neuron};
      }
    }
    close(mapping);
    if (mapping.cores.size() > target.limits.cores)
      return explainCores(network, mapping, target, fullCores, firstHomeless->first, firstHomeless->second);
    return std::nullopt;
  }

private:
  /// Ends the core that is being filled.
  void close(Mapping &mapping) {
    if (load.compartments() == 0)
      return;
    Core &core = mapping.cores.emplace_back();
    core.groups = closed;
    closed.clear();
    load.clear();
  }

  std::optional<Misfit> addNeuron(uint32_t population, uint32_t neuron, Mapping &mapping) {
    load.add(population, neuron);
    std::optional<Overflow> overflow = load.overflow();
    if (overflow && load.compartments() > 1) {
      ++fullCores[overflow->resource];
      close(mapping);
      load.add(population, neuron);
      overflow = load.overflow();
    }
    if (overflow)
      return explainNeuron(network, target, load, *overflow, population, neuron);
    closed = load.groups();
    return std::nullopt;
  }

  const Network &network;
  const spec::Target &target;
  CoreLoad load;
  std::map<Resource, size_t> fullCores; // how many cores were closed because of each resource
  std::vector<Group> closed;            // the groups of the core without the neuron that is being tried
};

std::set<uint64_t> evenBreaks(const Network &network, uint32_t cores) {
  uint64_t neurons = 0;
  for (const Population &population : network.populations)
    neurons += population.kind == PopulationKind::Lif ? population.size : 0;
  std::set<uint64_t> breaks;
  for (uint64_t i = 1; i < cores; ++i)
    breaks.insert(i * neurons / cores);
  return breaks;
}

/// Output axons of each core: lists elsewhere (or here) that its neurons feed.
std::vector<uint64_t> outputAxons(const Network &network, const NetworkIndex &index, const Mapping &mapping) {
  const std::vector<std::vector<Place>> places = placesOf(network, mapping);
  std::vector<uint64_t> outputs(mapping.cores.size(), 0);
  for (const Core &core : mapping.cores)
    for (const Group &group : core.groups)
      for (const uint32_t p : index.incoming(group.population)) {
        const uint32_t source = network.projections[p].source;
        if (network.populations[source].kind == PopulationKind::Lif)
          for (const ListSize &list : listsOnto(network, index, p, group))
            ++outputs[places[source][list.pre].core];
      }
  return outputs;
}

} // namespace

std::optional<Misfit> partition(const Network &network, const spec::Target &target, const MappingOptions &options,
                                Mapping &mapping) {
  mapping = {};
  if (options.cores > target.limits.cores)
    return explainSpread(options.cores, target.limits.cores);
  if (std::optional<Misfit> misfit = checkRanges(network, target))
    return misfit;
  const NetworkIndex index(network);
  Filler filler(network, index, target);
  std::set<uint64_t> breaks = evenBreaks(network, options.cores);
  std::optional<Misfit> outputMisfit;
  for (;;) {
    if (std::optional<Misfit> misfit = filler.fill(breaks, mapping)) {
      // Even parts that are too large for a core break into pieces; filling core after core may still fit.
      if (!outputMisfit && options.cores != 0 && !filler.fill({}, mapping))
        misfit->advice = "spread the network over another number of cores than " + std::to_string(options.cores);
      return outputMisfit ? outputMisfit : misfit;
    }
    const std::vector<uint64_t> outputs = outputAxons(network, index, mapping);
    bool fits = true;
    uint64_t begin = 0;
    for (size_t c = 0; c < outputs.size(); ++c) {
      uint64_t count = 0;
      for (const Group &group : mapping.cores[c].groups)
        count += group.count;
      if (outputs[c] > target.limits.outputAxons) {
        fits = false;
        outputMisfit = explainOutputAxons(network, mapping.cores[c], outputs[c], target.limits.outputAxons);
        if (count == 1)
          return outputMisfit;
        breaks.insert(begin + count / 2);
      }
      begin += count;
    }
    if (fits)
      return std::nullopt;
  }
}

} // namespace engram::mapping
