// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Formats and synapse memories. The formats are those that the partitioner counted with (CoreLoad).

#include "compiler/mapping/Explain.h"

#include <cassert>
#include <map>

namespace engram::mapping {

namespace {

/// The synapses onto `group` by list, in the order of `axons`, which are all those of one projection.
class ListSorter {
public:
  ListSorter(const NetworkIndex &index, const Group &group, const InputAxon *first, const InputAxon *last)
      : starts(static_cast<size_t>(last - first) + 1, 0) {
    const uint32_t largestPre = (last - 1)->pre;
    std::vector<size_t> places(size_t{largestPre} + 1, 0); // by pre: where the next synapse goes
    for (const InputAxon *axon = first; axon != last; ++axon) {
      const size_t i = static_cast<size_t>(axon - first);
      places[axon->pre] = starts[i];
      starts[i + 1] = starts[i] + axon->synapses;
    }
    sorted.resize(starts.back());
    for (const Synapse &synapse : index.synapses(first->projection, group.begin, group.count))
      sorted[places[synapse.pre]++] = {synapse.post - group.begin, synapse.weight, synapse.delay, 0};
  }

  std::vector<image::StoredSynapse> list(size_t i) const {
    return {sorted.begin() + static_cast<std::ptrdiff_t>(starts[i]),
            sorted.begin() + static_cast<std::ptrdiff_t>(starts[i + 1])};
  }

private:
  std::vector<size_t> starts;
  std::vector<image::StoredSynapse> sorted;
};

/// Writes the lists of all axons of a core, which stand in runs of one projection.
void writeLists(const NetworkIndex &index, const spec::Target &target, const std::map<uint32_t, uint32_t> &formatOf,
                Core &core) {
  core.synapseMemory.clear();
  for (size_t begin = 0; begin < core.inputAxons.size();) {
    size_t end = begin;
    while (end < core.inputAxons.size() && core.inputAxons[end].projection == core.inputAxons[begin].projection)
      ++end;
    const uint32_t formatId = formatOf.at(core.inputAxons[begin].projection);
    const ListSorter lists(index, core.groups[core.inputAxons[begin].group], core.inputAxons.data() + begin,
                           core.inputAxons.data() + end);
    for (size_t i = begin; i < end; ++i) {
      InputAxon &axon = core.inputAxons[i];
      axon.word = static_cast<uint32_t>(core.synapseMemory.size());
      image::encodeList(core.formats[formatId], formatId, lists.list(i - begin), target.limits.synapsesPerEntry,
                        core.synapseMemory);
      axon.words = static_cast<uint32_t>(core.synapseMemory.size()) - axon.word;
    }
    begin = end;
  }
}

} // namespace

std::optional<Misfit> encode(const Network &network, const spec::Target &target, Mapping &mapping) {
  const NetworkIndex index(network);
  CoreLoad load(network, index, target);
  for (Core &core : mapping.cores) {
    load.clear();
    for (const Group &group : core.groups)
      for (uint32_t i = 0; i < group.count; ++i)
        load.add(group.population, group.begin + i);
    FormatChoice choice;
    if (const std::optional<Overflow> overflow = load.overflow())
      return explainNeuron(network, target, load, *overflow, core.groups.back().population, core.groups.back().begin);
    load.chooseFormats(choice);
    const std::vector<const ProjectionLoad *> present = load.projections();
    std::map<uint32_t, uint32_t> formatOf;
    for (size_t i = 0; i < present.size(); ++i)
      formatOf[present[i]->projection()] = choice.formatOf[i];
    core.formats = choice.formats;
    writeLists(index, target, formatOf, core);
    assert(core.synapseMemory.size() == choice.words && "lists are as long as the partitioner counted");
  }
  return std::nullopt;
}

} // namespace engram::mapping
