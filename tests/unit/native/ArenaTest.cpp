// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Synapses in memory: their words, their parts, and what they cost.

#include "backends/native/Arena.h"

#include "tests/unit/native/NativeImage.h"
#include "tests/unit/systemc/TestNetwork.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engram::native {
namespace {

using testing::ThrowsMessage;

ProjectionProgram projectionOf(int sign, int lsb) {
  ProjectionProgram projection;
  projection.sign = sign;
  projection.lsb = lsb;
  projection.word = {32, 8, 3, 11, 9, 20, 12};
  return projection;
}

TEST(ArenaTest, wordsHoldTheirFields) {
  for (const auto &[sign, lsb, weight] : {std::tuple(1, 1, -256), std::tuple(1, 1, 254), std::tuple(2, 0, 255),
                                          std::tuple(3, 0, -255), std::tuple(3, 4, -240), std::tuple(1, 0, 0)}) {
    const ProjectionProgram projection = projectionOf(sign, lsb);
    const uint64_t word = packSynapse(projection, 4095, weight, 7, -256);
    EXPECT_EQ(unpackWeight(projection, word), weight);
    EXPECT_EQ(unpackDelay(projection, word), 7);
    EXPECT_EQ(unpackTag(projection, word), -256);
    EXPECT_EQ(word >> 20, 4095u);
  }
}

TEST(ArenaTest, tooManySynapsesAreRefused) {
  EXPECT_NO_THROW(requireNumbers((int64_t{1} << 31) - 1));
  EXPECT_THAT(
      [] { requireNumbers(int64_t{1} << 31); },
      ThrowsMessage<std::runtime_error>("unsupported: 2147483648 synapses of one projection in one thread, have "
                                        "2147483647: use more threads"));
}

TEST(ArenaTest, tooLittleMemoryIsSaid) {
  EXPECT_THAT([] { Pages(size_t{1} << 62); },
              ThrowsMessage<std::runtime_error>("not enough memory: the network needs 4611686018427387904 bytes"));
}

/// A plastic projection of 20 x 100 neurons, a synapse wherever pre and post leave `stride` no remainder together.
ImagePtr network(uint32_t stride) {
  test::NetworkBuilder builder;
  const uint32_t in = builder.input(20);
  const uint32_t out = builder.lif(100);
  const auto rule = static_cast<int32_t>(
      builder.rule(1, {product(spec::Event::Epoch, 1, 0, {spec::Operand::X1}, 0, spec::UpdateTarget::Tag),
                       product(spec::Event::Post, 1, 0, {spec::Operand::X1})}));
  std::vector<mapping::Synapse> synapses;
  for (uint32_t post = 0; post < 100; ++post)
    for (uint32_t pre = 0; pre < 20; ++pre)
      if ((pre + post) % 5 < stride)
        synapses.push_back({pre, post, static_cast<int16_t>(2 * (post % 100)), 0});
  builder.project(in, out, synapses, rule);
  for (mapping::Projection &projection : builder.network.projections)
    projection.tags = true;
  return test::imageOf(builder.network);
}

TEST(ArenaTest, partsHoldAllSynapsesInOrder) {
  for (const uint32_t stride : {4u, 5u}) { // sparse, dense
    const ImagePtr image = network(stride);
    const Program program = makeProgram(*image, 3);
    std::vector<std::vector<uint64_t>> words;
    for (int64_t parts = 1; parts <= 3; ++parts) {
      const Arena arena(program, *image, parts);
      words.emplace_back();
      arena.forSynapses(program.projections[0], [&](uint64_t word) { words.back().push_back(word); });
    }
    EXPECT_EQ(words[0].size(), program.projections[0].synapses);
    EXPECT_EQ(words[0], words[1]);
    EXPECT_EQ(words[0], words[2]);
  }
}

// 6 rows of 40 neurons in groups of 4: of one neuron the words of rows 0 to 3, then those of the next neuron.
TEST(ArenaTest, rowsOfAGroupLieSideBySide) {
  test::NetworkBuilder builder;
  const auto rule = static_cast<int32_t>(builder.rule(1, {product(spec::Event::Post, 1, 0, {spec::Operand::X1})}));
  std::vector<mapping::Synapse> synapses;
  for (uint32_t post = 0; post < 40; ++post)
    for (uint32_t pre = 0; pre < 6; ++pre)
      synapses.push_back({pre, post, static_cast<int16_t>(2 * (10 * pre + post % 10)), 0});
  const uint32_t in = builder.input(6);
  builder.project(in, builder.lif(40), synapses, rule);
  const ImagePtr image = test::imageOf(builder.network);
  const Program program = makeProgram(*image, 2);
  ASSERT_EQ(program.projections[0].rowsInGroup, 4);
  const Arena arena(program, *image, 2);
  const auto *second = arena.at<SynapseBlock>(program.projections[0].blocks) + 1; // neurons 16 to 39
  const uint8_t *words = arena.data() + second->words;
  EXPECT_EQ(std::vector<int>(words, words + 8), (std::vector<int>{6, 16, 26, 36, 7, 17, 27, 37}));
  EXPECT_EQ(std::vector<int>(words + 96, words + 98), (std::vector<int>{46, 56}));
  std::vector<uint64_t> inOrder;
  arena.forSynapses(program.projections[0], [&](uint64_t word) { inOrder.push_back(word); });
  for (size_t i = 0; i < 240; ++i)
    EXPECT_EQ(inOrder[i], 10 * (i / 40) + i % 10);
}

// Four bytes a synapse of a list longer than 64, and what does not grow with it: the begin of a sparse list, and the
// slack behind an array.
TEST(ArenaTest, synapseWithWeightAndTagTakesFourBytes) {
  for (const uint32_t stride : {4u, 5u}) {
    const ImagePtr image = network(stride);
    const Program program = makeProgram(*image, 1);
    const ProjectionProgram &projection = program.projections[0];
    ASSERT_GT(projection.longestList, 64u);
    EXPECT_EQ(projection.word.tagBits, 9);
    const int64_t lists = projection.dense ? 0 : 4 * 21;
    const int64_t slack = 2 * (4 * kLanes + 64);
    EXPECT_LE(Arena(program, *image, 1).bytes() - program.bytes,
              static_cast<int64_t>(4 * projection.synapses) + lists + slack);
  }
}

} // namespace
} // namespace engram::native
