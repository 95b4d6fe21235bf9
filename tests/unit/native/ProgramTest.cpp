// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the native executor makes of an image.

#include "backends/native/Program.h"

#include "tests/unit/native/NativeImage.h"
#include "tests/unit/systemc/TestNetwork.h"

#include <gtest/gtest.h>

namespace engram::native {
namespace {

using spec::Event;
using spec::Operand;
using spec::UpdateTarget;
using test::NetworkBuilder;

std::vector<mapping::Synapse> allToAll(uint32_t sources, uint32_t targets) {
  std::vector<mapping::Synapse> synapses;
  for (uint32_t post = 0; post < targets; ++post)
    for (uint32_t pre = 0; pre < sources; ++pre)
      synapses.push_back({pre, post, 2, 0});
  return synapses;
}

Program programOf(const NetworkBuilder &builder, uint32_t cores = 1) {
  return makeProgram(*test::imageOf(builder.network, cores), 1);
}

TEST(ProgramTest, denseSynapsesOfWeightsAloneTakeAByte) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(3);
  builder.project(in, builder.lif(5), allToAll(3, 5));
  const Program program = programOf(builder);
  EXPECT_TRUE(program.projections[0].dense);
  EXPECT_EQ(program.projections[0].word.bits, 8);
  EXPECT_EQ(program.projections[0].word.indexBits, 0);
}

TEST(ProgramTest, delaysAndTagsWidenTheWord) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(3);
  const auto rule = static_cast<int32_t>(builder.rule(1, {product(Event::Pre, 1, 0, {}, 0, UpdateTarget::Tag)}));
  const uint32_t out = builder.lif(5);
  std::vector<mapping::Synapse> delayed = allToAll(3, 5);
  delayed.back().delay = 3;
  builder.project(in, out, delayed, -1, 2);
  builder.project(in, out, allToAll(3, 5), rule);
  builder.network.projections.back().tags = true;
  const Program program = programOf(builder);
  EXPECT_EQ(program.projections[0].word.bits, 16); // 8 weight, 2 delay
  EXPECT_EQ(program.projections[1].word.bits, 32); // 8 weight, 9 tag
  EXPECT_EQ(program.projections[1].word.tagShift, 8);
}

TEST(ProgramTest, denseRowsWhoseColumnsAreVisitedLieInGroups) {
  const auto rowsInGroup = [](Event event, UpdateTarget target) {
    NetworkBuilder builder;
    const uint32_t in = builder.input(3);
    const auto rule = static_cast<int32_t>(builder.rule(1, {product(event, 1, 0, {}, 0, target)}));
    builder.project(in, builder.lif(5), allToAll(3, 5), rule);
    builder.network.projections.back().tags = true;
    return programOf(builder).projections[0].rowsInGroup;
  };
  EXPECT_EQ(rowsInGroup(Event::Post, UpdateTarget::Weight), 4);
  EXPECT_EQ(rowsInGroup(Event::Post, UpdateTarget::Tag), 1); // a word has 32 bits
  EXPECT_EQ(rowsInGroup(Event::Pre, UpdateTarget::Weight), 1);
  EXPECT_EQ(rowsInGroup(Event::Epoch, UpdateTarget::Weight), 1);
}

TEST(ProgramTest, delayThatAllHaveIsAConstant) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(3);
  std::vector<mapping::Synapse> delayed = allToAll(3, 5);
  for (mapping::Synapse &synapse : delayed)
    synapse.delay = 2;
  builder.project(in, builder.lif(5), delayed, -1, 2);
  const ImagePtr image = test::imageOf(builder.network);
  const ProjectionProgram fixed = makeProgram(*image, 1).projections[0];
  EXPECT_EQ(fixed.fixedDelay, 2);
  EXPECT_EQ(fixed.word.bits, 8);
  const ProjectionProgram any = makeProgram(*image, 1, Delays::Any).projections[0];
  EXPECT_EQ(any.fixedDelay, -1);
  EXPECT_EQ(any.word.bits, 16);
}

