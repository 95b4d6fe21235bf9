// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a host reads and writes between steps does to the native executor what it does to the reference.

#include "backends/native/NativeExecutor.h"
#include "backends/reference/ReferenceExecutor.h"
#include "compiler/driver/selftest/RandomNetwork.h"
#include "sim/compare/Divergence.h"
#include "tests/unit/native/NativeImage.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engram::native {
namespace {

using testing::ThrowsMessage;

using test::imageOf;

/// Two executors of one random network.
class HostAccessTest : public testing::TestWithParam<uint32_t> {
protected:
  HostAccessTest()
      : network(driver::randomNetwork(GetParam())), image(imageOf(network)), reference(createReferenceExecutor(image)),
        native(createNativeExecutor(image, {"", 2, ""})), dice(GetParam()) {}

  void step() {
    for (Executor *executor : {reference.get(), native.get()})
      for (const Spike &spike : input)
        executor->inject(spike);
    reference->step();
    native->step();
  }

  void chooseInput() {
    input.clear();
    for (uint32_t p = 0; p < network.populations.size(); ++p)
      for (uint32_t i = 0; i < network.populations[p].size; ++i)
        if (network.populations[p].kind == mapping::PopulationKind::Input && dice.chance(25))
          input.push_back({p, i, 1});
  }

  /// The values that the variable has, dealt out anew.
  void shuffle(StateVariable variable, uint32_t owner) {
    std::vector<int32_t> values = reference->read(variable, owner);
    if (!values.empty())
      std::rotate(values.begin(), values.begin() + dice.below(static_cast<uint32_t>(values.size())), values.end());
    reference->write(variable, owner, values);
    native->write(variable, owner, values);
  }

  void shuffleAll() {
    for (uint32_t p = 0; p < network.populations.size(); ++p)
      if (network.populations[p].kind == mapping::PopulationKind::Lif)
        for (const StateVariable variable :
             {StateVariable::U, StateVariable::V, StateVariable::Theta, StateVariable::Refractory})
          shuffle(variable, p);
    for (uint32_t p = 0; p < network.projections.size(); ++p) {
      shuffle(StateVariable::Weight, p);
      shuffle(StateVariable::Delay, p);
      if (network.projections[p].rule >= 0)
        shuffle(StateVariable::Tag, p);
    }
  }

  mapping::Network network;
  ImagePtr image;
  std::unique_ptr<Executor> reference, native;
  driver::Dice dice;
  std::vector<Spike> input;
};

TEST_P(HostAccessTest, writesActAsOnTheReference) {
  const sim::Comparison comparison(*image);
  for (int t = 0; t < 30; ++t) {
    chooseInput();
    step();
    if (t % 5 == 4)
      shuffleAll();
    const auto divergence = comparison.compare(reference->checkpoint(), native->checkpoint());
    ASSERT_FALSE(divergence) << divergence->text();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, HostAccessTest, testing::Range(1u, 6u));

TEST(NativeExecutorTest, tagsThatNoRuleHasAreKept) {
  mapping::Network network = driver::randomNetwork(3);
  network.rules.resize(1);
  network.rules[0].products.resize(1);
  network.rules[0].products[0] = spec::Product();
  network.rules[0].products[0].last = true;
  network.rules[0].productLocations.resize(1);
  for (mapping::Projection &projection : network.projections) {
    projection.rule = 0;
    projection.tags = projection.delayLearns = false;
  }
  const auto native = createNativeExecutor(imageOf(network), {});
  std::vector<int32_t> tags = native->read(StateVariable::Tag, 0);
  ASSERT_FALSE(tags.empty());
  EXPECT_EQ(tags, std::vector<int32_t>(tags.size(), 0));
  tags.back() = -7;
  native->write(StateVariable::Tag, 0, tags);
  native->step();
  EXPECT_EQ(native->read(StateVariable::Tag, 0), tags);
}

TEST(NativeExecutorTest, delayThatWasAConstantCanBeWritten) {
  mapping::Network network = driver::randomNetwork(3);
  for (mapping::Projection &projection : network.projections) {
    projection.rule = -1;
    projection.tags = projection.delayLearns = false;
    projection.delayBits = 3;
    for (mapping::Synapse &synapse : projection.synapses)
      synapse.delay = 4;
  }
  const ImagePtr image = imageOf(network);
  const auto reference = createReferenceExecutor(image);
  const auto native = createNativeExecutor(image, {});
  const sim::Comparison comparison(*image);
  for (uint32_t t = 0; t < 20; ++t) {
    for (Executor *executor : {reference.get(), native.get()}) {
      for (uint32_t i = 0; i < network.populations[0].size; ++i)
        executor->inject({0, i, 1});
      executor->step();
      if (t == 9) {
        std::vector<int32_t> delays = executor->read(StateVariable::Delay, 0);
        delays.front() = 7;
        delays.back() = 0;
        executor->write(StateVariable::Delay, 0, delays);
      }
    }
    const auto divergence = comparison.compare(reference->checkpoint(), native->checkpoint());
    ASSERT_FALSE(divergence) << divergence->text();
  }
  EXPECT_EQ(reference->statistics().synapticEvents, native->statistics().synapticEvents);
  EXPECT_EQ(reference->statistics().spikes, native->statistics().spikes);
}

TEST(NativeExecutorTest, tracesCannotBeWritten) {
  const auto native = createNativeExecutor(imageOf(driver::randomNetwork(1)), {});
  EXPECT_THAT([&] { native->write(StateVariable::X1, 0, {}); },
              ThrowsMessage<std::invalid_argument>("traces are computed from spikes and cannot be written"));
}

} // namespace
} // namespace engram::native
