// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list codec: what goes in comes out, in the size that was counted, and the layout is the one of the document.

#include "hw/image/SynapseList.h"
#include "hw/spec/Learning.h"

#include <gtest/gtest.h>

#include <random>

namespace engram::image {

static bool operator==(const StoredSynapse &a, const StoredSynapse &b) {
  return a.index == b.index && a.weight == b.weight && a.delay == b.delay && a.tag == b.tag;
}

namespace {

constexpr Compression kCompressions[] = {Compression::Sparse, Compression::RunLength, Compression::Dense};

CoreT coreWith(const SynapseFormat &format, uint32_t groupSize) {
  CoreT core;
  core.formats.push_back(format);
  core.groups.push_back(std::make_unique<GroupT>());
  core.groups[0]->count = groupSize;
  return core;
}

InputAxon axonOver(const CoreT &core, size_t synapses) {
  return {0, 0, 0, 0, 0, static_cast<uint32_t>(core.synapse_memory.size()), static_cast<uint32_t>(synapses), false};
}

std::vector<StoredSynapse> randomList(std::mt19937 &engine, const SynapseFormat &format, uint32_t groupSize) {
  const spec::WeightFormat weights{static_cast<spec::SignMode>(format.sign()), format.weight_bits()};
  const uint32_t steps = static_cast<uint32_t>(weights.max() - weights.min()) >> weights.lsb();
  const uint32_t keep = 1 + engine() % 8;
  std::vector<StoredSynapse> list;
  for (uint32_t i = 0; i < groupSize; ++i) {
    if (engine() % 8 >= keep)
      continue;
    StoredSynapse synapse;
    synapse.index = i;
    synapse.weight = weights.min() + static_cast<int32_t>(engine() % (steps + 1) << weights.lsb());
    synapse.delay = engine() % (1u << format.delay_bits());
    synapse.tag = format.tag_bits() == 0 ? 0 : static_cast<int32_t>(engine() % 512) - 256;
    list.push_back(synapse);
  }
  return list;
}

TEST(SynapseListTest, RoundTripsInEveryFormat) {
  std::mt19937 engine(1);
  for (const Compression compression : kCompressions)
    for (uint8_t sign = 1; sign <= 3; ++sign)
      for (const uint8_t bits : {1, 2, 3, 4, 5, 6, 8})
        for (int round = 0; round < 20; ++round) {
          const uint32_t groupSize = 1 + engine() % 300;
          const SynapseFormat format(compression, sign, bits, static_cast<uint8_t>(engine() % 7),
                                     engine() % 2 ? kTagBits : 0, static_cast<uint8_t>(indexBitsFor(groupSize)));
          ASSERT_TRUE(isValid(format));
          const std::vector<StoredSynapse> list = randomList(engine, format, groupSize);
          if (list.empty())
            continue;
          const uint32_t perEntry = 1 + engine() % 63;
          CoreT core = coreWith(format, groupSize);
          encodeList(format, 0, list, perEntry, core.synapse_memory);
          EXPECT_EQ(core.synapse_memory.size(), (encodedBits(format, list, perEntry) + 63) / 64);
          const auto decoded = decodeList(core, axonOver(core, list.size()));
          ASSERT_TRUE(decoded.has_value());
          EXPECT_EQ(*decoded, list);
        }
}

TEST(SynapseListTest, LaysOutBitsAsDocumented) {
  // Sparse, mixed 8-bit weights, 2 delay bits, 6 index bits: format 0, count 1, index 5, weight -4 / 2 = -2, delay 3.
  const SynapseFormat format(Compression::Sparse, 1, 8, 2, 0, 6);
  std::vector<uint64_t> memory;
  encodeList(format, 0, {{5, -4, 3, 0}}, 60, memory);
  ASSERT_EQ(memory.size(), 1u);
  EXPECT_EQ(memory[0], (uint64_t{1} << 4) | (uint64_t{5} << 10) | (uint64_t{0xfe} << 16) | (uint64_t{3} << 24));
}

TEST(SynapseListTest, DenseBreaksAtGapsSoThatZeroWeightsStay) {
  const SynapseFormat format(Compression::Dense, 2, 8, 0, 0, 6);
  const std::vector<StoredSynapse> list{{0, 0, 0, 0}, {1, 7, 0, 0}, {3, 0, 0, 0}};
  EXPECT_EQ(encodedBits(format, list, 60), 2u * (10 + 6) + 3 * 8);
  CoreT core = coreWith(format, 4);
  encodeList(format, 0, list, 60, core.synapse_memory);
  EXPECT_EQ(decodeList(core, axonOver(core, 3)).value_or(std::vector<StoredSynapse>()), list);
}

TEST(SynapseListTest, CountsEntriesOfEachCompression) {
  // Gap of 40 unused indices: run-length must open a second entry (5 bits skip at most 31), sparse must not.
  const std::vector<StoredSynapse> list{{0, 0, 0, 0}, {41, 0, 0, 0}};
  EXPECT_EQ(encodedBits({Compression::Sparse, 2, 4, 0, 0, 6}, list, 60), 10u + 2 * (6 + 4));
  EXPECT_EQ(encodedBits({Compression::RunLength, 2, 4, 0, 0, 6}, list, 60), 2u * 16 + 2 * (5 + 4));
  EXPECT_EQ(encodedBits({Compression::RunLength, 2, 4, 0, 0, 6}, {{0, 0, 0, 0}, {32, 0, 0, 0}}, 60), 16u + 2 * (5 + 4));
  EXPECT_EQ(encodedBits({Compression::Sparse, 2, 4, 0, 0, 6}, list, 1), 2u * 10 + 2 * (6 + 4));
}

TEST(SynapseListTest, IndexBitsAreThoseOfTheHardware) {
  EXPECT_EQ(indexBitsFor(1), 0u);
  EXPECT_EQ(indexBitsFor(2), 6u);
  EXPECT_EQ(indexBitsFor(64), 6u);
  EXPECT_EQ(indexBitsFor(65), 7u);
  EXPECT_EQ(indexBitsFor(4096), 12u);
}

TEST(SynapseListTest, RefusesWhatIsNoList) {
  const SynapseFormat format(Compression::Sparse, 1, 8, 0, 0, 6);
  CoreT core = coreWith(format, 10);
  encodeList(format, 0, {{5, 2, 0, 0}, {9, 2, 0, 0}}, 60, core.synapse_memory);
  ASSERT_TRUE(decodeList(core, axonOver(core, 2)).has_value());
  EXPECT_FALSE(decodeList(core, axonOver(core, 1)).has_value()) << "count beyond the axon's";
  EXPECT_FALSE(decodeList(core, axonOver(core, 3)).has_value()) << "fewer than the axon's";
  EXPECT_FALSE(decodeList(core, {0, 0, 1, 0, 0, 1, 2, false}).has_value()) << "no such group";
  EXPECT_FALSE(decodeList(core, {0, 0, 0, 0, 1, 1, 2, false}).has_value()) << "words outside";
  EXPECT_FALSE(decodeList(core, {0, 0, 0, 0, 0, UINT32_MAX, 2, false}).has_value()) << "words outside";
  core.groups[0]->count = 9;
  EXPECT_FALSE(decodeList(core, axonOver(core, 2)).has_value()) << "index outside the group";
  core.groups[0]->count = 10;
  core.synapse_memory[0] |= uint64_t{1} << 63;
  EXPECT_FALSE(decodeList(core, axonOver(core, 2)).has_value()) << "padding is not zero";
}

} // namespace
} // namespace engram::image
