// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The image of a mapped network, field by field, and the run of all stages.

#include "compiler/mapping/Mapping.h"

#include "hw/spec/Random.h"

namespace engram::mapping {

namespace {

image::PopulationKind kindOf(PopulationKind kind) {
  switch (kind) {
  case PopulationKind::Input:
    return image::PopulationKind::Input;
  case PopulationKind::Lif:
    return image::PopulationKind::Lif;
  case PopulationKind::Modulator:
    return image::PopulationKind::Modulator;
  }
  return image::PopulationKind::Input;
}

std::unique_ptr<image::PopulationT> imageOf(const Population &population) {
  auto result = std::make_unique<image::PopulationT>();
  result->name = population.name;
  result->kind = kindOf(population.kind);
  result->size = population.size;
  result->key = spec::keyOfName(population.name);
  result->location = population.location;
  return result;
}

std::unique_ptr<image::ProjectionT> imageOf(const Projection &projection) {
  auto result = std::make_unique<image::ProjectionT>();
  result->name = projection.name;
  result->source = projection.source;
  result->target = projection.target;
  result->rule = projection.rule;
  result->key = spec::keyOfName(projection.name);
  result->sign = static_cast<uint8_t>(projection.format.sign);
  result->weight_bits = static_cast<uint8_t>(projection.format.bits);
  result->shift = static_cast<uint8_t>(projection.shift);
  result->delay_bits = static_cast<uint8_t>(projection.delayBits);
  if (projection.thirdFactors != std::array<int32_t, 3>{-1, -1, -1})
    result->third_factors.assign(projection.thirdFactors.begin(), projection.thirdFactors.end());
  result->location = projection.location;
  return result;
}

std::unique_ptr<image::RuleT> imageOf(const Rule &rule) {
  auto result = std::make_unique<image::RuleT>();
  result->name = rule.name;
  result->epoch = rule.epoch;
  for (const spec::TraceRegisters &trace : rule.traces)
    result->traces.emplace_back(trace.impulse, trace.factor);
  result->constants = rule.constants;
  for (size_t i = 0; i < rule.products.size(); ++i) {
    spec::Product product = rule.products[i];
    product.last = i + 1 == rule.products.size();
    result->words.push_back(spec::encode(product));
  }
  result->word_locations = rule.productLocations;
  result->location = rule.location;
  return result;
}

std::unique_ptr<image::GroupT> imageOf(const Group &group, const Population &population) {
  const spec::LifRegisters &registers = population.registers;
  auto result = std::make_unique<image::GroupT>();
  result->population = group.population;
  result->begin = group.begin;
  result->count = group.count;
  result->first = group.first;
  result->du = static_cast<uint32_t>(registers.du);
  result->dv = static_cast<uint32_t>(registers.dv);
  result->vth = static_cast<uint32_t>(registers.vth);
  result->vreset = registers.vreset;
  result->subtractive = registers.reset == spec::ResetMode::Subtractive;
  result->refractory = static_cast<uint32_t>(registers.refractory);
  result->theta_step = static_cast<uint32_t>(registers.thetaStep);
  result->theta_mantissa = static_cast<uint32_t>(registers.thetaDecayMantissa);
  result->theta_exponent = static_cast<uint32_t>(registers.thetaDecayExponent);
  if (population.bias.empty())
    result->bias = {0};
  else if (population.bias.size() == 1)
    result->bias = population.bias;
  else
    result->bias.assign(population.bias.begin() + group.begin, population.bias.begin() + group.begin + group.count);
  return result;
}

std::vector<image::OutputAxon> imageOf(const std::vector<OutputAxon> &axons) {
  std::vector<image::OutputAxon> result;
  for (const OutputAxon &axon : axons)
    result.emplace_back(axon.compartment, axon.core, axon.axon);
  return result;
}

std::unique_ptr<image::CoreT> imageOf(const Core &core, const Network &network) {
  auto result = std::make_unique<image::CoreT>();
  result->tile = core.tile;
  for (const Group &group : core.groups)
    result->groups.push_back(imageOf(group, network.populations[group.population]));
  result->formats = core.formats;
  for (const InputAxon &axon : core.inputAxons) {
    const uint32_t key = spec::keyOfList(spec::keyOfName(network.projections[axon.projection].name), axon.pre);
    result->input_axons.emplace_back(axon.projection, axon.pre, axon.group, key, axon.word, axon.words, axon.synapses,
                                     axon.plastic);
  }
  result->output_axons = imageOf(core.outputAxons);
  result->synapse_memory = core.synapseMemory;
  return result;
}

} // namespace

image::ImageT toImage(const Network &network, const Mapping &mapping, const spec::Target &target) {
  image::ImageT result;
  result.name = network.name;
  result.target = target.text;
  result.seed = network.seed;
  result.time_step_ns = network.timeStepNs;
  for (const Population &population : network.populations)
    result.populations.push_back(imageOf(population));
  for (const Projection &projection : network.projections)
    result.projections.push_back(imageOf(projection));
  for (const Rule &rule : network.rules)
    result.rules.push_back(imageOf(rule));
  for (const Core &core : mapping.cores)
    result.cores.push_back(imageOf(core, network));
  for (const HostAxons &host : mapping.hostAxons) {
    auto axons = std::make_unique<image::HostAxonsT>();
    axons->population = host.population;
    axons->axons = imageOf(host.axons);
    result.host_axons.push_back(std::move(axons));
  }
  return result;
}

std::optional<Misfit> mapNetwork(const Network &network, const spec::Target &target, const MappingOptions &options,
                                 Mapping &mapping) {
  std::optional<Misfit> misfit = partition(network, target, options, mapping);
  if (!misfit)
    misfit = place(network, target, mapping);
  if (!misfit)
    misfit = route(network, target, mapping);
  if (!misfit)
    misfit = encode(network, target, mapping);
  return misfit;
}

} // namespace engram::mapping
