// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Phase LRN to the tick: which lists are opened, what a visit and an update take, and what comes of it.
// Costs: list 12, visit 13, update 14. Traces have impulse 16 and keep everything.

#include "tests/unit/systemc/TestNetwork.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engram::test {

namespace {

using spec::Event;
using spec::Operand;
using spec::UpdateTarget;

/// Two inputs, two neurons: 0 -> {0, 1}, 1 -> {0}, weights 2, so that an input spike fires its neurons a step later.
class LearningUnitTest : public testing::Test {
protected:
  TestChip &chip(uint32_t epoch, std::vector<spec::Product> products) {
    NetworkBuilder builder;
    in = builder.input(2);
    const uint32_t out = builder.lif(2);
    const uint32_t rule = builder.rule(epoch, std::move(products));
    builder.project(in, out, {{0, 0, 2, 0}, {0, 1, 2, 0}, {1, 0, 2, 0}}, static_cast<int32_t>(rule));
    made.emplace(builder.image({-1, 0}, {0}));
    return *made;
  }

  /// Ticks of phase LRN of a step in which these inputs spike.
  uint64_t learn(const std::vector<uint32_t> &inputs) {
    for (const uint32_t i : inputs)
      (*made)->host->inject(in, i);
    last = made->step();
    return named(last.phases, "LRN").ticks;
  }

  std::vector<int16_t> weights() { return (*made)->cores[0]->synapses.weight; }

  uint32_t in = 0;
  std::optional<TestChip> made;
  sim::Statistics last;
};

} // namespace

TEST_F(LearningUnitTest, APreGatedRuleOpensTheListsThatFired) {
  chip(1, {product(Event::Pre, 4, 0, {})});
  EXPECT_EQ(learn({}), 0u);
  EXPECT_EQ(named(last.phases, "barrier").ticks, 200u); // after SPK and after LRN, empty as it is
  EXPECT_EQ(learn({0}), 66u);                           // 12 + 2 * 13 + 2 * 14
  EXPECT_EQ(named(last.units, "learning").femtojoules, 121u + 2 * 131u + 2 * 141u);
  EXPECT_EQ(last.learningUpdates, 2u);
  EXPECT_THAT(weights(), testing::ElementsAre(6, 6, 2));
  EXPECT_EQ(learn({0, 1}), 105u);                               // 2 * 12 + 3 * 13 + 3 * 14
  EXPECT_EQ((*made)->cores[0]->learning.meter.activations, 2u); // one event a walk, none for the empty one
}

TEST_F(LearningUnitTest, APostGatedRuleVisitsWholeListsAndUpdatesWhereThePostFired) {
  chip(1, {product(Event::Post, 1, 0, {Operand::X1})});
  EXPECT_EQ(learn({1}), 0u); // no neuron fired yet
  // Neuron 0 fires. List 1 has x1 = 16: opened, 12 + 13 + 14. List 0 has no trace: stays closed, though its synapse
  // onto neuron 0 counts as one for which a product acted.
  EXPECT_EQ(learn({}), 39u);
  EXPECT_EQ(last.learningUpdates, 2u);
  EXPECT_THAT(weights(), testing::ElementsAre(2, 2, 18));
  learn({0}); // gives list 0 a trace
  // Both neurons fire: both lists are open. 2 * 12 + 3 * 13 + 3 * 14.
  EXPECT_EQ(learn({}), 105u);
  EXPECT_THAT(weights(), testing::ElementsAre(18, 18, 34));
  learn({1});
  // Neuron 0 alone fires: list 0 is visited in full (2), one of it updated. 2 * 12 + 3 * 13 + 2 * 14.
  EXPECT_EQ(learn({}), 91u);
}

TEST_F(LearningUnitTest, APostProductThatNeedsNoTraceOpensEveryList) {
  chip(1, {product(Event::Post, 2, 0, {})});
  learn({1});
  EXPECT_EQ(learn({}), 91u); // neuron 0 fired: 2 * 12 + 3 * 13 + 2 * 14
  EXPECT_THAT(weights(), testing::ElementsAre(4, 2, 4));
}

TEST_F(LearningUnitTest, AnEpochProductVisitsEverythingWhenItsTimeHasCome) {
  chip(1, {product(Event::Epoch, 2, 0, {}, 1)});
  EXPECT_EQ(learn({}), 0u);   // epoch 1: 2 does not divide it, no product is armed
  EXPECT_EQ(learn({}), 105u); // epoch 2: 2 * 12 + 3 * 13 + 3 * 14
  EXPECT_THAT(weights(), testing::ElementsAre(4, 4, 4));
}

TEST_F(LearningUnitTest, LearnsAtTheEndOfAnEpochFromTheLastSpikes) {
  // y1 is read at the last pre spike of the epoch (N32). Input 0 spikes in steps 1 and 2; neurons 0 and 1 fire in 2, 3.
  chip(3, {product(Event::Pre, 1, 0, {Operand::Y1}, 0, UpdateTarget::Tag)});
  EXPECT_EQ(learn({0}), 0u);
  EXPECT_EQ(named(last.phases, "barrier").ticks, 100u); // no epoch ends: one barrier
  EXPECT_EQ(learn({0}), 0u);
  EXPECT_EQ(learn({}), 66u);                                                     // 12 + 2 * 13 + 2 * 14
  EXPECT_THAT((*made)->cores[0]->synapses.tag, testing::ElementsAre(16, 16, 0)); // y1 after step 2, not 32
}

TEST_F(LearningUnitTest, LearningOffTakesNoTimeAndEndsEpochsAllTheSame) {
  chip(2, {product(Event::Pre, 4, 0, {})})->context.learning = false;
  learn({0});
  EXPECT_EQ(learn({}), 0u);
  EXPECT_EQ(named(last.phases, "barrier").ticks, 100u);
  (*made)->context.learning = true;
  learn({});
  EXPECT_EQ(learn({}), 0u); // the spike belonged to the epoch before (N41)
  EXPECT_THAT(weights(), testing::ElementsAre(2, 2, 2));
}

} // namespace engram::test
