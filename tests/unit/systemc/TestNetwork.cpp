// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Building of the test networks.

#include "tests/unit/systemc/TestNetwork.h"

#include <algorithm>
#include <stdexcept>

namespace engram::test {

namespace {

/// So many ticks, and an energy that tells how many events there were apart from how long they took.
spec::Cost costOf(uint64_t ticks) { return {ticks, 10 * ticks + 1}; }

/// Everything keeps: tau = inf.
spec::TraceRegisters keeping(uint32_t impulse) { return {impulse * spec::kTraceUnity, spec::kTraceUnity}; }

} // namespace

spec::Target testTarget() {
  spec::Target target = spec::loadTarget("tiny");
  target.costs = {costOf(10), costOf(5), costOf(3),  costOf(7),  costOf(11), costOf(2),   costOf(4), costOf(6),
                  costOf(8),  costOf(9), costOf(12), costOf(13), costOf(14), costOf(100), costOf(20)};
  return target;
}

NetworkBuilder::NetworkBuilder() { network.name = "test"; }

uint32_t NetworkBuilder::input(uint32_t size) {
  const auto index = static_cast<uint32_t>(network.populations.size());
  network.populations.push_back({"p" + std::to_string(index), mapping::PopulationKind::Input, size, {}, {}, "test"});
  return index;
}

uint32_t NetworkBuilder::modulator(uint32_t size) {
  const uint32_t index = input(size);
  network.populations.back().kind = mapping::PopulationKind::Modulator;
  return index;
}

uint32_t NetworkBuilder::lif(uint32_t size, int32_t bias) {
  const uint32_t index = input(size);
  mapping::Population &population = network.populations.back();
  population.kind = mapping::PopulationKind::Lif;
  population.registers.dv = spec::kDecayUnity;
  population.registers.vth = 1;
  population.bias = {bias};
  return index;
}

uint32_t NetworkBuilder::project(uint32_t source, uint32_t target, std::vector<mapping::Synapse> synapses, int32_t rule,
                                 int delayBits) {
  mapping::Projection projection;
  projection.name = "j" + std::to_string(network.projections.size());
  projection.source = source;
  projection.target = target;
  projection.rule = rule;
  projection.delayBits = delayBits;
  if (rule >= 0)
    for (const spec::Product &product : network.rules[rule].products) {
      projection.tags = projection.tags || product.target == spec::UpdateTarget::Tag;
      projection.delayLearns = projection.delayLearns || product.target == spec::UpdateTarget::Delay;
    }
  std::sort(synapses.begin(), synapses.end(), [](const mapping::Synapse &a, const mapping::Synapse &b) {
    return std::pair(a.post, a.pre) < std::pair(b.post, b.pre);
  });
  projection.synapses = std::move(synapses);
  projection.location = "test";
  network.projections.push_back(projection);
  return static_cast<uint32_t>(network.projections.size() - 1);
}

uint32_t NetworkBuilder::rule(uint32_t epoch, std::vector<spec::Product> products, uint32_t impulse) {
  mapping::Rule rule;
  rule.name = "r" + std::to_string(network.rules.size());
  rule.epoch = epoch;
  rule.traces.fill(keeping(impulse));
  rule.products = std::move(products);
  rule.productLocations.assign(rule.products.size(), "test");
  network.rules.push_back(rule);
  return static_cast<uint32_t>(network.rules.size() - 1);
}

ImagePtr NetworkBuilder::image(const std::vector<int32_t> &coreOf, const std::vector<uint32_t> &tiles) const {
  const spec::Target target = spec::loadTarget("tiny");
  mapping::Mapping mapping;
  mapping.cores.resize(tiles.size());
  for (size_t c = 0; c < tiles.size(); ++c)
    mapping.cores[c].tile = tiles[c];
  for (uint32_t p = 0; p < coreOf.size(); ++p) {
    if (coreOf[p] < 0)
      continue;
    std::vector<mapping::Group> &groups = mapping.cores[coreOf[p]].groups;
    const uint32_t first = groups.empty() ? 0 : groups.back().first + groups.back().count;
    groups.push_back({p, 0, network.populations[p].size, first});
  }
  if (mapping::route(network, target, mapping) || mapping::encode(network, target, mapping))
    throw std::runtime_error("the test network does not fit");
  auto image = std::make_shared<image::ImageT>(mapping::toImage(network, mapping, target));
  image::verify(*image);
  return image;
}

TestChip::TestChip(ImagePtr image, const std::string &vcdPath)
    : image(std::move(image)), target(testTarget()), clock(target.tickSeconds), kernel(clock), scope(kernel) {
  if (!vcdPath.empty())
    waveform.emplace(vcdPath, clock);
  chip = std::make_unique<systemc::Chip>("chip", *this->image, target, waveform ? &*waveform : nullptr);
  before = chip->statistics();
}

sim::Statistics TestChip::step() {
  chip->step();
  const sim::Statistics after = chip->statistics();
  sim::Statistics change = after;
  change.ticks -= before.ticks;
  change.synapticEvents -= before.synapticEvents;
  change.learningUpdates -= before.learningUpdates;
  const auto subtract = [](std::vector<sim::UnitStatistics> &from, const std::vector<sim::UnitStatistics> &what) {
    for (size_t i = 0; i < from.size(); ++i) {
      from[i].ticks -= what[i].ticks;
      from[i].femtojoules -= what[i].femtojoules;
    }
  };
  subtract(change.units, before.units);
  subtract(change.phases, before.phases);
  before = after;
  return change;
}

uint64_t TestChip::activations() const {
  uint64_t sum = chip->host->meter().activations;
  for (const auto &core : chip->cores)
    sum += core->synapse.meter.activations + core->dendrite.meter.activations + core->axon.meter.activations +
           core->learning.meter.activations;
  return sum;
}

const sim::UnitStatistics &named(const std::vector<sim::UnitStatistics> &all, const std::string &name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto &unit) { return unit.name == name; });
  if (found == all.end())
    throw std::out_of_range(name);
  return *found;
}

