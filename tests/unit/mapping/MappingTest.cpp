// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whatever is mapped comes back from the image synapse by synapse, however many cores it was spread over.

#include "hw/image/SynapseList.h"
#include "tests/unit/mapping/RandomNetwork.h"

#include <gtest/gtest.h>

#include <map>
#include <tuple>

namespace engram::mapping {
namespace {

using Key = std::tuple<uint32_t, uint32_t, uint32_t>; // projection, pre, post
using Table = std::map<Key, std::pair<int32_t, uint32_t>>;

Table synapsesOf(const Network &network) {
  Table table;
  for (uint32_t p = 0; p < network.projections.size(); ++p)
    for (const Synapse &s : network.projections[p].synapses)
      table[{p, s.pre, s.post}] = {s.weight, s.delay};
  return table;
}

Table synapsesOf(const image::ImageT &image) {
  Table table;
  for (const auto &core : image.cores)
    for (const image::InputAxon &axon : core->input_axons) {
      const auto list = image::decodeList(*core, axon);
      for (const image::StoredSynapse &s : list.value()) {
        const bool isNew = table
                               .emplace(Key(axon.projection(), axon.pre(), core->groups[axon.group()]->begin + s.index),
                                        std::pair(s.weight, s.delay))
                               .second;
        EXPECT_TRUE(isNew) << "a synapse is stored twice";
      }
    }
  return table;
}

image::ImageT mapped(const Network &network, const spec::Target &target, uint32_t cores) {
  Mapping mapping;
  const std::optional<Misfit> misfit = mapNetwork(network, target, {cores}, mapping);
  EXPECT_FALSE(misfit.has_value()) << (misfit ? misfit->resource : "");
  return toImage(network, mapping, target);
}

TEST(MappingTest, KeepsEverySynapseOnAnyNumberOfCores) {
  const spec::Target target = spec::loadTarget("engram1");
  for (uint32_t seed = 0; seed < 150; ++seed) {
    const Network network = testing::RandomNetwork(seed).make(40);
    uint32_t neurons = 0;
    for (const Population &population : network.populations)
      neurons += population.kind == PopulationKind::Lif ? population.size : 0;
    for (const uint32_t cores : {0u, 1u, 2u, 7u}) {
      SCOPED_TRACE("seed " + std::to_string(seed) + ", cores " + std::to_string(cores));
      const image::ImageT image = mapped(network, target, cores);
      ASSERT_NO_THROW(image::verify(image));
      EXPECT_EQ(synapsesOf(image), synapsesOf(network));
      EXPECT_GE(image.cores.size(), std::min(neurons, cores));
      if (cores == 0) {
        EXPECT_EQ(image.cores.size(), 1u);
      }
      const auto bytes = image::serialize(image);
      EXPECT_EQ(bytes, image::serialize(mapped(network, target, cores))) << "same input, same bytes";
      EXPECT_EQ(image::serialize(*image::deserialize(bytes)), bytes);
    }
  }
}

TEST(MappingTest, FillsTheTinyTargetOrSaysWhatDoesNotFit) {
  const spec::Target target = spec::loadTarget("tiny");
  size_t fitted = 0;
  std::map<std::string, size_t> refused;
  for (uint32_t seed = 0; seed < 400; ++seed) {
    const Network network = testing::RandomNetwork(seed).make(60);
    Mapping mapping;
    const std::optional<Misfit> misfit = mapNetwork(network, target, {}, mapping);
    if (!misfit) {
      ++fitted;
      EXPECT_NO_THROW(image::verify(toImage(network, mapping, target))) << "seed " << seed;
      continue;
    }
    ++refused[misfit->resource];
    EXPECT_GT(misfit->need, misfit->have) << misfit->resource;
    EXPECT_FALSE(misfit->advice.empty());
    EXPECT_FALSE(misfit->subject.empty());
  }
  EXPECT_GT(fitted, 20u);
  EXPECT_GT(refused.size(), 2u);
}

/// `pre` inputs onto `post` neurons, all to all.
Network denseNetwork(uint32_t pre, uint32_t post) {
  Network network;
  network.name = "dense";
  Population in;
  in.name = "in";
  in.kind = PopulationKind::Input;
  in.size = pre;
  Population out;
  out.name = "out";
  out.size = post;
  out.location = "net.json: /populations/1";
  network.populations = {in, out};
  Projection projection;
  projection.name = "ff";
  projection.source = 0;
  projection.target = 1;
  projection.location = "net.json: /projections/0";
  for (const Pair &pair : allToAll({pre, post, true}))
    projection.synapses.push_back({pair.pre, pair.post, 2, 0});
  network.projections = {projection};
  return network;
}

Rule simpleRule() {
  Rule rule;
  rule.name = "stdp";
  rule.products.emplace_back();
  rule.productLocations = {"net.json: /rules/0/dw"};
  rule.location = "net.json: /rules/0";
  return rule;
}

Misfit misfitOf(const Network &network, const spec::Target &target, MappingOptions options = {}) {
  Mapping mapping;
  const std::optional<Misfit> misfit = mapNetwork(network, target, options, mapping);
  EXPECT_TRUE(misfit.has_value());
  return misfit.value_or(Misfit());
}

TEST(MappingTest, RefusesMoreInputAxonsThanACoreHas) {
  const Misfit misfit = misfitOf(denseNetwork(65, 1), spec::loadTarget("tiny"));
  EXPECT_EQ(misfit.resource, "input axons of a core");
  EXPECT_EQ(misfit.need, 65u);
  EXPECT_EQ(misfit.have, 64u);
  EXPECT_EQ(misfit.location, "net.json: /populations/1");
  EXPECT_EQ(misfit.subject, "neuron 0 of population 'out'");
  EXPECT_EQ(misfit.contributor, "projection 'ff' takes 65 input axons");
  EXPECT_EQ(misfit.contributorLocation, "net.json: /projections/0");
  EXPECT_EQ(misfit.advice,
            "at most 64 presynaptic neurons onto each neuron of 'out', each with a rule counting 2, or a "
            "target with at least 65 input axons of a core");
}

TEST(MappingTest, PlasticAxonsTakeTheirSlots) {
  Network network = denseNetwork(33, 1);
  network.rules = {simpleRule()};
  network.projections[0].rule = 0;
  const Misfit misfit = misfitOf(network, spec::loadTarget("tiny"));
  EXPECT_EQ(misfit.resource, "input axons of a core");
  EXPECT_EQ(misfit.need, 66u);
  network.projections[0].rule = -1;
  Mapping mapping;
  EXPECT_FALSE(mapNetwork(network, spec::loadTarget("tiny"), {}, mapping).has_value());
}

TEST(MappingTest, RefusesMoreCoresThanTheChipHas) {
  const Misfit misfit = misfitOf(denseNetwork(1, 129), spec::loadTarget("tiny"));
  EXPECT_EQ(misfit.resource, "cores of the chip");
  EXPECT_EQ(misfit.need, 5u);
  EXPECT_EQ(misfit.have, 4u);
  EXPECT_EQ(misfit.subject, "population 'out'");
  EXPECT_EQ(misfit.advice,
            "at most 128 neurons in 'out' and none in later populations, or a target with at least 5 such "
            "cores");
  const Misfit spread = misfitOf(denseNetwork(1, 9), spec::loadTarget("tiny"), {UINT32_MAX});
  EXPECT_EQ(spread.need, UINT32_MAX);
  EXPECT_EQ(spread.advice, "spread the network over at most 4 cores");
  // Three parts of 33 or 34 neurons take two cores each; core after core, 100 neurons take four.
  EXPECT_EQ(misfitOf(denseNetwork(1, 100), spec::loadTarget("tiny"), {3}).advice,
            "spread the network over another number of cores than 3");
}

TEST(MappingTest, OpensACoreForEachResourceThatIsFull) {
  // 16 inputs a list word: 32 neurons need 16 lists x 5 words (32 x 8 bits, prefix and base) = 80 words.
  const spec::Target target = spec::loadTarget("tiny");
  Mapping mapping;
  ASSERT_FALSE(mapNetwork(denseNetwork(16, 32), target, {}, mapping).has_value());
  ASSERT_EQ(mapping.cores.size(), 1u);
  EXPECT_EQ(mapping.cores[0].synapseMemory.size(), 80u);
  // 60 lists of 4 words are 240, of 5 words 300: a core takes as many neurons as 4 words hold, (256 - 16) / 8 = 30.
  ASSERT_FALSE(mapNetwork(denseNetwork(60, 32), target, {}, mapping).has_value());
  ASSERT_EQ(mapping.cores.size(), 2u);
  EXPECT_EQ(mapping.cores[0].groups[0].count, 30u);
  EXPECT_EQ(mapping.cores[0].synapseMemory.size(), 240u);
  EXPECT_EQ(mapping.cores[1].groups[0].begin, 30u);
}

TEST(MappingTest, CountsDelaySlots) {
  Network network = denseNetwork(1, 32);
  network.projections[0].delayBits = 4;
  network.projections[0].synapses[0].delay = 15;
  Mapping mapping;
  // 256 slots / 16 = 16 compartments on the core that holds the long delay.
  ASSERT_FALSE(mapNetwork(network, spec::loadTarget("tiny"), {}, mapping).has_value());
  EXPECT_EQ(mapping.cores[0].groups[0].count, 16u);
  network.projections[0].delayBits = 5;
  network.projections[0].synapses[0].delay = 16;
  const Misfit misfit = misfitOf(network, spec::loadTarget("tiny"));
  EXPECT_EQ(misfit.resource, "steps of delay");
  EXPECT_EQ(misfit.need, 16u);
  EXPECT_EQ(misfit.have, 15u);
  EXPECT_EQ(misfit.location, "net.json: /projections/0");
}

TEST(MappingTest, RefusesALearnedDelayBeyondTheRing) {
  Network network = denseNetwork(1, 1);
  network.rules = {simpleRule()};
  network.rules[0].products[0].target = spec::UpdateTarget::Delay;
  network.projections[0].rule = 0;
  network.projections[0].delayLearns = true;
  network.projections[0].delayBits = 5;
  const Misfit misfit = misfitOf(network, spec::loadTarget("tiny"));
  EXPECT_EQ(misfit.need, 31u);
  EXPECT_EQ(misfit.advice, "at most 15 steps of delay; a delay that learns reaches 31 with 5 bits");
}

TEST(MappingTest, RefusesRulesThatDoNotFit) {
  Network network = denseNetwork(1, 1);
  network.rules = {simpleRule()};
  network.projections[0].rule = 0;
  network.rules[0].products.resize(17);
  network.rules[0].productLocations.resize(17);
  const Misfit words = misfitOf(network, spec::loadTarget("tiny"));
  EXPECT_EQ(words.resource, "microcode words of a core");
  EXPECT_EQ(words.contributor, "projection 'ff' takes 17 words");
  network.rules[0].epoch = 64;
  EXPECT_EQ(misfitOf(network, spec::loadTarget("tiny")).resource, "steps of an epoch");
}

TEST(MappingTest, RefusesTooManyPlasticProjectionsOntoANeuron) {
  Network network = denseNetwork(1, 1);
  network.rules = {simpleRule()};
  network.projections[0].rule = 0;
  for (int i = 1; i < 5; ++i) {
    network.projections.push_back(network.projections[0]);
    network.projections.back().name = "ff" + std::to_string(i);
  }
  const Misfit misfit = misfitOf(network, spec::loadTarget("tiny"));
  EXPECT_EQ(misfit.resource, "learning profiles of a core");
  EXPECT_EQ(misfit.need, 5u);
  EXPECT_EQ(misfit.have, 4u);
}

TEST(MappingTest, RefusesInputSumsBeyond32Bits) { // (N11)
  Network network = denseNetwork(256, 1);
  network.projections[0].shift = 15;
  for (Synapse &synapse : network.projections[0].synapses)
    synapse.weight = -256;
  const Misfit misfit = misfitOf(network, spec::loadTarget("engram1"));
  EXPECT_EQ(misfit.resource, "input of a neuron in one step");
  EXPECT_EQ(misfit.have, 2147483647u);
  EXPECT_EQ(misfit.contributor, "projection 'ff' shifts its weights by 15 bits");
  network.projections[0].synapses.pop_back();
  Mapping mapping;
  EXPECT_FALSE(mapNetwork(network, spec::loadTarget("engram1"), {}, mapping).has_value());
}

/// A layer of `width` neurons that reaches `width` others, all to all.
Network twoLayers(uint32_t width) {
  Network network = denseNetwork(1, width);
  Population hidden = network.populations[1];
  hidden.name = "hidden";
  network.populations.push_back(hidden);
  Projection forward = network.projections[0];
  forward.name = "forward";
  forward.source = 1;
  forward.target = 2;
  forward.synapses.clear();
  for (const Pair &pair : allToAll({width, width, true}))
    forward.synapses.push_back({pair.pre, pair.post, 2, 0});
  network.projections.push_back(forward);
  return network;
}

TEST(MappingTest, SpreadsNeuronsWhoseAxonsDoNotFit) {
  spec::Target target = spec::loadTarget("tiny");
  target.limits.outputAxons = 16;
  Mapping mapping;
  // 20 neurons in a core would need 20 output axons; half of them fit.
  ASSERT_FALSE(mapNetwork(twoLayers(20), target, {}, mapping).has_value());
  for (const Core &core : mapping.cores)
    EXPECT_LE(core.outputAxons.size(), 16u);
  target.limits.outputAxons = 1;
  const Misfit misfit = misfitOf(twoLayers(20), target);
  EXPECT_EQ(misfit.resource, "output axons of a core");
  EXPECT_EQ(misfit.have, 1u);
}

TEST(MappingTest, MergesFormatsWhenTheyAreTooMany) {
  spec::Target target = spec::loadTarget("tiny");
  Network network = denseNetwork(4, 4);
  for (int bits = 1; bits < 4; ++bits) {
    network.projections.push_back(network.projections[0]);
    network.projections.back().name = "d" + std::to_string(bits);
    network.projections.back().delayBits = bits;
  }
  target.limits.synapseFormats = 1;
  Mapping mapping;
  ASSERT_FALSE(mapNetwork(network, target, {}, mapping).has_value());
  ASSERT_EQ(mapping.cores.size(), 1u);
  ASSERT_EQ(mapping.cores[0].formats.size(), 1u);
  EXPECT_EQ(mapping.cores[0].formats[0].delay_bits(), 3);
  network.projections[1].format = {spec::SignMode::Excitatory, 8};
  const Misfit misfit = misfitOf(network, target);
  EXPECT_EQ(misfit.resource, "synapse formats of a core");
  EXPECT_EQ(misfit.need, 2u);
}

TEST(MappingTest, PlacesNeighboursInTrafficOnNeighbouringTiles) {
  // A ring of populations, one a core: consecutive cores share lists, so the snake walks along the ring.
  Network network = denseNetwork(1, 32);
  for (uint32_t i = 2; i < 5; ++i) {
    Population next = network.populations[1];
    next.name = "out" + std::to_string(i);
    network.populations.push_back(next);
  }
  // 1 -> 4 -> 3 -> 2
  for (const auto &[from, to] : {std::pair(1u, 4u), std::pair(4u, 3u), std::pair(3u, 2u)}) {
    Projection link = network.projections[0];
    link.name = "link" + std::to_string(from);
    link.source = from;
    link.target = to;
    link.synapses.clear();
    for (const Pair &pair : oneToOne(32))
      link.synapses.push_back({pair.pre, pair.post, 2, 0});
    network.projections.push_back(link);
  }
  Mapping mapping;
  ASSERT_FALSE(mapNetwork(network, spec::loadTarget("tiny"), {}, mapping).has_value());
  ASSERT_EQ(mapping.cores.size(), 4u);
  // The snake through 2 x 2 tiles is 0, 1, 3, 2.
  EXPECT_EQ(mapping.cores[0].tile, 0u);
  EXPECT_EQ(mapping.cores[3].tile, 1u);
  EXPECT_EQ(mapping.cores[2].tile, 3u);
  EXPECT_EQ(mapping.cores[1].tile, 2u);
}

} // namespace
} // namespace engram::mapping
