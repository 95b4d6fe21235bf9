// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function a kind of misfit.

#include "compiler/mapping/Explain.h"

#include <algorithm>

namespace engram::mapping {

namespace {

std::string quoted(const char *kind, const std::string &name) { return std::string(kind) + " '" + name + "'"; }

std::string atMost(uint64_t count, const std::string &what) { return "at most " + std::to_string(count) + " " + what; }

const char *nameOf(Resource resource) {
  switch (resource) {
  case Resource::Compartments:
    return "compartments of a core";
  case Resource::Groups:
    return "groups of a core";
  case Resource::DelaySlots:
    return "delay slots of a core";
  case Resource::InputAxons:
    return "input axons of a core";
  case Resource::SynapseWords:
    return "synapse words of a core";
  case Resource::WordsPerList:
    return "words of a synapse list";
  case Resource::SynapseFormats:
    return "synapse formats of a core";
  case Resource::LearningProfiles:
    return "learning profiles of a core";
  case Resource::MicrocodeWords:
    return "microcode words of a core";
  }
  return "";
}

/// What one projection takes of a resource on a core.
uint64_t shareOf(const Network &network, const spec::Target &target, const ProjectionLoad &load, Resource resource) {
  const Projection &projection = network.projections[load.projection()];
  switch (resource) {
  case Resource::InputAxons:
    return uint64_t{load.lists()} * (projection.rule >= 0 ? target.limits.plasticAxonSlots : 1);
  case Resource::DelaySlots:
    return load.maxDelay() + 1;
  case Resource::LearningProfiles:
    return projection.rule >= 0;
  case Resource::MicrocodeWords:
    return projection.rule >= 0 ? network.rules[projection.rule].products.size() : 0;
  case Resource::SynapseFormats:
    return 1;
  case Resource::Compartments:
  case Resource::Groups:
  case Resource::SynapseWords:
  case Resource::WordsPerList:
    break;
  }
  return std::min({load.size(0).words, load.size(1).words, load.size(2).words});
}

const char *unitOf(Resource resource) {
  switch (resource) {
  case Resource::InputAxons:
    return "input axons";
  case Resource::DelaySlots:
    return "delay slots a compartment";
  case Resource::LearningProfiles:
    return "learning profiles";
  case Resource::SynapseFormats:
    return "synapse formats";
  default:
    return "words";
  }
}

/// The smallest change of the network that lets one neuron fit; every target with `need` would do as well.
std::string adviceFor(const Overflow &overflow, const spec::Target &target, const std::string &population) {
  const std::string onto = "onto each neuron of '" + population + "'";
  std::string change;
  switch (overflow.resource) {
  case Resource::InputAxons:
    change = atMost(overflow.have, "presynaptic neurons " + onto);
    if (target.limits.plasticAxonSlots > 1)
      change += ", each with a rule counting " + std::to_string(target.limits.plasticAxonSlots);
    break;
  case Resource::SynapseWords:
  case Resource::WordsPerList:
    change = "fewer synapses " + onto;
    break;
  case Resource::DelaySlots:
    change = atMost(overflow.have - 1, "steps of delay " + onto);
    break;
  case Resource::LearningProfiles:
    change = atMost(overflow.have, "plastic projections " + onto);
    break;
  case Resource::MicrocodeWords:
    change = "rules of " + atMost(overflow.have, "products together " + onto);
    break;
  case Resource::SynapseFormats:
    change = atMost(overflow.have, "kinds of weights (sign and bits) " + onto);
    break;
  case Resource::Compartments:
  case Resource::Groups:
    break;
  }
  return change + ", or a target with at least " + std::to_string(overflow.need) + " " + nameOf(overflow.resource);
}

} // namespace

Misfit explainNeuron(const Network &network, const spec::Target &target, const CoreLoad &load, const Overflow &overflow,
                     uint32_t population, uint32_t neuron) {
  const Population &owner = network.populations[population];
  Misfit misfit;
  misfit.resource = nameOf(overflow.resource);
  misfit.need = overflow.need;
  misfit.have = overflow.have;
  misfit.location = owner.location;
  misfit.subject = "neuron " + std::to_string(neuron) + " of " + quoted("population", owner.name);
  misfit.advice = adviceFor(overflow, target, owner.name);
  uint64_t largest = 0;
  for (const ProjectionLoad *candidate : load.projections()) {
    const uint64_t share = shareOf(network, target, *candidate, overflow.resource);
    if (share <= largest)
      continue;
    largest = share;
    const Projection &projection = network.projections[candidate->projection()];
    misfit.contributor =
        quoted("projection", projection.name) + " takes " + std::to_string(share) + " " + unitOf(overflow.resource);
    misfit.contributorLocation = projection.location;
  }
  return misfit;
}

Misfit explainCores(const Network &network, const Mapping &mapping, const spec::Target &target,
                    const std::map<Resource, size_t> &fullCores, uint32_t population, uint32_t neuron) {
  const Population &owner = network.populations[population];
  Misfit misfit;
  misfit.resource = "cores of the chip";
  misfit.need = mapping.cores.size();
  misfit.have = target.limits.cores;
  misfit.location = owner.location;
  misfit.subject = quoted("population", owner.name);
  misfit.advice = atMost(neuron, "neurons in '" + owner.name + "'") +
                  " and none in later populations, or a target with " + "at least " + std::to_string(misfit.need) +
                  " such cores";
  size_t largest = 0;
  for (uint32_t p = 0; p < network.projections.size(); ++p) {
    const Projection &projection = network.projections[p];
    if (projection.synapses.size() <= largest)
      continue;
    largest = projection.synapses.size();
    misfit.contributor = quoted("projection", projection.name) + " has " + std::to_string(largest) + " synapses";
    misfit.contributorLocation = projection.location;
  }
  const auto tightest = std::max_element(fullCores.begin(), fullCores.end(),
                                         [](const auto &a, const auto &b) { return a.second < b.second; });
  if (tightest != fullCores.end() && !misfit.contributor.empty())
    misfit.contributor += "; " + std::to_string(tightest->second) + " cores are full by their " +
                          std::string(nameOf(tightest->first), 0, std::string(nameOf(tightest->first)).find(" of"));
  return misfit;
}

Misfit explainSpread(uint32_t need, uint32_t have) {
  Misfit misfit;
  misfit.resource = "cores of the chip";
  misfit.need = need;
  misfit.have = have;
  misfit.subject = "the network";
  misfit.advice = "spread the network over " + atMost(have, "cores");
  return misfit;
}

Misfit explainOutputAxons(const Network &network, const Core &core, uint64_t need, uint64_t have) {
  const Group &largest = *std::max_element(core.groups.begin(), core.groups.end(),
                                           [](const Group &a, const Group &b) { return a.count < b.count; });
  const Population &population = network.populations[largest.population];
  Misfit misfit;
  misfit.resource = "output axons of a core";
  misfit.need = need;
  misfit.have = have;
  misfit.location = population.location;
  misfit.subject = quoted("population", population.name);
  misfit.contributor = quoted("population", population.name) + " has " + std::to_string(largest.count) +
                       " neurons there, each with an output axon for every projection and core that it reaches";
  misfit.contributorLocation = population.location;
  misfit.advice = "fewer neurons or sparser projections, so that each reaches fewer cores, or a target with at least " +
                  std::to_string(need) + " output axons of a core";
  return misfit;
}

Misfit explainDelay(const Projection &projection, uint32_t need, uint32_t have) {
  Misfit misfit;
  misfit.resource = "steps of delay";
  misfit.need = need;
  misfit.have = have;
  misfit.location = projection.location;
  misfit.subject = quoted("projection", projection.name);
  misfit.advice = atMost(have, "steps of delay");
  if (projection.delayLearns)
    misfit.advice += "; a delay that learns reaches " + std::to_string((1u << projection.delayBits) - 1) + " with " +
                     std::to_string(projection.delayBits) + " bits";
  return misfit;
}

Misfit explainEpoch(const Rule &rule, uint32_t have) {
  Misfit misfit;
  misfit.resource = "steps of an epoch";
  misfit.need = rule.epoch;
  misfit.have = have;
  misfit.location = rule.location;
  misfit.subject = quoted("rule", rule.name);
  misfit.advice = "an epoch of " + atMost(have, "steps");
  return misfit;
}

Misfit explainInputSum(const Network &network, const Projection &projection, uint64_t need) {
  const Population &population = network.populations[projection.target];
  Misfit misfit;
  misfit.resource = "input of a neuron in one step";
  misfit.need = need;
  misfit.have = INT32_MAX;
  misfit.location = population.location;
  misfit.subject = quoted("population", population.name);
  misfit.contributor =
      quoted("projection", projection.name) + " shifts its weights by " + std::to_string(projection.shift) + " bits";
  misfit.contributorLocation = projection.location;
  misfit.advice = "a smaller weight exponent, or fewer synapses onto each neuron";
  return misfit;
}

} // namespace engram::mapping
