// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Phase SPK to the tick: host port, dendrite, axon, mesh and synapse units on networks small enough to work out by
// hand. Costs: see testTarget(). A list of one to five synapses takes one word.

#include "tests/unit/systemc/TestNetwork.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engram::test {

namespace {

using spec::Cost;

uint64_t unitTicks(const sim::Statistics &statistics, const std::string &unit) {
  return named(statistics.units, unit).ticks;
}

uint64_t phaseTicks(const sim::Statistics &statistics, const std::string &phase) {
  return named(statistics.phases, phase).ticks;
}

std::vector<uint32_t> firedIn(systemc::Chip &chip, uint32_t population) {
  std::vector<uint32_t> indices;
  for (const sim::Spike &spike : chip.spikes())
    if (spike.population == population)
      indices.push_back(spike.index);
  return indices;
}

} // namespace

TEST(DendriteUnitTest, CountsActiveAndIdleCompartmentsAndSpikes) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(1);
  const uint32_t out = builder.lif(3);
  builder.project(in, out, {{0, 1, 2, 0}});
  TestChip chip(builder.image({-1, 0}, {0}));
  chip->host->inject(in, 0);
  EXPECT_EQ(unitTicks(chip.step(), "dendrite"), 15u); // nothing has arrived: 3 idle
  sim::Statistics second = chip.step();
  EXPECT_EQ(unitTicks(second, "dendrite"), 23u);                                // 5 + (10 + 3) + 5
  EXPECT_EQ(named(second.units, "dendrite").femtojoules, 2 * 51u + 101u + 31u); // two idle, one active, one spike
  EXPECT_THAT(firedIn(*chip, out), testing::ElementsAre(1u));
  ASSERT_EQ(chip->cores[0]->dendrite.firings().size(), 1u);
  EXPECT_EQ(chip->cores[0]->dendrite.firings()[0].tick, 130u + 18u); // step 1 took 130; 5 + 10 + 3
  EXPECT_EQ(unitTicks(chip.step(), "dendrite"), 20u);                // u is still 128 when the step begins: 5 + 10 + 5
  EXPECT_EQ(unitTicks(chip.step(), "dendrite"), 15u);
}

TEST(DendriteUnitTest, ABiasKeepsACompartmentActive) {
  NetworkBuilder builder;
  builder.lif(4, 1);
  TestChip chip(builder.image({0}, {0}));
  const sim::Statistics step = chip.step();
  EXPECT_EQ(unitTicks(step, "dendrite"), 40u); // 4 * 10
  EXPECT_EQ(step.ticks, 140u);                 // and the barrier over one tile
}

TEST(ChipTest, AnIdleNetworkRunsNoUnit) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(4);
  const uint32_t a = builder.lif(20);
  const uint32_t b = builder.lif(10);
  builder.project(in, a, {{0, 1, 2, 0}});
  builder.project(a, b, {{0, 1, 2, 0}});
  TestChip chip(builder.image({-1, 0, 1}, {0, 3}));
  for (int t = 0; t < 10; ++t) {
    const sim::Statistics step = chip.step();
    EXPECT_EQ(phaseTicks(step, "SPK"), 100u);     // the larger core: 20 * 5
    EXPECT_EQ(phaseTicks(step, "barrier"), 120u); // 100 + 20 for the second tile
    EXPECT_EQ(step.ticks, 220u);
  }
  EXPECT_EQ(chip.activations(), 0u);
}

TEST(HostPortTest, MakesOnePacketAfterTheOther) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(2);
  const uint32_t out = builder.lif(2);
  builder.project(in, out, {{0, 0, 2, 0}, {1, 0, 2, 0}, {1, 1, 2, 0}});
  TestChip chip(builder.image({-1, 0}, {0}));
  chip->host->inject(in, 1);
  chip->host->inject(in, 0);
  chip->host->inject(in, 1); // still one spike
  const sim::Statistics step = chip.step();
  EXPECT_THAT(firedIn(*chip, in), testing::ElementsAre(0u, 1u));
  EXPECT_EQ(unitTicks(step, "host"), 14u);   // 2 * 7: packets at 7 and 14
  EXPECT_EQ(unitTicks(step, "router"), 12u); // 2 * 6: 7..13, 14..20
  // First list 11 + 2 + 4 = 17: 13..30. Second, of two synapses, 11 + 2 + 8 = 21, waits for it: 30..51.
  EXPECT_EQ(unitTicks(step, "synapse"), 38u);
  EXPECT_EQ(phaseTicks(step, "SPK"), 51u);
  EXPECT_EQ(step.ticks, 151u);
  EXPECT_EQ(step.synapticEvents, 3u);
  EXPECT_EQ(chip.activations(), 4u); // two packets made, two lists walked
}

