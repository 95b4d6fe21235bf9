// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Words and their texts: round trips of random products, rules and images, the listing's form, and every message.

#include "backends/microcode/Microcode.h"
#include "tests/unit/mapping/RandomNetwork.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace engram::microcode {
namespace {

image::ImageT imageOf(const mapping::Network &network) {
  const spec::Target target = spec::loadTarget("engram1");
  mapping::Mapping mapping;
  EXPECT_FALSE(mapNetwork(network, target, {}, mapping).has_value());
  return toImage(network, mapping, target);
}

/// An image with one rule of `products`, and no synapses.
image::ImageT imageWith(const std::vector<spec::Product> &products, const std::vector<int16_t> &constants) {
  mapping::Network network;
  network.name = "one \"rule\"\n";
  mapping::Population population;
  population.name = "out";
  population.size = 1;
  network.populations.push_back(population);
  mapping::Rule rule;
  rule.name = "r\\1";
  rule.location = "net.json: /rules/0";
  rule.products = products;
  rule.constants = constants;
  rule.productLocations.assign(products.size(), "net.json: /rules/0/dw");
  network.rules.push_back(rule);
  return imageOf(network);
}

TEST(MicrocodeTest, EveryProductRoundTripsThroughItsWord) {
  testing::RandomNetwork random(3);
  for (int i = 0; i < 20000; ++i) {
    spec::Product product = random.makeProduct(spec::kConstants);
    product.last = random.pick(0, 1) == 1;
    const uint64_t word = spec::encode(product);
    const std::optional<spec::Product> decoded = spec::decode(word);
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(spec::encode(*decoded), word);
    EXPECT_EQ(formatProduct(*decoded), formatProduct(product));
    EXPECT_EQ(decoded->last, product.last);
  }
}

TEST(MicrocodeTest, DecodeRefusesWhatIsNoWord) {
  EXPECT_TRUE(spec::decode(0).has_value());
  EXPECT_FALSE(spec::decode(3).has_value()) << "target 3";
  EXPECT_FALSE(spec::decode(3 << 2).has_value()) << "event 3";
  EXPECT_FALSE(spec::decode(1 << 4).has_value()) << "decimation of a pre product";
  EXPECT_TRUE(spec::decode((2 << 2) | (1 << 4)).has_value());
  EXPECT_FALSE(spec::decode(uint64_t{1} << 23).has_value()) << "spare bits";
  EXPECT_FALSE(spec::decode(uint64_t{1} << 60).has_value()) << "spare bits";
  EXPECT_FALSE(spec::decode(uint64_t{9} << 28).has_value()) << "operand 9";
  EXPECT_FALSE(spec::decode(uint64_t{0x10} << 28).has_value()) << "sign of nothing";
  EXPECT_FALSE(spec::decode(uint64_t{0xa1} << 28).has_value()) << "constant 5";
  EXPECT_FALSE(spec::decode(uint64_t{1} << 36).has_value()) << "a gap in the factors";
}

TEST(MicrocodeTest, WritesProductsReadably) {
  spec::Product product;
  product.event = spec::Event::Post;
  product.exponent = -2;
  product.factors[0].operand = spec::Operand::X1;
  EXPECT_EQ(formatProduct(product), "post  weight += 1 * 2^-2 * x1");
  product.event = spec::Event::Epoch;
  product.decimation = 3;
  product.target = spec::UpdateTarget::Tag;
  product.mantissa = -7;
  product.factors[0] = {spec::Operand::Weight, false, 2};
  product.factors[1] = {spec::Operand::Tag, true, 1};
  EXPECT_EQ(formatProduct(product), "epoch/2^3 tag += -7 * 2^-2 * (weight + c2) * sgn(tag + c1)");
}

TEST(MicrocodeTest, ListsARuleWithItsPlaces) {
  spec::Product product;
  product.event = spec::Event::Post;
  product.exponent = -2;
  product.factors[0].operand = spec::Operand::X1;
  const image::ImageT image = imageWith({product}, {3, -5});
  EXPECT_EQ(listRule(*image.rules[0]),
            "rule \"r\\\\1\" epoch 1 @ \"net.json: /rules/0\"\n"
            "  trace x1 impulse 0 factor 0\n"
            "  trace x2 impulse 0 factor 0\n"
            "  trace y1 impulse 0 factor 0\n"
            "  trace y2 impulse 0 factor 0\n"
            "  trace y3 impulse 0 factor 0\n"
            "  constants 3 -5\n"
            "  0: post  weight += 1 * 2^-2 * x1                   @ \"net.json: /rules/0/dw\""
            "  ; 0x00000000107e0104\n"
            "end\n");
}

TEST(MicrocodeTest, RandomRulesRoundTripByteForByte) {
  testing::RandomNetwork random(5);
  for (int i = 0; i < 300; ++i) {
    std::vector<int16_t> constants(random.pick(0, spec::kConstants));
    for (int16_t &constant : constants)
      constant = static_cast<int16_t>(static_cast<int32_t>(random.pick(0, 1023)) - 512);
    std::vector<spec::Product> products(random.pick(1, 8));
    for (spec::Product &product : products)
      product = random.makeProduct(static_cast<uint32_t>(constants.size()));
    const image::ImageT image = imageWith(products, constants);
    EXPECT_EQ(image::serialize(assemble(disassemble(image))), image::serialize(image));
  }
}

TEST(MicrocodeTest, RandomImagesRoundTripByteForByte) {
  for (uint32_t seed = 0; seed < 60; ++seed) {
    const image::ImageT image = imageOf(testing::RandomNetwork(seed).make(20));
    const std::string text = disassemble(image);
    const image::ImageT again = assemble(text);
    EXPECT_EQ(image::serialize(again), image::serialize(image)) << "seed " << seed;
    EXPECT_EQ(disassemble(again), text);
  }
}

TEST(MicrocodeTest, AnEditedTextIsAnotherImage) {
  std::string text = disassemble(imageWith({spec::Product()}, {}));
  const std::string before = "weight += 1 * 2^0";
  text.replace(text.find(before), before.size(), "tag += -3 * 2^-5 * sgn(x1)");
  const spec::Product product = spec::decode(assemble(text).rules[0]->words[0]).value();
  EXPECT_EQ(formatProduct(product), "pre   tag += -3 * 2^-5 * sgn(x1)");
}

/// The message for a text in which `before` was replaced, as LINE:COL: TEXT.
std::string errorFor(const std::string &before, const std::string &after) {
  std::string text = disassemble(imageWith({spec::Product(), spec::Product()}, {1}));
  const size_t at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  text.replace(at, before.size(), after);
  try {
    assemble(text);
  } catch (const AssemblyError &error) {
    return std::to_string(error.line) + ":" + std::to_string(error.column) + ": " + error.what();
  }
  return "";
}

TEST(MicrocodeTest, LocatesEveryError) {
  EXPECT_EQ(errorFor("engram microcode 1", "engram microcode 2"),
            "1:1: expected 'engram microcode 1' but got 'engram'");
  EXPECT_EQ(errorFor("rule", "rul"), "3:1: expected 'rule' but got 'rul'");
  EXPECT_EQ(errorFor("epoch 1", "epoch 64"), "3:19: epoch must be in 1..63 but is 64");
  EXPECT_EQ(errorFor("trace x2", "trace x3"), "5:9: expected 'x2' but got 'x3'");
  EXPECT_EQ(errorFor("factor 0", "factor 65537"), "4:29: factor must be in 0..65536 but is 65537");
  EXPECT_EQ(errorFor("constants 1", "constants 512"), "9:13: constant must be in -512..511 but is 512");
  EXPECT_EQ(errorFor("constants 1", "constants 1 2 3 4 5"), "9:21: a rule has at most 4 constants");
  EXPECT_EQ(errorFor("0: pre", "1: pre"), "10:3: number of the word must be in 0..0 but is 1");
  EXPECT_EQ(errorFor("pre ", "prey "), "10:6: unknown event 'prey', the nearest known one is 'pre'");
  EXPECT_EQ(errorFor("weight", "wait"), "10:12: unknown target 'wait', the nearest known one is 'weight'");
  EXPECT_EQ(errorFor("+= 1", "+= 128"), "10:22: mantissa must be in -128..127 but is 128");
  EXPECT_EQ(errorFor("2^0", "2^32"), "10:28: exponent must be in -32..31 but is 32");
  EXPECT_EQ(errorFor("2^0", "2^0 * z1"), "10:32: unknown operand 'z1', the nearest known one is 'x1'");
  EXPECT_EQ(errorFor("2^0", "2^0 * (x1 + c5)"), "10:38: unknown constant 'c5', the nearest known one is 'c1'");
  EXPECT_EQ(errorFor("2^0", "2^0 * (x1 + c2)"), "3:1: rule 0, word 0: names a constant that the rule does not have");
  EXPECT_EQ(errorFor("2^0", "2^0 * x1 * x1 * x1 * x1 * x1"), "10:51: a product has at most 4 factors");
  EXPECT_EQ(errorFor("2^0", "2^0 x1"), "10:30: expected '@' but got 'x1'");
  EXPECT_EQ(errorFor("2^0", "2^0 * sgn x1"), "10:36: expected '(' but got 'x1'");
  EXPECT_EQ(errorFor("dw\"", "dw"), "10:100: expected '\"' but got the end of the line");
  EXPECT_EQ(errorFor("dw\"", "d\\x\""), "10:77: expected \\\", \\\\ or \\xHH after a backslash");
  EXPECT_EQ(errorFor("\nimage", "\nimages"), "14:1: expected 'rule' but got 'images'");
  EXPECT_EQ(errorFor("\"time_step_ns\"", "\"time_stop_ns\""), "19:24: unknown field: time_stop_ns");
  EXPECT_EQ(errorFor("\"size\": 1", "\"size\": 0"), "14:1: population 0: size is 0, expected 1..16777216");
  EXPECT_EQ(errorFor("\"seed\"", "\"rules\": [{\"name\": \"r\"}], \"seed\""),
            "14:1: rules stand before 'image', not in its JSON");
}

TEST(MicrocodeTest, RefusesAnIncompleteText) {
  EXPECT_THAT([] { assemble("\n"); },
              ::testing::ThrowsMessage<AssemblyError>("expected 'engram microcode 1' but got nothing"));
  const std::string text = disassemble(imageWith({spec::Product()}, {}));
  const size_t end = text.find_last_of('}');
  for (size_t size = 0; size <= end; ++size)
    ASSERT_THROW(assemble(text.substr(0, size)), AssemblyError) << size;
}

TEST(MicrocodeTest, TheDocumentShowsTheTable) {
  std::string table = "| field | bits | meaning |\n| --- | --- | --- |\n";
  for (const spec::WordField &field : spec::kWordFields)
    table += "| " + std::string(field.name) + " | " + std::to_string(field.lsb) + ".." +
             std::to_string(field.lsb + field.width - 1) + (field.isSigned ? ", signed" : "") + " | " +
             std::string(field.meaning) + " |\n";
  for (size_t i = 0; i < spec::kOperandNames.size(); ++i)
    table += (i == 0 ? "\n| code | operand |\n| --- | --- |\n| " : "| ") + std::to_string(i) + " | " +
             std::string(spec::kOperandNames[i]) + " |\n";
  std::ifstream stream(ENGRAM_SOURCE_DIR "/docs/spec/microcode.md");
  const std::string document{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  EXPECT_NE(document.find(table), std::string::npos) << "docs/spec/microcode.md should hold:\n" << table;
}

} // namespace
} // namespace engram::microcode
