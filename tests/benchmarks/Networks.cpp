// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Synapses stand by post, then by pre neuron, as the mapping wants them.

#include "tests/benchmarks/Networks.h"

#include "compiler/mapping/Mapping.h"
#include "tests/Product.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <random>
#include <stdexcept>

namespace engram::bench {

namespace {

constexpr uint32_t kRecurrentNeurons = 1024;
constexpr size_t kRecurrentSynapses = 104687;

spec::TraceRegisters trace(double tauSteps) {
  return {16 * spec::kTraceUnity, static_cast<uint32_t>(std::lround(spec::kTraceUnity * std::exp(-1 / tauSteps)))};
}

mapping::Rule rule(std::vector<spec::Product> products, uint32_t epoch, double tauPre, double tauPost) {
  mapping::Rule rule;
  rule.name = "stdp";
  rule.epoch = epoch;
  rule.traces[0] = trace(tauPre);
  rule.traces[2] = trace(tauPost);
  rule.productLocations.resize(products.size());
  rule.products = std::move(products);
  return rule;
}

mapping::Population input(const std::string &name, uint32_t size) {
  mapping::Population population;
  population.name = name;
  population.kind = mapping::PopulationKind::Input;
  population.size = size;
  return population;
}

mapping::Population lif(const std::string &name, uint32_t size, int32_t dv, int32_t vth) {
  mapping::Population population;
  population.name = name;
  population.size = size;
  population.registers.du = 4095;
  population.registers.dv = dv;
  population.registers.vth = vth;
  population.bias = {0};
  return population;
}

mapping::Projection projection(const std::string &name, uint32_t source, uint32_t target, int shift) {
  mapping::Projection projection;
  projection.name = name;
  projection.source = source;
  projection.target = target;
  projection.shift = shift;
  return projection;
}

/// One strong synapse a neuron. The plastic ones cannot keep it from firing.
mapping::Projection drive(uint32_t source, uint32_t target, uint32_t size, int shift) {
  mapping::Projection drive = projection("drive-post", source, target, shift);
  for (uint32_t i = 0; i < size; ++i)
    drive.synapses.push_back({i, i, 254, 0});
  return drive;
}

/// A multiple of 2 of 8 bits with a sign.
int16_t randomWeight(std::mt19937 &random) {
  return static_cast<int16_t>(2 * (static_cast<int32_t>(random() % 128) - 64));
}

/// `count` of the numbers below `size` without `excluded`, ascending.
std::vector<uint32_t> sample(uint32_t size, uint32_t count, uint32_t excluded, std::mt19937 &random) {
  std::vector<bool> taken(size);
  std::vector<uint32_t> chosen;
  while (chosen.size() < count)
    if (const auto i = static_cast<uint32_t>(random() % size); i != excluded && !taken[i]) {
      taken[i] = true;
      chosen.push_back(i);
    }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

/// Two inputs and neurons whose threshold 100 plastic synapses do not reach.
mapping::Network driven(uint32_t pre, uint32_t post, const mapping::Rule &rule) {
  mapping::Network network;
  network.name = "driven";
  network.populations = {input("pre", pre), input("drive", post), lif("post", post, 4096, 60000)};
  network.rules = {rule};
  network.projections = {projection("pre-post", 0, 2, spec::kActivationBits), drive(1, 2, post, 15)};
  network.projections[0].rule = 0;
  network.projections[0].tags = std::any_of(rule.products.begin(), rule.products.end(), [](const auto &product) {
    return product.target == spec::UpdateTarget::Tag;
  });
  return network;
}

void connect(mapping::Projection &projection, uint32_t sources, uint32_t targets, uint32_t inDegree, int16_t weight,
             bool self, std::mt19937 &random) {
  for (uint32_t post = 0; post < targets; ++post)
    for (const uint32_t pre : sample(sources, inDegree, self ? sources : post, random))
      projection.synapses.push_back({pre, post, weight, 14}); // 1.5 ms in steps of 0.1 ms
}

mapping::Projection kick(const std::string &name, uint32_t source, uint32_t size, std::mt19937 &random) {
  mapping::Projection kick = projection(name, source, source + 1, 13);
  kick.format.sign = spec::SignMode::Excitatory;
  for (uint32_t i = 0; i < size; ++i)
    kick.synapses.push_back({i, i, static_cast<int16_t>(random() % 200), 0});
  return kick;
}

/// What the neurons of the balanced network fire for: 0.1 mV a synapse, times 15 and negative for inhibition.
mapping::Projection balanced(const std::string &name, uint32_t source, uint32_t target, bool excites) {
  mapping::Projection projected = projection(name, source, target, excites ? 6 : 9);
  projected.format.sign = excites ? spec::SignMode::Excitatory : spec::SignMode::Inhibitory;
  projected.delayBits = 4;
  return projected;
}

} // namespace

mapping::Rule pairStdp(uint32_t epoch) {
  return rule(
      {product(spec::Event::Post, 1, -2, {spec::Operand::X1}), product(spec::Event::Pre, -1, -2, {spec::Operand::Y1})},
      epoch, 20, 10);
}

mapping::Rule decayingStdp() {
  return rule({product(spec::Event::Post, 1, -2, {spec::Operand::X1}),
               product(spec::Event::Epoch, -1, -8, {spec::Operand::Weight})},
              1, 20, 10);
}

mapping::Rule exactStdp() {
  return rule({product(spec::Event::Post, 2, 0, {spec::Operand::X1}), product(spec::Event::Epoch, -2, 0, {})}, 1, 20,
              10);
}

mapping::Rule preGatedRule() {
  return rule({product(spec::Event::Pre, -1, -2, {spec::Operand::X1}),
               product(spec::Event::Pre, -1, -8, {spec::Operand::Weight})},
              1, 20, 10);
}

mapping::Rule taggedStdp() {
  mapping::Rule tagged = pairStdp(1);
  for (spec::Product &product : tagged.products)
    product.target = spec::UpdateTarget::Tag;
  tagged.traces[4] = trace(10);
  tagged.products.push_back(product(spec::Event::Epoch, 1, -5, {spec::Operand::Y3, spec::Operand::Tag}));
  tagged.productLocations.emplace_back();
  return tagged;
}

mapping::Network drivenDense(uint32_t pre, uint32_t post, const mapping::Rule &rule) {
  std::mt19937 random(1);
  mapping::Network network = driven(pre, post, rule);
  network.projections[0].synapses.reserve(size_t{pre} * post);
  for (uint32_t i = 0; i < post; ++i)
    for (uint32_t j = 0; j < pre; ++j)
      network.projections[0].synapses.push_back({j, i, randomWeight(random), 0});
  return network;
}

mapping::Network drivenSparse(uint32_t pre, uint32_t post, uint32_t inDegree, const mapping::Rule &rule) {
  std::mt19937 random(1);
  mapping::Network network = driven(pre, post, rule);
  for (uint32_t i = 0; i < post; ++i)
    for (const uint32_t j : sample(pre, inDegree, pre, random))
      network.projections[0].synapses.push_back({j, i, randomWeight(random), 0});
  return network;
}

mapping::Network drivenRecurrent(const mapping::Rule &rule) {
  std::mt19937 random(1);
  mapping::Network network;
  network.name = "recurrent";
  network.populations = {input("drive", kRecurrentNeurons), lif("post", kRecurrentNeurons, 4096, 20000)};
  network.rules = {rule};
  mapping::Projection plastic = projection("post-post", 1, 1, spec::kActivationBits);
  plastic.rule = 0;
  for (const uint32_t pair : sample(kRecurrentNeurons * kRecurrentNeurons, kRecurrentSynapses, ~0u, random))
    plastic.synapses.push_back({pair % kRecurrentNeurons, pair / kRecurrentNeurons, randomWeight(random), 0});
  network.projections = {plastic, drive(0, 1, kRecurrentNeurons, 13)};
  return network;
}

mapping::Network brunel() {
  constexpr uint32_t excitatory = 8000, inhibitory = 2000, excitatoryInputs = 800, inhibitoryInputs = 200;
  std::mt19937 random(1);
  mapping::Network network;
  network.name = "brunel";
  network.timeStepNs = 100000;
  network.populations = {input("kick-exc", excitatory), lif("exc", excitatory, 20, 25600),
                         input("kick-inh", inhibitory), lif("inh", inhibitory, 20, 25600)};
  for (const size_t p : {1, 3}) {
    network.populations[p].registers.refractory = 20;
    network.populations[p].bias = {24000}; // 60 mV times the decay of 20/4096 a step; 1 mV is 81,920 units
  }
  network.rules = {rule(
      {product(spec::Event::Post, 1, -8, {spec::Operand::X1}), product(spec::Event::Pre, -1, -8, {spec::Operand::Y1})},
      1, 200, 200)};
  network.projections = {balanced("exc-exc", 1, 1, true),
                         balanced("exc-inh", 1, 3, true),
                         balanced("inh-exc", 3, 1, false),
                         balanced("inh-inh", 3, 3, false),
                         kick("kick-exc-exc", 0, excitatory, random),
                         kick("kick-inh-inh", 2, inhibitory, random)};
  network.projections[0].rule = 0;
  connect(network.projections[0], excitatory, excitatory, excitatoryInputs, 128, false, random);
  connect(network.projections[1], excitatory, inhibitory, excitatoryInputs, 128, true, random);
  connect(network.projections[2], inhibitory, excitatory, inhibitoryInputs, -240, true, random);
  connect(network.projections[3], inhibitory, inhibitory, inhibitoryInputs, -240, false, random);
  return network;
}

ImagePtr imageOf(const mapping::Network &network) {
  spec::Target target = spec::loadTarget("engram1");
  target.columns = target.rows = 64;
  spec::Limits &limits = target.limits;
  limits.cores = target.columns * target.rows * target.coresPerTile;
  limits.inputAxons = limits.outputAxons = limits.synapseWords = limits.wordsPerList = 1u << 30;
  mapping::Mapping mapping;
  if (const auto misfit = mapping::mapNetwork(network, target, {}, mapping))
    throw std::runtime_error("the benchmark's network does not fit: " + misfit->resource);
  return std::make_shared<image::ImageT>(mapping::toImage(network, mapping, target));
}

Inputs randomInputs(const mapping::Network &network, double rate, uint32_t steps) {
  std::mt19937 random(2);
  std::bernoulli_distribution fires(rate);
  Inputs inputs(steps);
  for (std::vector<Spike> &spikes : inputs)
    for (uint32_t p = 0; p < network.populations.size(); ++p)
      if (network.populations[p].kind == mapping::PopulationKind::Input)
        for (uint32_t i = 0; i < network.populations[p].size; ++i)
          if (fires(random))
            spikes.push_back({p, i, 1});
  return inputs;
}

} // namespace engram::bench