namespace {

/// Draws of std::mt19937, which the standard defines bit for bit; its distributions are not so defined.
class Dice {
public:
  explicit Dice(uint32_t seed) : engine(seed) {}
  uint32_t below(uint32_t n) { return engine() % n; }
  int32_t between(int32_t low, int32_t high) { return low + static_cast<int32_t>(below(high - low + 1)); }

private:
  std::mt19937 engine;
};

spec::Product randomProduct(Dice &dice) {
  spec::Product result;
  result.target = static_cast<spec::UpdateTarget>(dice.below(3));
  result.event = static_cast<spec::Event>(dice.below(3));
  result.decimation = result.event == spec::Event::Epoch ? dice.below(3) : 0;
  result.mantissa = dice.between(-8, 8);
  result.exponent = dice.between(-8, 0);
  const uint32_t factors = dice.below(4);
  for (uint32_t f = 0; f < factors; ++f) {
    result.factors[f].operand = static_cast<spec::Operand>(dice.between(1, 8));
    result.factors[f].sign = dice.below(4) == 0;
    result.factors[f].constant = dice.below(3);
  }
  return result;
}

} // namespace

mapping::Network randomNetwork(uint32_t seed) {
  Dice dice(seed);
  NetworkBuilder builder;
  builder.network.seed = seed;
  const uint32_t in = builder.input(dice.between(1, 12));
  const uint32_t a = builder.lif(dice.between(1, 30));
  const uint32_t b = builder.lif(dice.between(1, 20));
  const uint32_t reward = builder.modulator(dice.below(2) == 0 ? 1 : builder.network.populations[b].size);
  for (const uint32_t p : {a, b}) {
    mapping::Population &population = builder.network.populations[p];
    population.registers = {dice.between(0, 4095),
                            dice.between(0, 4096),
                            dice.between(1, 40),
                            dice.between(-50, 50),
                            dice.below(2) == 0 ? spec::ResetMode::Hard : spec::ResetMode::Subtractive,
                            dice.between(0, 4),
                            dice.between(0, 500),
                            dice.between(0, 255),
                            dice.between(1, 12)};
    population.bias.assign(population.size, 0);
    for (int32_t &bias : population.bias)
      bias = dice.below(2) == 0 ? 0 : dice.between(-20, 300);
  }
  for (int r = 0; r < 2; ++r) {
    std::vector<spec::Product> products;
    for (uint32_t i = dice.between(1, 5); i > 0; --i)
      products.push_back(randomProduct(dice));
    builder.rule(dice.between(1, 8), products);
    mapping::Rule &rule = builder.network.rules.back();
    rule.constants = {static_cast<int16_t>(dice.between(-20, 20)), static_cast<int16_t>(dice.between(-512, 511))};
    for (spec::TraceRegisters &trace : rule.traces)
      trace = {dice.below(127 * 65536), dice.between(0, 65536) + 0u};
  }
  const uint32_t ends[][2] = {{in, a}, {a, a}, {a, b}, {in, b}, {b, a}};
  for (const auto &[source, target] : ends) {
    const int delayBits = dice.between(0, 3);
    std::vector<mapping::Synapse> synapses;
    for (uint32_t pre = 0; pre < builder.network.populations[source].size; ++pre)
      for (uint32_t post = 0; post < builder.network.populations[target].size; ++post)
        if (dice.below(3) == 0)
          synapses.push_back({pre, post, static_cast<int16_t>(2 * dice.between(-128, 127)),
                              static_cast<uint8_t>(dice.below(1u << delayBits))});
    if (synapses.empty())
      continue;
    builder.project(source, target, synapses, dice.between(-1, 1), delayBits);
    mapping::Projection &projection = builder.network.projections.back();
    projection.shift = dice.between(0, 8);
    if (target == b && projection.rule == 1)
      projection.thirdFactors = {-1, static_cast<int32_t>(reward), -1};
  }
  return builder.network;
}

} // namespace engram::test
