// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counts what stands on a core by population, projection and rule.

#include "compiler/driver/CoreUse.h"

#include <algorithm>
#include <set>

namespace engram::driver {

namespace {

/// What each of the image's populations, projections or rules takes.
using Shares = std::vector<uint64_t>;

template <typename Owner>
ResourceUse sumOf(const char *resource, uint64_t have, const Shares &shares, const char *kind,
                  const std::vector<std::unique_ptr<Owner>> &owners) {
  ResourceUse use{resource, 0, have, {}, {}};
  for (const uint64_t share : shares)
    use.need += share;
  const auto most = std::max_element(shares.begin(), shares.end());
  if (use.need == 0)
    return use;
  const Owner &owner = *owners[most - shares.begin()];
  use.largest = std::string(kind) + " '" + owner.name + "'";
  use.location = owner.location;
  return use;
}

/// What the projections take: by their lists and their profiles.
struct ProjectionShares {
  Shares slots, words, profiles;

  ProjectionShares(const image::ImageT &image, const image::CoreT &core, const spec::Limits &limits)
      : slots(image.projections.size()), words(slots), profiles(slots) {
    std::set<std::pair<uint32_t, uint32_t>> plastic;
    for (const image::InputAxon &axon : core.input_axons) {
      slots[axon.projection()] += axon.plastic() ? limits.plasticAxonSlots : 1;
      words[axon.projection()] += axon.words();
      if (axon.plastic() && plastic.insert({axon.projection(), axon.group()}).second)
        ++profiles[axon.projection()];
    }
  }
};

Shares compartmentShares(const image::ImageT &image, const image::CoreT &core) {
  Shares shares(image.populations.size());
  for (const auto &group : core.groups)
    shares[group->population] += group->count;
  return shares;
}

Shares groupShares(const image::ImageT &image, const image::CoreT &core) {
  Shares shares(image.populations.size());
  for (const auto &group : core.groups)
    ++shares[group->population];
  return shares;
}

/// By the population whose compartment sends.
Shares outputShares(const image::ImageT &image, const image::CoreT &core) {
  Shares shares(image.populations.size());
  for (const image::OutputAxon &axon : core.output_axons)
    for (const auto &group : core.groups)
      if (axon.compartment() - group->first < group->count)
        ++shares[group->population];
  return shares;
}

/// Each rule that some projection on the core learns by is stored once.
Shares microcodeShares(const image::ImageT &image, const Shares &profiles) {
  Shares shares(image.rules.size());
  for (size_t p = 0; p < profiles.size(); ++p)
    if (profiles[p] != 0)
      shares[image.projections[p]->rule] = image.rules[image.projections[p]->rule]->words.size();
  return shares;
}

} // namespace

std::vector<ResourceUse> usesOfCore(const image::ImageT &image, const image::CoreT &core, const spec::Limits &limits) {
  const ProjectionShares lists(image, core, limits);
  std::vector<ResourceUse> uses{
      sumOf("compartments", limits.compartments, compartmentShares(image, core), "population", image.populations),
      sumOf("groups", limits.groups, groupShares(image, core), "population", image.populations),
      sumOf("input axon slots", limits.inputAxons, lists.slots, "projection", image.projections),
      sumOf("output axons", limits.outputAxons, outputShares(image, core), "population", image.populations),
      sumOf("synapse words", limits.synapseWords, lists.words, "projection", image.projections),
      sumOf("learning profiles", limits.learningProfiles, lists.profiles, "projection", image.projections),
      sumOf("microcode words", limits.microcodeWords, microcodeShares(image, lists.profiles), "rule", image.rules)};
  uses.push_back({"synapse formats", core.formats.size(), limits.synapseFormats, {}, {}});
  return uses;
}

} // namespace engram::driver
