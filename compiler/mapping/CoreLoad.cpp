// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Exact sizes of a growing core, and the choice of its synapse formats.

#include "compiler/mapping/CoreLoad.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace engram::mapping {

namespace {

using image::SynapseFormat;

SynapseFormat withIndexBits(const SynapseFormat &format, uint32_t bits) {
  return {format.compression(), format.sign(),     format.weight_bits(),
          format.delay_bits(),  format.tag_bits(), static_cast<uint8_t>(bits)};
}

bool same(const SynapseFormat &a, const SynapseFormat &b) {
  return a.compression() == b.compression() && a.sign() == b.sign() && a.weight_bits() == b.weight_bits() &&
         a.delay_bits() == b.delay_bits() && a.tag_bits() == b.tag_bits() && a.index_bits() == b.index_bits();
}

/// A format in which lists of `a` and of `b` can be stored.
SynapseFormat widest(const SynapseFormat &a, const SynapseFormat &b, image::Compression compression) {
  return {compression,
          a.sign(),
          a.weight_bits(),
          std::max(a.delay_bits(), b.delay_bits()),
          std::max(a.tag_bits(), b.tag_bits()),
          std::max(a.index_bits(), b.index_bits())};
}

/// Formats of a core while they are merged: each with the projections that use it.
struct Class {
  SynapseFormat format;
  std::vector<uint32_t> members; // positions in the list of loads
  uint64_t words = 0;
};

/// Size of all members in `format`; nothing if a list gets too long.
std::optional<uint64_t> wordsIn(const std::vector<const ProjectionLoad *> &loads, const std::vector<uint32_t> &members,
                                const SynapseFormat &format, uint32_t wordsPerList) {
  uint64_t words = 0;
  for (const uint32_t member : members) {
    const ProjectionLoad::Size size = loads[member]->sizeIn(format);
    if (size.longest > wordsPerList)
      return std::nullopt;
    words += size.words;
  }
  return words;
}

/// Replaces the two classes whose merging costs least by one; false if no two can be merged.
bool mergeCheapest(const std::vector<const ProjectionLoad *> &loads, uint32_t wordsPerList,
                   std::vector<Class> &classes) {
  size_t bestA = 0, bestB = 0;
  std::optional<Class> best;
  uint64_t bestAdded = 0;
  for (size_t a = 0; a < classes.size(); ++a)
    for (size_t b = a + 1; b < classes.size(); ++b) {
      const SynapseFormat &fa = classes[a].format;
      const SynapseFormat &fb = classes[b].format;
      if (fa.sign() != fb.sign() || fa.weight_bits() != fb.weight_bits())
        continue;
      for (const image::Compression compression : {fa.compression(), fb.compression()}) {
        Class merged{widest(fa, fb, compression), classes[a].members, 0};
        merged.members.insert(merged.members.end(), classes[b].members.begin(), classes[b].members.end());
        const std::optional<uint64_t> words = wordsIn(loads, merged.members, merged.format, wordsPerList);
        if (!words)
          continue;
        merged.words = *words;
        const uint64_t before = classes[a].words + classes[b].words;
        const uint64_t added = *words > before ? *words - before : 0;
        if (!best || added < bestAdded) {
          best = std::move(merged);
          bestAdded = added;
          bestA = a;
          bestB = b;
        }
      }
    }
  if (!best)
    return false;
  classes[bestA] = std::move(*best);
  classes.erase(classes.begin() + static_cast<std::ptrdiff_t>(bestB));
  return true;
}

/// The longest delay that learning can reach.
uint32_t learnedDelay(const Projection &projection) {
  return projection.delayLearns ? (1u << projection.delayBits) - 1 : 0;
}

} // namespace

ProjectionLoad::ProjectionLoad(const Network &network, const spec::Target &target, uint32_t projection)
    : source(network.projections[projection]), id(projection), synapsesPerEntry(target.limits.synapsesPerEntry),
      shapes(network.populations[source.source].size) {
  for (size_t i = 0; i < kCompressions.size(); ++i)
    formats[i] = SynapseFormat(kCompressions[i], static_cast<uint8_t>(source.format.sign),
                               static_cast<uint8_t>(source.format.bits), static_cast<uint8_t>(source.delayBits),
                               source.tags ? image::kTagBits : 0, 0);
}

void ProjectionLoad::add(const Synapse &synapse, uint32_t index) {
  image::ListShape &shape = shapes[synapse.pre];
  if (shape.synapses() == 0)
    touched.push_back(synapse.pre);
  longestDelay = std::max({longestDelay, uint32_t{synapse.delay}, learnedDelay(source)});
  const image::ListShape before = shape;
  shape.add(index, synapsesPerEntry);
  for (size_t i = 0; i < formats.size(); ++i) {
    const uint32_t words = shape.words(formats[i]);
    sizes[i].words += words - before.words(formats[i]);
    sizes[i].longest = std::max(sizes[i].longest, words);
  }
}

void ProjectionLoad::setIndexBits(uint32_t bits) {
  if (formats[0].index_bits() == bits)
    return;
  for (size_t i = 0; i < formats.size(); ++i) {
    formats[i] = withIndexBits(formats[i], bits);
    sizes[i] = sizeIn(formats[i]);
  }
}

