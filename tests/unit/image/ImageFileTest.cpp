// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that are damaged in any way give an ImageError and nothing else; images that say something impossible too.

#include "hw/image/ImageFile.h"
#include "hw/image/SynapseList.h"
#include "tests/unit/mapping/RandomNetwork.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xxhash.h>

#include <cstdio>
#include <fstream>
#include <functional>

namespace engram::image {
namespace {

/// A plastic network on two cores of the tiny target: every table of the image has rows.
ImageT smallImage() {
  mapping::Network network;
  network.name = "small";
  const auto population = [&](const char *name, mapping::PopulationKind kind, uint32_t size) {
    mapping::Population p;
    p.name = name;
    p.kind = kind;
    p.size = size;
    p.location = std::string("net.json: /populations/") + std::to_string(network.populations.size());
    network.populations.push_back(p);
  };
  population("in", mapping::PopulationKind::Input, 3);
  population("out", mapping::PopulationKind::Lif, 4);
  population("reward", mapping::PopulationKind::Modulator, 1);
  mapping::Rule rule;
  rule.name = "stdp";
  rule.constants = {3};
  rule.products.resize(2);
  rule.products[0].factors[0] = {spec::Operand::X1, false, 1};
  rule.productLocations = {"net.json: /rules/0/dw", "net.json: /rules/0/dw"};
  network.rules = {rule};
  mapping::Projection projection;
  projection.name = "ff";
  projection.target = 1;
  projection.delayBits = 1;
  projection.rule = 0;
  projection.thirdFactors[1] = 2;
  for (const mapping::Pair &pair : mapping::allToAll({3, 4, true}))
    projection.synapses.push_back({pair.pre, pair.post, 2, static_cast<uint8_t>(pair.pre % 2)});
  network.projections.push_back(projection);
  projection.name = "rec";
  projection.source = 1;
  projection.rule = -1;
  projection.thirdFactors = {-1, -1, -1};
  projection.synapses = {{0, 1, -256, 0}, {1, 3, 254, 1}};
  network.projections.push_back(projection);
  mapping::Mapping mapping;
  EXPECT_FALSE(mapNetwork(network, spec::loadTarget("tiny"), {2}, mapping).has_value());
  return toImage(network, mapping, spec::loadTarget("tiny"));
}

std::string errorOf(std::string_view bytes) {
  try {
    deserialize(bytes);
  } catch (const ImageError &error) {
    return error.what();
  }
  return "";
}

TEST(ImageFileTest, RefusesEveryTruncation) {
  const std::string bytes = serialize(smallImage());
  EXPECT_EQ(errorOf(bytes), "");
  for (size_t size = 0; size < bytes.size(); ++size)
    ASSERT_NE(errorOf(bytes.substr(0, size)), "") << size << " bytes";
  std::string longer = bytes;
  longer.push_back('\0');
  EXPECT_NE(errorOf(longer), "");
}

TEST(ImageFileTest, RefusesEveryFlippedByte) {
  const std::string bytes = serialize(smallImage());
  for (size_t i = 0; i < bytes.size(); ++i)
    for (const int flip : {0x01, 0x80, 0xff}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ flip);
      ASSERT_NE(errorOf(damaged), "") << "byte " << i;
    }
}

TEST(ImageFileTest, SaysWhatIsWrongWithAFile) {
  const std::string bytes = serialize(smallImage());
  EXPECT_EQ(errorOf(""), "not a chip image");
  std::string damaged = bytes;
  damaged[8] = 9;
  EXPECT_EQ(errorOf(damaged), "expected chip image version 2 but got 9");
  damaged = bytes;
  damaged.back() ^= 1;
  EXPECT_EQ(errorOf(damaged), "checksum of the chip image is wrong: the file is damaged");
  damaged = bytes;
  damaged[12] = 1;
  EXPECT_EQ(errorOf(damaged), "header of the chip image is damaged");
  damaged = bytes;
  std::fill(damaged.begin() + 32, damaged.end(), '\xff');
  const uint64_t checksum = XXH3_64bits(damaged.data() + 32, damaged.size() - 32);
  for (size_t i = 0; i < 8; ++i)
    damaged[24 + i] = static_cast<char>(checksum >> (8 * i));
  EXPECT_EQ(errorOf(damaged), "payload is not an image of this version");
  damaged = bytes;
  damaged.pop_back();
  EXPECT_EQ(errorOf(damaged), "expected " + std::to_string(bytes.size() - 32) +
                                  " bytes after the header of the chip image but got " +
                                  std::to_string(bytes.size() - 33) + ": the file is truncated or damaged");
}

TEST(ImageFileTest, AnInvalidImageIsNotSerialized) {
  ImageT invalid = smallImage();
  invalid.populations[0]->size = 0;
  EXPECT_THROW(serialize(invalid), ImageError);
}

/// One change that verify() must notice, and what it says.
struct Mutation {
  const char *message;
  std::function<void(ImageT &)> apply;
};

InputAxon withWord(const InputAxon &a, uint32_t word, uint32_t words) {
  return {a.projection(), a.pre(), a.group(), a.key(), word, words, a.synapses(), a.plastic()};
}

TEST(ImageFileTest, VerifyNamesTheImpossible) {
  const std::vector<Mutation> mutations = {
      {"image: time step is zero", [](ImageT &i) { i.time_step_ns = 0; }},
      {"target: 1:1: not valid JSON", [](ImageT &i) { i.target = "?"; }},
      {"population 1: its name is used twice", [](ImageT &i) { i.populations[1]->name = "in"; }},
      {"population 0: has no name", [](ImageT &i) { i.populations[0]->name.clear(); }},
      {"population 0: size is 0, expected 1..16777216", [](ImageT &i) { i.populations[0]->size = 0; }},
      {"population 0: key is not that of its name", [](ImageT &i) { ++i.populations[0]->key; }},
      {"population 2: is missing", [](ImageT &i) { i.populations[2].reset(); }},
      {"rule 0: epoch is 64, expected 1..63", [](ImageT &i) { i.rules[0]->epoch = 64; }},
      {"rule 0: number of traces is 4, expected 5..5", [](ImageT &i) { i.rules[0]->traces.pop_back(); }},
      {"rule 0: impulse is 8323073, expected 0..8323072",
       [](ImageT &i) { i.rules[0]->traces[0] = TraceRegisters(127 * 65536 + 1, 0); }},
      {"rule 0: trace factor is 65537, expected 0..65536",
       [](ImageT &i) { i.rules[0]->traces[0] = TraceRegisters(0, 65537); }},
      {"rule 0: constant is 512, expected -512..511", [](ImageT &i) { i.rules[0]->constants[0] = 512; }},
      {"rule 0, word 0: names a constant that the rule does not have",
       [](ImageT &i) { i.rules[0]->constants.clear(); }},
      {"rule 0, word 1: is not a microcode word", [](ImageT &i) { i.rules[0]->words[1] = ~uint64_t{0}; }},
      {"rule 0, word 0: the last word, and only that, is marked last",
       [](ImageT &i) { i.rules[0]->words[0] |= uint64_t{1} << 22; }},
      {"rule 0: expected one location a word", [](ImageT &i) { i.rules[0]->word_locations.pop_back(); }},
      {"rule 0: has no words",
       [](ImageT &i) {
         i.rules[0]->words.clear();
         i.rules[0]->word_locations.clear();
       }},
      {"projection 0: source is a modulator", [](ImageT &i) { i.projections[0]->source = 2; }},
      {"projection 0: source is 3, expected 0..2", [](ImageT &i) { i.projections[0]->source = 3; }},
      {"projection 0: target has no compartments", [](ImageT &i) { i.projections[0]->target = 0; }},
      {"projection 0: rule is 1, expected -1..0", [](ImageT &i) { i.projections[0]->rule = 1; }},
      {"projection 0: weights have 1 to 6 or 8 bits", [](ImageT &i) { i.projections[0]->weight_bits = 7; }},
      {"projection 0: shift is 16, expected 0..15", [](ImageT &i) { i.projections[0]->shift = 16; }},
      {"projection 0: third factor is not a modulator", [](ImageT &i) { i.projections[0]->third_factors[1] = 0; }},
      {"projection 0: modulator has neither size 1 nor that of the target",
       [](ImageT &i) { i.populations[2]->size = 2; }},
      {"core 0: tile is 4, expected 0..3", [](ImageT &i) { i.cores[0]->tile = 4; }},
      {"core 1: cores of a tile: need 2, have 1", [](ImageT &i) { i.cores[1]->tile = i.cores[0]->tile; }},
      {"core 0, group 0: is not a slice of its population", [](ImageT &i) { i.cores[0]->groups[0]->count = 9; }},
      {"core 0, group 0: compartments do not follow those of the group before",
       [](ImageT &i) { i.cores[0]->groups[0]->first = 1; }},
      {"core 0, group 0: du is 4096, expected 0..4095", [](ImageT &i) { i.cores[0]->groups[0]->du = 4096; }},
      {"core 0, group 0: expected one bias, or one a compartment",
       [](ImageT &i) { i.cores[0]->groups[0]->bias.clear(); }},
      {"population 1: its slices overlap or leave a gap", [](ImageT &i) { i.cores[1]->groups[0]->begin = 1; }},
      {"population 1: its slices do not hold all of it", [](ImageT &i) { i.cores[1]->groups[0]->count = 1; }},
      {"core 0, format 0: is not a synapse format", [](ImageT &i) { i.cores[0]->formats[0] = SynapseFormat(); }},
      {"core 0, input axon 0: list does not follow the one before",
       [](ImageT &i) { i.cores[0]->input_axons[0] = withWord(i.cores[0]->input_axons[0], 1, 1); }},
      {"core 0, input axon 0: words do not hold its list",
       [](ImageT &i) { i.cores[0]->synapse_memory[0] ^= uint64_t{1} << 4; }},
      {"core 0: synapse memory has words that belong to no axon",
       [](ImageT &i) { i.cores[0]->synapse_memory.push_back(0); }},
      {"core 0, output axon 0: leads to the list of another neuron",
       [](ImageT &i) { i.cores[0]->output_axons[0] = OutputAxon(1, 0, 0); }},
      {"core 0, input axon 0: nobody sends to it",
       [](ImageT &i) { i.cores[0]->output_axons.erase(i.cores[0]->output_axons.begin()); }},
      {"host axons 0, output axon 0: core is 2, expected 0..1",
       [](ImageT &i) { i.host_axons[0]->axons[0] = OutputAxon(0, 2, 0); }},
      {"host axons: expected one table an input population", [](ImageT &i) { i.host_axons.clear(); }},
      {"host axons 0, output axon 1: output axons stand by compartment",
       [](ImageT &i) { std::swap(i.host_axons[0]->axons.front(), i.host_axons[0]->axons.back()); }},
  };
  const ImageT good = smallImage();
  ASSERT_NO_THROW(verify(good));
  for (const Mutation &mutation : mutations) {
    ImageT bad = good;
    mutation.apply(bad);
    try {
      verify(bad);
      ADD_FAILURE() << "accepted: " << mutation.message;
    } catch (const ImageError &error) {
      EXPECT_EQ(std::string(error.what()).substr(0, std::string(mutation.message).size()), mutation.message)
          << error.what();
    }
  }
}

} // namespace
} // namespace engram::image