TEST(ChipTest, TimesASpikeFromCoreToCore) {
  NetworkBuilder builder;
  const uint32_t a = builder.lif(2, 100); // fires in every step
  const uint32_t b = builder.lif(1);
  builder.project(a, b, {{0, 0, 2, 0}, {1, 0, 2, 0}});
  TestChip chip(builder.image({0, 1}, {0, 3}));
  const sim::Statistics step = chip.step();
  EXPECT_EQ(unitTicks(step, "dendrite"), 31u); // a: (10 + 3) * 2, b: 5
  EXPECT_EQ(unitTicks(step, "axon"), 14u);     // spikes leave at 13 and 26: 13..20, 26..33
  EXPECT_EQ(unitTicks(step, "router"), 46u);   // 2 * (8 + 9 + 6): 20..28..37..43, 33..41..50..56
  EXPECT_EQ(unitTicks(step, "synapse"), 34u);  // 43..60; the second arrives at 56 and waits: 60..77
  EXPECT_EQ(phaseTicks(step, "SPK"), 77u);
  EXPECT_EQ(step.ticks, 197u); // and 100 + 20
}

TEST(AxonUnitTest, MakesOnePacketForEachOutputAxon) {
  NetworkBuilder builder;
  const uint32_t a = builder.lif(1, 100);
  const uint32_t b = builder.lif(1);
  builder.project(a, b, {{0, 0, 2, 0}});
  builder.project(a, b, {{0, 0, 2, 0}});
  builder.project(a, a, {{0, 0, 2, 0}});
  TestChip chip(builder.image({0, 1}, {0, 1}));
  const sim::Statistics step = chip.step();
  EXPECT_EQ(unitTicks(step, "axon"), 21u); // the spike leaves at 13: 13..20, 20..27, 27..34
  EXPECT_EQ(chip->cores[0]->axon.meter.activations, 3u);
  // To b: east 20..28 and 28..36, local 28..34 and 36..42, lists 34..51 and 51..68. To a: local 34..40, list 40..57.
  EXPECT_EQ(phaseTicks(step, "SPK"), 68u);
}

TEST(AxonUnitTest, ASpikeWithoutOutputEndsAtOnce) {
  NetworkBuilder builder;
  builder.lif(1, 100);
  TestChip chip(builder.image({0}, {0}));
  const sim::Statistics step = chip.step();
  EXPECT_EQ(unitTicks(step, "axon"), 0u);
  EXPECT_EQ(phaseTicks(step, "SPK"), 13u);
}

TEST(SynapseUnitTest, AddsToTheSlotOfTheDelay) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(1);
  const uint32_t out = builder.lif(3);
  builder.project(in, out, {{0, 0, 2, 0}, {0, 1, 4, 3}, {0, 2, -6, 7}}, -1, 3);
  TestChip chip(builder.image({-1, 0}, {0}));
  chip->host->inject(in, 0);
  chip.step();
  const systemc::DelayRing &ring = chip->cores[0]->ring;
  EXPECT_EQ(ring.due(1 + 1 + 0)[0], 2 * 64); // a spike at step 1 acts at 1 + 1 + delay
  EXPECT_EQ(ring.due(1 + 1 + 3)[1], 4 * 64);
  EXPECT_EQ(ring.due(1 + 1 + 7)[2], -6 * 64);
  EXPECT_EQ(ring.due(1 + 1 + 3)[0], 0);
}

TEST(SynapseUnitTest, AListTakesItsWords) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(1);
  const uint32_t out = builder.lif(32);
  std::vector<mapping::Synapse> all;
  for (uint32_t post = 0; post < 32; ++post)
    all.push_back({0, post, 2, 0});
  builder.project(in, out, all);
  TestChip chip(builder.image({-1, 0}, {0}));
  ASSERT_EQ(chip->cores[0]->synapses.lists[0].words, 5u); // dense: 4 + 6 + 6 + 32 * 8 = 272 bits
  chip->host->inject(in, 0);
  EXPECT_EQ(unitTicks(chip.step(), "synapse"), 149u); // 11 + 5 * 2 + 32 * 4
}

TEST(ChipTest, EnergyAndTimeAddUp) {
  NetworkBuilder builder;
  const uint32_t a = builder.lif(2, 100);
  const uint32_t b = builder.lif(1);
  builder.project(a, b, {{0, 0, 2, 0}, {1, 0, 2, 0}});
  TestChip chip(builder.image({0, 1}, {0, 3}));
  chip.step();
  const sim::Statistics all = chip->statistics();
  EXPECT_EQ(named(all.units, "dendrite").femtojoules, 2 * (101u + 31u) + 51u);
  EXPECT_EQ(named(all.units, "axon").femtojoules, 2 * 71u);
  EXPECT_EQ(named(all.units, "router").femtojoules, 2 * (81u + 91u + 61u));
  EXPECT_EQ(named(all.units, "synapse").femtojoules, 2 * (111u + 21u + 41u));
  EXPECT_EQ(named(all.phases, "barrier").femtojoules, 1001u + 201u);
  uint64_t units = 0, phases = 0, ticks = 0;
  for (const auto &unit : all.units)
    units += unit.femtojoules;
  for (const auto &phase : all.phases) {
    phases += phase.femtojoules;
    ticks += phase.ticks;
  }
  EXPECT_EQ(units, phases);
  EXPECT_EQ(ticks, all.ticks);
  // Two cores of 0.1 mW (target "tiny") over 197 ns.
  EXPECT_DOUBLE_EQ(all.staticJoules, testTarget().staticWattsPerCore * 2 * 197 * 1e-9);
}

} // namespace engram::test