void ProjectionLoad::clear() {
  for (const uint32_t pre : touched)
    shapes[pre] = {};
  touched.clear();
  sizes = {};
  longestDelay = 0;
  setIndexBits(0);
}

ProjectionLoad::Size ProjectionLoad::sizeIn(const SynapseFormat &format) const {
  Size size;
  for (const uint32_t pre : touched) {
    const uint32_t words = shapes[pre].words(format);
    size.words += words;
    size.longest = std::max(size.longest, words);
  }
  return size;
}

CoreLoad::CoreLoad(const Network &network, const NetworkIndex &index, const spec::Target &target)
    : network(network), index(index), target(target) {
  for (uint32_t p = 0; p < network.projections.size(); ++p)
    loads.emplace_back(network, target, p);
}

void CoreLoad::add(uint32_t population, uint32_t neuron) {
  if (groupList.empty() || groupList.back().population != population)
    groupList.push_back({population, neuron, 0, compartmentCount});
  Group &group = groupList.back();
  assert(neuron == group.begin + group.count && "neurons are added in order");
  ++group.count;
  ++compartmentCount;
  const uint32_t bits = image::indexBitsFor(group.count);
  for (const uint32_t p : index.incoming(population)) {
    loads[p].setIndexBits(bits);
    for (const Synapse &synapse : index.synapses(p, neuron))
      loads[p].add(synapse, neuron - group.begin);
  }
}

void CoreLoad::clear() {
  for (const Group &group : groupList)
    for (const uint32_t p : index.incoming(group.population))
      loads[p].clear();
  groupList.clear();
  compartmentCount = 0;
}

std::vector<const ProjectionLoad *> CoreLoad::projections() const {
  std::vector<const ProjectionLoad *> present;
  for (const Group &group : groupList)
    for (const uint32_t p : index.incoming(group.population))
      if (loads[p].lists() != 0)
        present.push_back(&loads[p]);
  return present;
}

std::optional<Overflow> CoreLoad::chooseFormats(FormatChoice &choice) const {
  const std::vector<const ProjectionLoad *> present = projections();
  std::vector<Class> classes;
  for (uint32_t i = 0; i < present.size(); ++i) {
    const ProjectionLoad &load = *present[i];
    std::optional<size_t> best;
    uint32_t shortest = UINT32_MAX;
    for (size_t c = 0; c < ProjectionLoad::kCompressions.size(); ++c) {
      shortest = std::min(shortest, load.size(c).longest);
      if (load.size(c).longest <= target.limits.wordsPerList && (!best || load.size(c).words < load.size(*best).words))
        best = c;
    }
    if (!best)
      return Overflow{Resource::WordsPerList, shortest, target.limits.wordsPerList};
    const auto known = std::find_if(classes.begin(), classes.end(),
                                    [&](const Class &k) { return same(k.format, load.format(*best)); });
    Class &home = known == classes.end() ? classes.emplace_back(Class{load.format(*best), {}, 0}) : *known;
    home.members.push_back(i);
    home.words += load.size(*best).words;
  }
  while (classes.size() > target.limits.synapseFormats)
    if (!mergeCheapest(present, target.limits.wordsPerList, classes))
      return Overflow{Resource::SynapseFormats, classes.size(), target.limits.synapseFormats};
  choice = {};
  choice.formatOf.resize(present.size());
  for (const Class &k : classes) {
    for (const uint32_t member : k.members)
      choice.formatOf[member] = static_cast<uint32_t>(choice.formats.size());
    choice.formats.push_back(k.format);
    choice.words += k.words;
  }
  return std::nullopt;
}

std::optional<Overflow> CoreLoad::synapseOverflow() const {
  FormatChoice choice;
  if (std::optional<Overflow> overflow = chooseFormats(choice))
    return overflow;
  if (choice.words > target.limits.synapseWords)
    return Overflow{Resource::SynapseWords, choice.words, target.limits.synapseWords};
  return std::nullopt;
}

std::optional<Overflow> CoreLoad::overflow() const {
  const spec::Limits &limits = target.limits;
  uint64_t axonSlots = 0, profiles = 0, microcode = 0;
  uint32_t maxDelay = 0;
  std::set<int32_t> rules;
  for (const ProjectionLoad *load : projections()) {
    const int32_t rule = network.projections[load->projection()].rule;
    axonSlots += uint64_t{load->lists()} * (rule >= 0 ? limits.plasticAxonSlots : 1);
    maxDelay = std::max(maxDelay, load->maxDelay());
    profiles += rule >= 0;
    if (rule >= 0 && rules.insert(rule).second)
      microcode += network.rules[rule].products.size();
  }
  const Overflow candidates[] = {
      {Resource::Compartments, compartmentCount, limits.compartments},
      {Resource::Groups, groupList.size(), limits.groups},
      {Resource::InputAxons, axonSlots, limits.inputAxons},
      {Resource::DelaySlots, uint64_t{compartmentCount} * (maxDelay + 1), limits.delaySlots},
      {Resource::LearningProfiles, profiles, limits.learningProfiles},
      {Resource::MicrocodeWords, microcode, limits.microcodeWords},
  };
  for (const Overflow &candidate : candidates)
    if (candidate.need > candidate.have)
      return candidate;
  return synapseOverflow();
}

} // namespace engram::mapping
