// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Small random networks for tests of mapping and image: all sign modes, delays, static and plastic projections, biases.

#ifndef ENGRAM_TESTS_UNIT_MAPPING_RANDOMNETWORK_H
#define ENGRAM_TESTS_UNIT_MAPPING_RANDOMNETWORK_H

#include "compiler/mapping/Connectivity.h"
#include "compiler/mapping/Mapping.h"

#include <algorithm>
#include <random>
#include <string>

namespace engram::testing {

class RandomNetwork {
public:
  explicit RandomNetwork(uint32_t seed) : engine(seed) {}

  /// `largest` bounds the size of every population.
  mapping::Network make(uint32_t largest) {
    mapping::Network network;
    network.name = "random";
    network.seed = pick(0, 1000);
    addPopulations(network, largest);
    for (uint32_t i = 0; i < pick(0, 3); ++i)
      addRule(network);
    const uint32_t count = pick(1, 5);
    for (uint32_t i = 0; i < count; ++i)
      addProjection(network);
    return network;
  }

  /// A product whose fields are all in range, with constants up to `constants`.
  spec::Product makeProduct(uint32_t constants) {
    spec::Product product;
    product.target = static_cast<spec::UpdateTarget>(pick(0, 2));
    product.event = static_cast<spec::Event>(pick(0, 2));
    product.decimation = product.event == spec::Event::Epoch ? static_cast<uint8_t>(pick(0, 15)) : 0;
    product.mantissa = static_cast<int32_t>(pick(0, 255)) - 128;
    product.exponent = static_cast<int32_t>(pick(0, 63)) - 32;
    const uint32_t factors = pick(0, spec::kMaxFactors);
    for (uint32_t i = 0; i < factors; ++i)
      product.factors[i] = {static_cast<spec::Operand>(pick(1, 8)), pick(0, 1) == 1,
                            static_cast<uint8_t>(pick(0, constants))};
    return product;
  }

  uint32_t pick(uint32_t low, uint32_t high) { return low + static_cast<uint32_t>(engine() % (high - low + 1)); }

private:
  void addPopulations(mapping::Network &network, uint32_t largest) {
    const uint32_t count = pick(1, 3);
    for (uint32_t i = 0; i < count; ++i) {
      mapping::Population population;
      population.name = "lif" + std::to_string(i);
      population.size = pick(1, largest);
      population.registers.vth = static_cast<int32_t>(pick(0, 1000));
      population.bias.resize(pick(0, 1) ? 1 : population.size, static_cast<int32_t>(pick(0, 100)));
      population.location = "net.json: /populations/" + std::to_string(i);
      network.populations.push_back(std::move(population));
    }
    mapping::Population input;
    input.name = "in";
    input.kind = mapping::PopulationKind::Input;
    input.size = pick(1, largest);
    network.populations.push_back(input);
    mapping::Population modulator;
    modulator.name = "reward";
    modulator.kind = mapping::PopulationKind::Modulator;
    modulator.size = 1;
    network.populations.push_back(modulator);
  }

  void addRule(mapping::Network &network) {
    mapping::Rule rule;
    rule.name = "rule" + std::to_string(network.rules.size());
    rule.epoch = pick(1, 8);
    rule.traces[0] = {16 << 16, pick(0, 65536)};
    for (uint32_t i = pick(0, spec::kConstants); i > 0; --i)
      rule.constants.push_back(static_cast<int16_t>(static_cast<int32_t>(pick(0, 1023)) - 512));
    for (uint32_t i = pick(1, 3); i > 0; --i) {
      rule.products.push_back(makeProduct(static_cast<uint32_t>(rule.constants.size())));
      rule.productLocations.push_back("net.json: /rules/0/dw");
    }
    network.rules.push_back(std::move(rule));
  }

  void addProjection(mapping::Network &network) {
    mapping::Projection projection;
    projection.name = "p" + std::to_string(network.projections.size());
    const uint32_t modulator = static_cast<uint32_t>(network.populations.size()) - 1;
    projection.source = pick(0, modulator - 1);
    projection.target = pick(0, modulator - 2);
    projection.format = {static_cast<spec::SignMode>(pick(1, 3)), std::array{1, 2, 3, 4, 5, 6, 8}[pick(0, 6)]};
    projection.shift = static_cast<int>(pick(0, 8));
    projection.delayBits = static_cast<int>(pick(0, 3));
    if (!network.rules.empty() && pick(0, 1)) {
      projection.rule = static_cast<int32_t>(pick(0, static_cast<uint32_t>(network.rules.size()) - 1));
      for (const spec::Product &product : network.rules[static_cast<size_t>(projection.rule)].products) {
        projection.tags = projection.tags || product.target == spec::UpdateTarget::Tag;
        projection.delayLearns = projection.delayLearns || product.target == spec::UpdateTarget::Delay;
      }
      if (pick(0, 1))
        projection.thirdFactors[1] = static_cast<int32_t>(modulator);
    }
    addSynapses(network, projection);
    network.projections.push_back(std::move(projection));
  }

  void addSynapses(const mapping::Network &network, mapping::Projection &projection) {
    const mapping::Shape shape{network.populations[projection.source].size, network.populations[projection.target].size,
                               true};
    const uint32_t steps =
        static_cast<uint32_t>(projection.format.max() - projection.format.min()) >> projection.format.lsb();
    const double probability = pick(0, 4) / 4.0;
    for (const mapping::Pair &pair : mapping::fixedProbability(shape, probability, {pick(0, 99), 7})) {
      const int32_t weight = projection.format.min() + static_cast<int32_t>(pick(0, steps) << projection.format.lsb());
      projection.synapses.push_back({pair.pre, pair.post, static_cast<int16_t>(weight),
                                     static_cast<uint8_t>(pick(0, (1u << projection.delayBits) - 1))});
    }
  }

  std::mt19937 engine;
};

} // namespace engram::testing

#endif
