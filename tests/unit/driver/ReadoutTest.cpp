// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Read-outs on responses worked out by hand.

#include "compiler/driver/experiment/Readout.h"

#include <gtest/gtest.h>

namespace engram::test {
namespace {

using driver::Readout;
using driver::ReadoutKind;

/// Neurons 0 and 1 answer class 0, neuron 2 answers class 1 and a little class 0, neuron 3 never.
Readout learned(ReadoutKind kind) {
  Readout readout(kind, 4, 2);
  for (int i = 0; i < 10; ++i)
    readout.learn({2, 1, i < 2 ? 1u : 0u, 0}, 0);
  for (int i = 0; i < 5; ++i)
    readout.learn({0, 0, 3, 0}, 1);
  readout.finish();
  return readout;
}

TEST(ReadoutTest, NeuronsBelongToTheClassTheyAnswerMostInTheMean) {
  EXPECT_EQ(learned(ReadoutKind::Label).labels(), (std::vector<int32_t>{0, 0, 1, -1}));
}

TEST(ReadoutTest, LabelComparesMeanResponsesOfTheNeuronsOfAClass) {
  const Readout readout = learned(ReadoutKind::Label);
  EXPECT_EQ(readout.classify({1, 0, 1, 0}), 1u); // 1/2 against 1
  EXPECT_EQ(readout.classify({1, 2, 1, 0}), 0u); // 3/2 against 1
}

TEST(ReadoutTest, LinearWeighsASpikeByItsPosterior) {
  const Readout readout = learned(ReadoutKind::Linear);
  EXPECT_EQ(readout.classify({1, 0, 1, 0}), 0u); // 1 + 0.06 against 0.94
  EXPECT_EQ(readout.classify({1, 0, 2, 0}), 1u);
}

TEST(ReadoutTest, LogLetsASpikeVetoAClass) {
  const Readout readout = learned(ReadoutKind::Log);
  EXPECT_EQ(readout.classify({1, 0, 1, 0}), 0u); // neuron 0 never answers class 1
  EXPECT_EQ(readout.classify({0, 0, 1, 0}), 1u);
}

TEST(ReadoutTest, SilenceIsTheLowestClass) { EXPECT_EQ(learned(ReadoutKind::Linear).classify({0, 0, 0, 0}), 0u); }

} // namespace
} // namespace engram::test
