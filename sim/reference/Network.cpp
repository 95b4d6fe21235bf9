// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Image to logical network. Stages: populations with the registers of their groups, rules, projections with the
// synapses of all their lists sorted by (pre, post).

#include "sim/reference/Network.h"

#include "hw/image/Registers.h"
#include "hw/image/SynapseList.h"

#include <algorithm>

namespace engram::sim {

namespace {

struct Synapse {
  uint32_t pre;
  uint32_t post;
  image::StoredSynapse stored;
};

void readPopulations(const image::ImageT &image, Network &network, State &state) {
  for (const auto &from : image.populations) {
    NetworkPopulation population{from->kind, from->size, from->key, {}, {}, 1};
    PopulationState initial;
    if (from->kind == image::PopulationKind::Lif) {
      population.registers.resize(from->size);
      population.bias.resize(from->size);
      for (auto *variable : {&initial.u, &initial.v, &initial.theta, &initial.refractory})
        variable->assign(from->size, 0);
    } else if (from->kind == image::PopulationKind::Modulator) {
      initial.value.assign(from->size, 0);
    }
    network.populations.push_back(std::move(population));
    state.populations.push_back(std::move(initial));
  }
  for (const auto &core : image.cores)
    for (const auto &group : core->groups)
      for (uint32_t i = 0; i < group->count; ++i) {
        NetworkPopulation &population = network.populations[group->population];
        population.registers[group->begin + i] = image::registersOf(*group);
        population.bias[group->begin + i] = group->bias.size() == 1 ? group->bias[0] : group->bias[i];
      }
}

void readRules(const image::ImageT &image, Network &network) {
  for (const auto &from : image.rules) {
    NetworkRule rule;
    rule.epoch = from->epoch;
    for (size_t k = 0; k < kTraces; ++k)
      rule.traces[k] = {from->traces[k].impulse(), from->traces[k].factor()};
    std::copy(from->constants.begin(), from->constants.end(), rule.constants.begin());
    for (const uint64_t word : from->words)
      rule.products.push_back(*spec::decode(word));
    network.rules.push_back(std::move(rule));
  }
}

std::vector<std::vector<Synapse>> synapsesByProjection(const image::ImageT &image) {
  std::vector<std::vector<Synapse>> synapses(image.projections.size());
  for (const auto &core : image.cores)
    for (const image::InputAxon &axon : core->input_axons) {
      const uint32_t begin = core->groups[axon.group()]->begin;
      const auto list = image::decodeList(*core, axon);
      for (const image::StoredSynapse &stored : list.value())
        synapses[axon.projection()].push_back({axon.pre(), begin + stored.index, stored});
    }
  for (auto &list : synapses)
    std::sort(list.begin(), list.end(),
              [](const Synapse &a, const Synapse &b) { return std::tie(a.pre, a.post) < std::tie(b.pre, b.post); });
  return synapses;
}

ProjectionState initialState(const NetworkProjection &projection, const std::vector<Synapse> &synapses,
                             const Network &network) {
  ProjectionState state;
  for (const Synapse &synapse : synapses) {
    state.weight.push_back(synapse.stored.weight);
    state.delay.push_back(static_cast<int32_t>(synapse.stored.delay));
    if (projection.rule >= 0)
      state.tag.push_back(synapse.stored.tag);
  }
  if (projection.rule < 0)
    return state;
  const uint32_t sources = network.populations[projection.source].size;
  const uint32_t targets = network.populations[projection.target].size;
  for (size_t k = 0; k < kTraces; ++k)
    state.epochStart[k].assign(k < 2 ? sources : targets, 0);
  state.now = state.epochStart;
  state.preSpikes.assign(sources, 0);
  state.postSpikes.assign(targets, 0);
  return state;
}

void readProjections(const image::ImageT &image, Network &network, State &state) {
  const std::vector<std::vector<Synapse>> synapses = synapsesByProjection(image);
  for (size_t p = 0; p < image.projections.size(); ++p) {
    const image::ProjectionT &from = *image.projections[p];
    NetworkProjection projection{from.source, from.target, from.rule, from.key, {}, 0, 0, {}, {}, {}};
    projection.format = {static_cast<spec::SignMode>(from.sign), from.weight_bits};
    projection.shift = from.shift;
    projection.maxDelay = (1 << from.delay_bits) - 1;
    projection.thirdFactors = {-1, -1, -1};
    std::copy(from.third_factors.begin(), from.third_factors.end(), projection.thirdFactors.begin());
    const NetworkPopulation &source = network.populations[from.source];
    projection.listBegin.assign(source.size + size_t{1}, 0);
    for (const Synapse &synapse : synapses[p]) {
      ++projection.listBegin[synapse.pre + size_t{1}];
      projection.post.push_back(synapse.post);
    }
    for (size_t j = 0; j < source.size; ++j)
      projection.listBegin[j + 1] += projection.listBegin[j];
    NetworkPopulation &target = network.populations[from.target];
    target.slots = std::max(target.slots, static_cast<size_t>(projection.maxDelay) + 1);
    state.projections.push_back(initialState(projection, synapses[p], network));
    network.projections.push_back(std::move(projection));
  }
}

} // namespace

Network readNetwork(const image::ImageT &image, State &state) {
  Network network;
  network.seed = image.seed;
  state = State();
  readPopulations(image, network, state);
  readRules(image, network);
  readProjections(image, network, state);
  for (size_t p = 0; p < network.populations.size(); ++p)
    if (network.populations[p].kind == image::PopulationKind::Lif)
      state.populations[p].pending.assign(network.populations[p].slots,
                                          std::vector<int64_t>(network.populations[p].size, 0));
  return network;
}

} // namespace engram::sim
