// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The timed chip as an executor: the same states as the oracle, checkpoints, and several chips in one process.

#include "backends/systemc/SystemcExecutor.h"
#include "backends/reference/ReferenceExecutor.h"
#include "sim/compare/Divergence.h"
#include "tests/unit/systemc/TestNetwork.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engram::test {

namespace {

ImagePtr randomImage(uint32_t seed, uint32_t cores, const std::string &targetName = "loihi1") {
  const spec::Target target = spec::loadTarget(targetName);
  const mapping::Network network = randomNetwork(seed);
  mapping::Mapping mapping;
  if (const auto misfit = mapping::mapNetwork(network, target, {cores}, mapping))
    throw std::runtime_error("random network does not fit: " + misfit->resource);
  return std::make_shared<image::ImageT>(mapping::toImage(network, mapping, target));
}

/// Gives the executors the same random input.
void drive(const std::vector<Executor *> &executors, const image::ImageT &image, std::mt19937 &random) {
  for (uint32_t p = 0; p < image.populations.size(); ++p) {
    const image::PopulationT &population = *image.populations[p];
    for (uint32_t i = 0; population.kind != image::PopulationKind::Lif && i < population.size; ++i) {
      const bool spike = population.kind == image::PopulationKind::Input;
      const uint32_t draw = random();
      for (Executor *executor : executors)
        if (draw % 4 == 0)
          executor->inject({p, i, spike ? 1 : static_cast<int32_t>(draw >> 8) % 256 - 128});
    }
  }
}

std::vector<std::array<int64_t, 3>> triples(const std::vector<Spike> &spikes) {
  std::vector<std::array<int64_t, 3>> all;
  for (const Spike &spike : spikes)
    all.push_back({spike.population, spike.index, spike.payload});
  return all;
}

} // namespace

TEST(SystemcExecutorTest, EqualsTheReferenceOnRandomNetworks) {
  uint64_t learned = 0;
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    const ImagePtr image = randomImage(seed, seed % 4);
    const auto chip = createSystemcExecutor(image, {});
    const auto reference = createReferenceExecutor(image);
    const sim::Comparison comparison(*image);
    std::mt19937 random(seed);
    for (int t = 1; t <= 40; ++t) {
      drive({chip.get(), reference.get()}, *image, random);
      chip->setLearning(t < 20 || t > 25);
      reference->setLearning(t < 20 || t > 25);
      if (t == 30) {
        chip->settle();
        reference->settle();
      }
      chip->step();
      reference->step();
      const auto divergence = comparison.compare(chip->checkpoint(), reference->checkpoint());
      ASSERT_FALSE(divergence) << "seed " << seed << ": " << divergence->text();
      ASSERT_EQ(triples(chip->spikes()), triples(reference->spikes())) << "seed " << seed << " step " << t;
    }
    EXPECT_EQ(chip->statistics().spikes, reference->statistics().spikes);
    EXPECT_EQ(chip->statistics().synapticEvents, reference->statistics().synapticEvents);
    EXPECT_EQ(chip->statistics().learningUpdates, reference->statistics().learningUpdates) << "seed " << seed;
    learned += chip->statistics().learningUpdates;
  }
  EXPECT_GT(learned, 10000u); // the networks did learn
}

TEST(SystemcExecutorTest, ContinuesFromACheckpointOnAnotherMapping) {
  for (uint32_t seed = 100; seed < 110; ++seed) {
    const ImagePtr image = randomImage(seed, 0);
    const auto first = createSystemcExecutor(image, {});
    std::mt19937 random(seed);
    for (int t = 0; t < 13; ++t) {
      drive({first.get()}, *image, random);
      first->step();
    }
    const auto second = createSystemcExecutor(randomImage(seed, 3), {});
    second->restore(first->checkpoint());
    const sim::Comparison comparison(*image);
    for (int t = 0; t < 20; ++t) { // both alive, step by step in turn
      drive({first.get(), second.get()}, *image, random);
      first->step();
      second->step();
      const auto divergence = comparison.compare(first->checkpoint(), second->checkpoint());
      ASSERT_FALSE(divergence) << "seed " << seed << ": " << divergence->text();
    }
  }
}

TEST(SystemcExecutorTest, TimeDoesNotDependOnTheOtherChipsOfTheProcess) {
  const ImagePtr image = randomImage(7, 2);
  const auto run = [&](Executor *other) {
    const auto chip = createSystemcExecutor(image, {});
    std::mt19937 random(7);
    for (int t = 0; t < 10; ++t) {
      drive({chip.get()}, *image, random);
      chip->step();
      if (other != nullptr)
        other->step();
    }
    return chip->statistics().ticks;
  };
  const uint64_t alone = run(nullptr);
  const auto other = createSystemcExecutor(randomImage(8, 1, "engram1"), {});
  EXPECT_EQ(run(other.get()), alone);
  EXPECT_GT(alone, 0u);
}

TEST(SystemcExecutorTest, HundredsCanBeMade) {
  const ImagePtr image = randomImage(3, 2);
  for (int i = 0; i < 300; ++i)
    createSystemcExecutor(image, {})->step();
}

TEST(SystemcExecutorTest, ReadsWhatItWrote) {
  const ImagePtr image = randomImage(5, 2);
  const auto chip = createSystemcExecutor(image, {});
  std::mt19937 random(5);
  for (int t = 0; t < 5; ++t) {
    drive({chip.get()}, *image, random);
    chip->step();
  }
  const auto check = [&](StateVariable variable, uint32_t owner, int32_t value) {
    const sim::State before = chip->checkpoint();
    std::vector<int32_t> values = chip->read(variable, owner);
    ASSERT_FALSE(values.empty());
    values.back() = value;
    chip->write(variable, owner, values);
    EXPECT_EQ(chip->read(variable, owner), values);
    sim::State expected = before;
    sim::select(expected, variable, owner) = values;
    EXPECT_FALSE(sim::Comparison(*image).compare(chip->checkpoint(), expected)); // and nothing else changed
  };
  check(StateVariable::U, 1, -5);
  check(StateVariable::V, 1, 77);
  check(StateVariable::Theta, 2, 1234);
  check(StateVariable::Refractory, 2, 3);
  check(StateVariable::Value, 3, -128);
  check(StateVariable::Weight, 0, 42);
  check(StateVariable::Delay, 0, 0);
}

TEST(SystemcExecutorTest, TracesCannotBeWritten) {
  const auto chip = createSystemcExecutor(randomImage(5, 2), {});
  try {
    chip->write(StateVariable::X1, 0, {});
    FAIL() << "expected an error";
  } catch (const std::invalid_argument &error) {
    EXPECT_STREQ(error.what(), "traces are computed from spikes and cannot be written");
  }
}

TEST(SystemcExecutorTest, PrintsNothing) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  createSystemcExecutor(randomImage(1, 1), {})->step();
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

} // namespace engram::test