TEST(ProgramTest, sparseSynapsesOfWeightsAloneHaveTheirNeuronBeside) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(3);
  builder.project(in, builder.lif(5), {{0, 1, 2, 0}, {2, 4, 2, 0}});
  const SynapseWord word = programOf(builder).projections[0].word;
  EXPECT_EQ(word.bits, 8);
  EXPECT_EQ(word.neuronBits, 16);
  EXPECT_EQ(word.bitsInAll(), 24);
}

TEST(ProgramTest, sparseSynapsesWithTagsCarryTheirNeuron) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(3);
  const auto rule = static_cast<int32_t>(builder.rule(1, {product(Event::Pre, 1, 0, {}, 0, UpdateTarget::Tag)}));
  builder.project(in, builder.lif(5), {{0, 1, 2, 0}, {2, 4, 2, 0}}, rule);
  builder.network.projections.back().tags = true;
  const ProjectionProgram projection = programOf(builder).projections[0];
  EXPECT_FALSE(projection.dense);
  EXPECT_EQ(projection.word.bits, 32);
  EXPECT_EQ(projection.word.indexBits, 3);
  EXPECT_EQ(projection.synapses, 2u);
  EXPECT_EQ(projection.longestList, 1u);
}

TEST(ProgramTest, equalRegistersAreConstants) {
  NetworkBuilder builder;
  builder.lif(4);
  builder.lif(4);
  builder.network.populations[1].bias = {0, 1, 2, 3};
  const Program program = programOf(builder);
  EXPECT_FALSE(program.populations[0].bias.array.exists());
  EXPECT_TRUE(program.populations[1].bias.array.exists());
  EXPECT_FALSE(program.populations[1].vth.array.exists());
  EXPECT_EQ(program.populations[1].vth.value, 1);
}

TEST(ProgramTest, tracesHaveWhatTheRuleReads) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(3);
  const auto rule = static_cast<int32_t>(builder.rule(4, {product(Event::Post, 1, 0, {Operand::X1})}));
  builder.project(in, builder.lif(5), allToAll(3, 5), rule);
  const ProjectionProgram projection = programOf(builder).projections[0];
  EXPECT_TRUE(projection.traces[0].history.exists()); // x1 at the last post spike
  EXPECT_EQ(projection.traces[0].history.count, 4 * kLanes);
  EXPECT_FALSE(projection.traces[0].last.exists());
  EXPECT_TRUE(projection.spiked.exists());
}

TEST(ProgramTest, mappingChangesNothing) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(100);
  const uint32_t out = builder.lif(50);
  builder.network.populations[out].bias.resize(50);
  builder.network.populations[out].bias[49] = 7;
  builder.project(in, out, allToAll(100, 50));
  builder.project(out, out, {{0, 1, 2, 0}, {40, 3, 2, 0}});
  const Program one = programOf(builder, 1);
  const Program many = programOf(builder, 5);
  EXPECT_EQ(one.bytes, many.bytes);
  EXPECT_EQ(one.populations[1].bias.array.offset, many.populations[1].bias.array.offset);
  for (size_t p = 0; p < one.projections.size(); ++p) {
    EXPECT_EQ(one.projections[p].dense, many.projections[p].dense);
    EXPECT_EQ(one.projections[p].longestList, many.projections[p].longestList);
    EXPECT_EQ(one.projections[p].blocks.offset, many.projections[p].blocks.offset);
  }
}

TEST(ProgramTest, arraysDoNotOverlapAndBeginAtCacheLines) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(100);
  builder.project(in, builder.lif(50), allToAll(100, 50));
  const Program program = programOf(builder);
  const PopulationProgram &population = program.populations[1];
  EXPECT_EQ(population.padded, 64);
  int64_t end = 0;
  for (const Array *array : {&population.spikes, &population.u, &population.v, &population.theta,
                             &population.refractory, &population.ring}) {
    EXPECT_EQ(array->offset % 64, 0);
    EXPECT_GE(array->offset, end);
    end = array->offset + array->bytes();
  }
  EXPECT_LE(end, program.bytes);
}

} // namespace
} // namespace engram::native
