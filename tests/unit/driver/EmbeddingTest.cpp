// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A network within a program (docs/howto/embed.md): input from arrays and from a callback, weights and state read and
// written between two steps.

#include "backends/Executor.h"
#include "tests/unit/driver/Helpers.h"

#include <array>
#include <functional>

namespace engram::test {
namespace {

constexpr uint32_t kIn = 0, kExc = 1, kMood = 2; ///< populations of plasticNetwork
constexpr uint32_t kFf = 0;                      ///< its plastic projection
constexpr size_t kSteps = 12;

class EmbeddingTest : public testing::TestWithParam<std::string> {
protected:
  std::unique_ptr<Executor> make() {
    return createExecutor(GetParam(), std::make_shared<const image::ImageT>(imageOf(plasticNetwork())));
  }
};

/// Steps the network with what `sensor` gives for each step; its spikes.
std::vector<size_t> drive(Executor &executor, const std::function<std::vector<Spike>(size_t step)> &sensor) {
  std::vector<size_t> spikes;
  for (size_t step = 0; step < kSteps; ++step) {
    for (const Spike &spike : sensor(step))
      executor.inject(spike);
    executor.step();
    spikes.push_back(executor.spikes().size());
  }
  return spikes;
}

TEST_P(EmbeddingTest, AnArrayAndACallbackThatSayTheSameDoTheSame) {
  std::array<std::array<bool, 3>, kSteps> touched{};
  for (size_t step = 0; step < kSteps; ++step)
    for (size_t i = 0; i < 3; ++i)
      touched[step][i] = (step + i) % 2 == 0;
  const auto fromArray = make(), fromCallback = make();
  const auto a = drive(*fromArray, [&](size_t step) {
    std::vector<Spike> spikes{{kMood, 0, static_cast<int32_t>(step)}};
    for (uint32_t i = 0; i < touched[step].size(); ++i)
      if (touched[step][i])
        spikes.push_back({kIn, i, 1});
    return spikes;
  });
  const auto b = drive(*fromCallback, [](size_t step) {
    const auto first = static_cast<uint32_t>(step % 2);
    std::vector<Spike> spikes{{kMood, 0, static_cast<int32_t>(step)}, {kIn, first, 1}};
    if (first == 0)
      spikes.push_back({kIn, 2, 1});
    return spikes;
  });
  EXPECT_EQ(a, b);
  EXPECT_GT(a.back(), 0u);
  EXPECT_EQ(fromArray->read(StateVariable::Weight, kFf), fromCallback->read(StateVariable::Weight, kFf));
}

TEST_P(EmbeddingTest, AVariableIsWrittenAloneAndActsFromTheNextStepOn) {
  const auto executor = make();
  executor->step();
  const std::vector<int32_t> delays = executor->read(StateVariable::Delay, kFf);
  executor->write(StateVariable::Weight, kFf, {0, 254, 0, 254, 0, 254}); // by pre, then post: onto neuron 1 only
  executor->write(StateVariable::V, kExc, {-5000, 0});
  EXPECT_EQ(executor->read(StateVariable::Weight, kFf), (std::vector<int32_t>{0, 254, 0, 254, 0, 254}));
  EXPECT_EQ(executor->read(StateVariable::V, kExc), (std::vector<int32_t>{-5000, 0}));
  EXPECT_EQ(executor->read(StateVariable::Delay, kFf), delays);
  std::vector<uint32_t> fired;
  for (size_t step = 0; step < kSteps; ++step) {
    for (uint32_t i = 0; i < 3; ++i)
      executor->inject({kIn, i, 1});
    executor->step();
    for (const Spike &spike : executor->spikes())
      if (spike.population == kExc)
        fired.push_back(spike.index);
  }
  ASSERT_FALSE(fired.empty());
  EXPECT_EQ(fired.front(), 1u);
}

TEST_P(EmbeddingTest, TracesAreNotWritten) {
  EXPECT_EQ(
      messageOf<std::invalid_argument>([this] { make()->write(StateVariable::X1, kFf, std::vector<int32_t>(3, 1)); }),
      "traces are computed from spikes and cannot be written");
}

INSTANTIATE_TEST_SUITE_P(Executors, EmbeddingTest, testing::ValuesIn(executorNames()),
                         [](const auto &info) { return info.param; });

} // namespace
} // namespace engram::test
