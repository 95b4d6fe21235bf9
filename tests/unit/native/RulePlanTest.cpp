// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is decided about a rule from its products (docs/spec/numerics.md N31, N33 to N37).

#include "backends/native/RulePlan.h"
#include "tests/Product.h"

#include <gtest/gtest.h>

namespace engram::native {
namespace {

using spec::Event;
using spec::Operand;
using spec::UpdateTarget;

RulePlan plan(const std::vector<spec::Product> &products) {
  image::RuleT rule;
  rule.epoch = 1;
  rule.traces.resize(5);
  for (const spec::Product &one : products)
    rule.words.push_back(spec::encode(one));
  return planRule(rule);
}

OperandRanges ranges() {
  OperandRanges ranges;
  ranges.magnitude.fill(256);
  for (const Operand operand : {Operand::X1, Operand::X2, Operand::Y1, Operand::Y2, Operand::Y3})
    ranges.magnitude[static_cast<size_t>(operand)] = 128;
  return ranges;
}

const std::vector<spec::Product> kPair{product(Event::Post, 1, -2, {Operand::X1}),
                                       product(Event::Pre, -1, -2, {Operand::Y1})};

TEST(RulePlanTest, pairRuleVisitsRowsAndColumns) {
  const RulePlan pair = plan(kPair);
  EXPECT_TRUE(pair.preGated);
  EXPECT_TRUE(pair.postGated);
  EXPECT_TRUE(pair.visitsColumns());
  EXPECT_TRUE(pair.uses(Event::Post, Operand::X1));
  EXPECT_FALSE(pair.uses(Event::Pre, Operand::X1));
  EXPECT_FALSE(pair.uses(Operand::Tag));
  EXPECT_TRUE(pair.changes(UpdateTarget::Weight));
  EXPECT_FALSE(pair.changes(UpdateTarget::Delay));
}

TEST(RulePlanTest, columnsAreNotVisitedWhereEveryEpochVisitsAll) {
  std::vector<spec::Product> products = kPair;
  products.push_back(product(Event::Epoch, 1, -3, {Operand::Weight}, 2));
  EXPECT_TRUE(plan(products).visitsColumns()); // in three of four epochs
  products.push_back(product(Event::Epoch, 1, -3, {Operand::Tag}, 0));
  EXPECT_FALSE(plan(products).visitsColumns());
}

TEST(RulePlanTest, levelsNest) {
  const RulePlan rule = plan({product(Event::Epoch, 1, 0, {}, 3), product(Event::Epoch, 2, 0, {}, 1),
                              product(Event::Epoch, 3, 0, {}, 3), product(Event::Pre, 4, 0, {})});
  EXPECT_EQ(rule.decimations, (std::vector<uint8_t>{1, 3}));
  EXPECT_EQ(actingProducts(rule, 0, true, true).size(), 1u);
  EXPECT_EQ(actingProducts(rule, 1, false, true).size(), 1u);
  EXPECT_EQ(actingProducts(rule, 2, false, true).size(), 3u);
  EXPECT_EQ(actingProducts(rule, 2, true, true).size(), 4u);
}

TEST(RulePlanTest, productOfNothingIsLeftOut) {
  const RulePlan rule = plan({product(Event::Pre, 0, 31, {Operand::Y1})});
  EXPECT_TRUE(rule.preGated); // its synapses still count as updated
  EXPECT_TRUE(actingProducts(rule, 0, true, true).empty());
}

TEST(RulePlanTest, commonZerosAreLeftOut) {
  // 2^-2 in units of 2^-16 is 2^14; the grid of 8 mixed bits is 2^17.
  const UpdatePlan eight = planUpdate(plan(kPair), kPair, UpdateTarget::Weight, ranges(), 256, 17);
  EXPECT_EQ(eight.bits, 32);
  EXPECT_EQ(eight.unit, 14);
  EXPECT_TRUE(eight.draws);
}

TEST(RulePlanTest, sumOnTheGridNeedsNoDraw) {
  const std::vector<spec::Product> whole{product(Event::Pre, 2, 0, {Operand::Y1})};
  const UpdatePlan update = planUpdate(plan(whole), whole, UpdateTarget::Weight, ranges(), 256, 17);
  EXPECT_FALSE(update.draws);
  EXPECT_EQ(update.unit, 17);
}

TEST(RulePlanTest, fractionsAreRounded) {
  const std::vector<spec::Product> small{product(Event::Pre, 1, -20, {Operand::Y1})};
  const UpdatePlan update = planUpdate(plan(small), small, UpdateTarget::Weight, ranges(), 256, 16);
  EXPECT_TRUE(update.draws);
  EXPECT_EQ(update.unit, 0);
}

TEST(RulePlanTest, whatCanOverflowTakes64Bits) {
  const std::vector<spec::Product> large{product(Event::Pre, 127, 10, {Operand::Y1, Operand::Weight})};
  const UpdatePlan update = planUpdate(plan(large), large, UpdateTarget::Weight, ranges(), 256, 17);
  EXPECT_EQ(update.bits, 64);
  EXPECT_TRUE(update.draws);
  EXPECT_EQ(update.unit, 0); // a sum that saturates is on no grid
}

} // namespace
} // namespace engram::native
