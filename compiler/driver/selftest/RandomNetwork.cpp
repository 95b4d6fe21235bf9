// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The generator of random networks: populations, then rules, then projections with their synapses.

#include "compiler/driver/selftest/RandomNetwork.h"

#include <algorithm>

namespace engram::driver {

namespace {

using mapping::PopulationKind;
using spec::Operand;

spec::LifRegisters randomRegisters(Dice &dice) {
  spec::LifRegisters registers;
  registers.du = dice.chance(20) ? 4095 : dice.between(0, 4095);
  registers.dv = dice.chance(20) ? dice.between(0, 1) * 4096 : dice.between(0, 1024);
  registers.vth = dice.between(1, dice.chance(5) ? 131071 : 400);
  registers.reset = dice.chance(50) ? spec::ResetMode::Hard : spec::ResetMode::Subtractive;
  registers.vreset = dice.chance(70) ? 0 : dice.between(-8192, 4096);
  registers.refractory = dice.chance(60) ? 0 : dice.between(1, dice.chance(10) ? 63 : 5);
  if (dice.chance(50)) {
    registers.thetaStep = dice.between(1, dice.chance(5) ? spec::kStateMax : 4096);
    registers.thetaDecayMantissa = dice.between(0, 255);
    registers.thetaDecayExponent = dice.between(6, 31);
  }
  return registers;
}

mapping::Population randomLif(Dice &dice, size_t index) {
  mapping::Population population;
  population.name = "lif" + std::to_string(index);
  population.kind = PopulationKind::Lif;
  // Now and then large enough that an executor deals it out to two threads.
  population.size = static_cast<uint32_t>(dice.chance(12) ? dice.between(65, 120) : dice.between(1, 30));
  population.registers = randomRegisters(dice);
  const size_t biases = dice.chance(50) ? 1 : population.size;
  for (size_t i = 0; i < biases; ++i)
    population.bias.push_back(dice.chance(50) ? 0 : dice.between(-400, 1600));
  return population;
}

void addPopulations(Dice &dice, mapping::Network &network) {
  const auto add = [&](const char *name, PopulationKind kind, uint32_t size) {
    mapping::Population population;
    population.name = name + std::to_string(network.populations.size());
    population.kind = kind;
    population.size = size;
    network.populations.push_back(population);
  };
  for (int32_t n = dice.between(1, 2); n > 0; --n)
    add("in", PopulationKind::Input, static_cast<uint32_t>(dice.between(1, 40)));
  for (int32_t n = dice.between(1, 5); n > 0; --n)
    network.populations.push_back(randomLif(dice, network.populations.size()));
  add("global", PopulationKind::Modulator, 1);
}

spec::TraceRegisters randomTrace(Dice &dice) {
  spec::TraceRegisters trace;
  trace.impulse = dice.chance(50) ? static_cast<uint32_t>(dice.between(1, 127)) << 16
                                  : static_cast<uint32_t>(dice.between(1, 127 << 16));
  trace.factor = dice.chance(15) ? static_cast<uint32_t>(dice.between(0, 1)) << 16
                                 : static_cast<uint32_t>(dice.between(30000, 65535));
  return trace;
}

spec::Factor randomFactor(Dice &dice, const mapping::Rule &rule) {
  spec::Factor factor;
  factor.operand = static_cast<Operand>(dice.between(1, static_cast<int32_t>(spec::kOperandNames.size()) - 1));
  factor.sign = dice.chance(15);
  if (!rule.constants.empty() && dice.chance(25))
    factor.constant = static_cast<uint8_t>(1 + dice.below(static_cast<uint32_t>(rule.constants.size())));
  return factor;
}

spec::Product randomProduct(Dice &dice, const mapping::Rule &rule) {
  spec::Product product;
  product.target = dice.chance(60)   ? spec::UpdateTarget::Weight
                   : dice.chance(70) ? spec::UpdateTarget::Tag
                                     : spec::UpdateTarget::Delay;
  product.event = static_cast<spec::Event>(dice.below(static_cast<uint32_t>(spec::kEventNames.size())));
  if (product.event == spec::Event::Epoch)
    product.decimation = static_cast<uint8_t>(dice.below(4));
  product.mantissa = dice.chance(5) ? dice.between(-128, 127) : dice.between(-7, 7);
  const uint32_t factors = dice.below(spec::kMaxFactors + 1);
  for (uint32_t i = 0; i < factors; ++i)
    product.factors[i] = randomFactor(dice, rule);
  // About one unit of change for typical operands; now and then extreme, to saturate or to vanish.
  product.exponent = dice.chance(5) ? dice.between(-32, 31) : dice.between(-4, 1) - 5 * static_cast<int32_t>(factors);
  product.exponent = std::max(product.exponent, -32);
  return product;
}

mapping::Rule randomRule(Dice &dice, size_t index) {
  mapping::Rule rule;
  rule.name = "rule" + std::to_string(index);
  rule.epoch = static_cast<uint32_t>(dice.chance(10) ? dice.between(9, 20) : dice.between(1, 8));
  for (spec::TraceRegisters &trace : rule.traces)
    if (dice.chance(75))
      trace = randomTrace(dice);
  for (uint32_t n = dice.below(spec::kConstants + 1); n > 0; --n)
    rule.constants.push_back(static_cast<int16_t>(dice.chance(20) ? dice.between(spec::kConstantMin, spec::kConstantMax)
                                                                  : dice.between(-30, 30)));
  for (int32_t n = dice.between(1, 6); n > 0; --n)
    rule.products.push_back(randomProduct(dice, rule));
  rule.products.back().last = true;
  rule.productLocations.assign(rule.products.size(), "");
  return rule;
}

bool touches(const mapping::Rule &rule, spec::UpdateTarget target, Operand operand) {
  return std::any_of(rule.products.begin(), rule.products.end(), [&](const spec::Product &product) {
    return product.target == target ||
           std::any_of(product.factors.begin(), product.factors.end(),
                       [&](const spec::Factor &factor) { return factor.operand == operand; });
  });
}

int16_t randomWeight(Dice &dice, const spec::WeightFormat &format) {
  const int32_t step = 1 << format.lsb();
  return static_cast<int16_t>(format.min() + dice.between(0, (format.max() - format.min()) / step) * step);
}

void addSynapses(Dice &dice, const mapping::Network &network, mapping::Projection &projection) {
  const uint32_t sources = network.populations[projection.source].size;
  const uint32_t targets = network.populations[projection.target].size;
  const uint32_t percent = dice.chance(30) ? 100 : static_cast<uint32_t>(dice.between(5, 60));
  const bool zeroWeights = dice.chance(20);
  for (uint32_t post = 0; post < targets; ++post)
    for (uint32_t pre = 0; pre < sources; ++pre)
      if (dice.chance(percent))
        projection.synapses.push_back({pre, post, zeroWeights ? int16_t{0} : randomWeight(dice, projection.format),
                                       static_cast<uint8_t>(dice.below(1u << projection.delayBits))});
}

void bindThirdFactors(Dice &dice, mapping::Network &network, mapping::Projection &projection) {
  const std::array<spec::TraceRegisters, 5> &traces = network.rules[static_cast<size_t>(projection.rule)].traces;
  for (size_t y = 0; y < 3; ++y) {
    if (traces[2 + y].impulse != 0)
      continue; // a trace
    if (dice.chance(40)) {
      mapping::Population modulator;
      modulator.name = projection.name + "_y" + std::to_string(y + 1);
      modulator.kind = PopulationKind::Modulator;
      modulator.size = network.populations[projection.target].size;
      projection.thirdFactors[y] = static_cast<int32_t>(network.populations.size());
      network.populations.push_back(modulator);
    } else if (dice.chance(70)) {
      projection.thirdFactors[y] = static_cast<int32_t>(
          std::find_if(network.populations.begin(), network.populations.end(),
                       [](const auto &population) { return population.kind == PopulationKind::Modulator; }) -
          network.populations.begin());
    }
  }
}

void addProjection(Dice &dice, mapping::Network &network, const std::vector<uint32_t> &sources,
                   const std::vector<uint32_t> &targets) {
  mapping::Projection projection;
  projection.name = "projection" + std::to_string(network.projections.size());
  projection.source = sources[dice.below(static_cast<uint32_t>(sources.size()))];
  projection.target = targets[dice.below(static_cast<uint32_t>(targets.size()))];
  constexpr std::array<int, 7> kBits{1, 2, 3, 4, 5, 6, 8};
  projection.format.sign = static_cast<spec::SignMode>(dice.between(1, 3));
  projection.format.bits = dice.chance(60) ? 8 : kBits[dice.below(static_cast<uint32_t>(kBits.size()))];
  if (projection.format.sign == spec::SignMode::Mixed)
    projection.format.bits = std::max(projection.format.bits, 2); // one bit is the sign
  projection.delayBits = dice.chance(40) ? 0 : dice.between(1, dice.chance(5) ? 5 : 3);
  if (dice.chance(75)) {
    projection.rule = static_cast<int32_t>(dice.below(static_cast<uint32_t>(network.rules.size())));
    const mapping::Rule &rule = network.rules[static_cast<size_t>(projection.rule)];
    projection.tags = touches(rule, spec::UpdateTarget::Tag, Operand::Tag);
    projection.delayLearns = std::any_of(rule.products.begin(), rule.products.end(), [](const spec::Product &product) {
      return product.target == spec::UpdateTarget::Delay;
    });
    bindThirdFactors(dice, network, projection);
  }
  // Large shifts too, but no sum of eight projections of 120 neurons may pass 32 bits (N11).
  projection.shift = dice.chance(10) ? dice.between(0, projection.delayLearns ? 8 : 12) : dice.between(3, 7);
  addSynapses(dice, network, projection);
  network.projections.push_back(std::move(projection));
}

} // namespace

mapping::Network randomNetwork(uint32_t seed) {
  Dice dice(seed);
  mapping::Network network;
  network.name = "random" + std::to_string(seed);
  network.seed = dice.below(0xffffffffu);
  addPopulations(dice, network);
  for (int32_t n = dice.between(1, 3); n > 0; --n)
    network.rules.push_back(randomRule(dice, network.rules.size()));
  std::vector<uint32_t> sources;
  std::vector<uint32_t> targets;
  for (uint32_t p = 0; p < network.populations.size(); ++p) {
    if (network.populations[p].kind != PopulationKind::Modulator)
      sources.push_back(p);
    if (network.populations[p].kind == PopulationKind::Lif)
      targets.push_back(p);
  }
  for (int32_t n = dice.between(1, 8); n > 0; --n)
    addProjection(dice, network, sources, targets);
  return network;
}

} // namespace engram::driver
