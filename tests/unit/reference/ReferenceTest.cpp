// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The oracle against cases worked out by hand; the clause of docs/spec/numerics.md stands at each test.

#include "sim/reference/Reference.h"
#include "tests/unit/reference/SmallNetwork.h"

#include <gmock/gmock.h>

namespace engram::sim {
namespace {

using test::imageOf;
using test::inputs;
using test::integrators;
using test::projection;
using ::testing::ElementsAre;

constexpr uint32_t kNoDecay = spec::kTraceUnity;

/// in (2) -> out (2), one to one, weight 10 each.
mapping::Network pair(uint8_t delay) {
  mapping::Network network;
  network.name = "pair";
  network.populations = {inputs("in", 2), integrators("out", 2, 15)};
  network.projections = {projection("p", 0, 1)};
  network.projections[0].delayBits = 3;
  network.projections[0].synapses = {{0, 0, 10, delay}, {1, 1, 10, delay}};
  return network;
}

/// pair(0) with a rule of one product; impulses of 16 without decay on x1 and y1.
mapping::Network plasticPair(spec::Product product, uint32_t epoch) {
  mapping::Network network = pair(0);
  mapping::Rule rule;
  rule.name = "rule";
  rule.epoch = epoch;
  rule.traces[0] = rule.traces[2] = {16u << 16, kNoDecay};
  product.last = true;
  rule.products = {product};
  rule.productLocations = {""};
  network.rules = {rule};
  network.projections[0].rule = 0;
  return network;
}

spec::Product weightProduct(spec::Event event, std::vector<spec::Operand> operands) {
  spec::Product product;
  product.event = event;
  for (size_t i = 0; i < operands.size(); ++i)
    product.factors[i].operand = operands[i];
  return product;
}

void run(Reference &reference, int steps) {
  for (int i = 0; i < steps; ++i)
    reference.step();
}

TEST(ReferenceTest, SpikeActsAfterOneStepAndItsDelay) { // (N17)
  for (const uint8_t delay : {0, 3, 7}) {
    Reference reference(imageOf(pair(delay)));
    reference.inject({0, 1});
    reference.step();
    EXPECT_EQ(reference.state().populations[1].pending[delay][1], 10 << 6);
    run(reference, delay);
    EXPECT_THAT(reference.state().populations[1].v, ElementsAre(0, 0));
    reference.step();
    EXPECT_THAT(reference.state().populations[1].v, ElementsAre(0, 10 << 6));
  }
}

TEST(ReferenceTest, ASpikeGivenTwiceIsOneSpike) { // (N40.1)
  Reference reference(imageOf(pair(0)));
  reference.inject({0, 0});
  reference.inject({0, 0});
  run(reference, 2);
  EXPECT_THAT(reference.state().populations[1].v, ElementsAre(10 << 6, 0));
  EXPECT_EQ(reference.statistics().synapticEvents, 1u);
}

TEST(ReferenceTest, FiresAboveThresholdAndReportsTheSpike) { // (N15, N16)
  Reference reference(imageOf(pair(0)));
  for (int t = 1; t <= 2; ++t) {
    reference.inject({0, 0});
    reference.step();
  }
  reference.step(); // the second 10 arrives: 20 > 15
  ASSERT_EQ(reference.spikes().size(), 1u);
  EXPECT_EQ(reference.spikes()[0].population, 1u);
  EXPECT_EQ(reference.spikes()[0].index, 0u);
  EXPECT_THAT(reference.state().populations[1].v, ElementsAre(0, 0));
}

TEST(ReferenceTest, TracesCountEverySpikeOfTheEpoch) { // (N20, N21)
  Reference reference(imageOf(plasticPair(weightProduct(spec::Event::Pre, {spec::Operand::Y1}), 8)));
  for (int t = 1; t <= 3; ++t) {
    reference.inject({0, 0});
    reference.step();
    EXPECT_THAT(reference.state().projections[0].now[0], ElementsAre(16 * t, 0));
  }
  EXPECT_THAT(reference.state().projections[0].epochStart[0], ElementsAre(0, 0));
  EXPECT_EQ(reference.state().projections[0].preSpikes[0], 0b111u);
}

TEST(ReferenceTest, TraceSaturatesAt127) { // (N20)
  Reference reference(imageOf(plasticPair(weightProduct(spec::Event::Pre, {spec::Operand::Y1}), 1)));
  for (int t = 1; t <= 9; ++t) {
    reference.inject({0, 0});
    reference.step();
  }
  EXPECT_EQ(reference.state().projections[0].now[0][0], 127);
}

TEST(ReferenceTest, PostProductReadsTheTraceAtTheLastPostSpike) { // (N32)
  // Spikes in at t = 1, 2, 4: the neuron fires at t = 3 (20 > 15), when x1 is 32; at t = 4 x1 becomes 48.
  Reference reference(imageOf(plasticPair(weightProduct(spec::Event::Post, {spec::Operand::X1}), 4)));
  for (const bool spike : {true, true, false, true}) {
    if (spike)
      reference.inject({0, 0});
    reference.step();
  }
  EXPECT_THAT(reference.state().projections[0].weight, ElementsAre(10 + 32, 10));
  EXPECT_THAT(reference.state().projections[0].postSpikes, ElementsAre(0, 0)); // (N36)
  EXPECT_THAT(reference.state().projections[0].epochStart[0], ElementsAre(48, 0));
  EXPECT_EQ(reference.statistics().learningUpdates, 1u);
}

TEST(ReferenceTest, NothingIsLearnedInsideAnEpoch) { // (N31)
  Reference reference(imageOf(plasticPair(weightProduct(spec::Event::Pre, {spec::Operand::X1}), 4)));
  reference.inject({0, 0});
  run(reference, 3);
  EXPECT_THAT(reference.state().projections[0].weight, ElementsAre(10, 10));
  reference.step();
  EXPECT_THAT(reference.state().projections[0].weight, ElementsAre(26, 10));
}

TEST(ReferenceTest, DecimationSelectsEveryPowerOfTwoEpochs) { // (N31)
  spec::Product product = weightProduct(spec::Event::Epoch, {});
  product.decimation = 1;
  Reference reference(imageOf(plasticPair(product, 2)));
  std::vector<int32_t> weights;
  for (int t = 1; t <= 8; ++t) {
    reference.step();
    weights.push_back(reference.state().projections[0].weight[0]);
  }
  EXPECT_THAT(weights, ElementsAre(10, 10, 10, 11, 11, 11, 11, 12));
}

TEST(ReferenceTest, ThirdFactorIsHeldAndMayBeNegative) { // (N22)
  mapping::Network network = plasticPair(weightProduct(spec::Event::Epoch, {spec::Operand::Y2}), 1);
  mapping::Population modulator = inputs("reward", 1);
  modulator.kind = mapping::PopulationKind::Modulator;
  network.populations.push_back(modulator);
  network.projections[0].thirdFactors[1] = 2;
  Reference reference(imageOf(network));
  reference.inject({2, 0, 5});
  run(reference, 2);
  EXPECT_THAT(reference.state().projections[0].weight, ElementsAre(20, 20));
  reference.inject({2, 0, -3});
  run(reference, 2);
  EXPECT_THAT(reference.state().projections[0].weight, ElementsAre(14, 14));
}

TEST(ReferenceTest, AChangedWeightActsFromTheNextStepOn) { // (N36)
  Reference reference(imageOf(plasticPair(weightProduct(spec::Event::Pre, {}), 1)));
  reference.inject({0, 0});
  reference.step(); // sent with 10, then becomes 11
  reference.inject({0, 0});
  reference.step(); // sent with 11
  EXPECT_EQ(reference.state().populations[1].pending[0][0], 11 << 6);
}

TEST(ReferenceTest, LearningOffHoldsWeightsButTracesGoOn) { // (N41)
  Reference reference(imageOf(plasticPair(weightProduct(spec::Event::Pre, {spec::Operand::X1}), 1)));
  reference.setLearning(false);
  reference.inject({0, 0});
  reference.step();
  EXPECT_THAT(reference.state().projections[0].weight, ElementsAre(10, 10));
  EXPECT_THAT(reference.state().projections[0].now[0], ElementsAre(16, 0));
  EXPECT_THAT(reference.state().projections[0].preSpikes, ElementsAre(0, 0));
}

TEST(ReferenceTest, SettleForgetsAllButWhatWasLearned) { // (N42)
  Reference reference(imageOf(plasticPair(weightProduct(spec::Event::Pre, {spec::Operand::X1}), 4)));
  reference.inject({0, 0});
  run(reference, 4);
  reference.inject({0, 1});
  reference.step();
  reference.settle();
  const ProjectionState &state = reference.state().projections[0];
  EXPECT_THAT(state.weight, ElementsAre(26, 10));
  EXPECT_THAT(state.now[0], ElementsAre(0, 0));
  EXPECT_THAT(state.preSpikes, ElementsAre(0, 0));
  run(reference, 2);
  EXPECT_THAT(reference.state().populations[1].v, ElementsAre(0, 0));
}

TEST(ReferenceTest, ContinuesFromACheckpointInsideAnEpoch) {
  const image::ImageT image = imageOf(plasticPair(weightProduct(spec::Event::Pre, {spec::Operand::X1}), 5));
  Reference first(image);
  first.inject({0, 0});
  run(first, 3);
  Reference second(image);
  second.restore(first.state());
  for (Reference *reference : {&first, &second}) {
    reference->inject({0, 1});
    run(*reference, 4);
  }
  EXPECT_EQ(first.state().projections[0].weight, second.state().projections[0].weight);
  EXPECT_EQ(first.state().projections[0].now, second.state().projections[0].now);
  EXPECT_THAT(second.state().projections[0].weight, ElementsAre(26, 26));
}

} // namespace
} // namespace engram::sim
