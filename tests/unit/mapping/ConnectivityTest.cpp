// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Connectivity is what its name says, is the same wherever it is asked for, and weights have their distributions.

#include "compiler/mapping/Connectivity.h"

#include "hw/spec/Random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace engram::mapping {
namespace {

const DrawKey kKey{7, spec::keyOfName("ff")};

bool inOrder(const std::vector<Pair> &pairs) {
  return std::is_sorted(pairs.begin(), pairs.end(), [](const Pair &a, const Pair &b) {
    return a.post != b.post ? a.post < b.post : a.pre < b.pre;
  });
}

TEST(ConnectivityTest, AllToAll) {
  EXPECT_EQ(allToAll({2, 2, true}), (std::vector<Pair>{{0, 0}, {1, 0}, {0, 1}, {1, 1}}));
  EXPECT_EQ(allToAll({2, 2, false}), (std::vector<Pair>{{1, 0}, {0, 1}}));
  EXPECT_EQ(allToAll({3, 1, true}).size(), 3u);
}

TEST(ConnectivityTest, OneToOne) { EXPECT_EQ(oneToOne(2), (std::vector<Pair>{{0, 0}, {1, 1}})); }

TEST(ConnectivityTest, FixedProbability) {
  const std::vector<Pair> pairs = fixedProbability({300, 300, true}, 0.1, kKey);
  EXPECT_TRUE(inOrder(pairs));
  EXPECT_NEAR(double(pairs.size()), 9000, 6 * std::sqrt(8100));
  EXPECT_TRUE(fixedProbability({30, 30, true}, 0, kKey).empty());
  EXPECT_EQ(fixedProbability({30, 30, true}, 1, kKey).size(), 900u);
  for (const Pair &pair : fixedProbability({30, 30, false}, 1, kKey))
    EXPECT_NE(pair.pre, pair.post);
  // The choice for a pair depends on nothing but the pair.
  std::vector<Pair> corner;
  for (const Pair &pair : pairs)
    if (pair.pre < 100 && pair.post < 50)
      corner.push_back(pair);
  EXPECT_EQ(fixedProbability({100, 50, true}, 0.1, kKey), corner);
  EXPECT_NE(fixedProbability({300, 300, true}, 0.1, {8, kKey.key}), pairs);
  EXPECT_NE(fixedProbability({300, 300, true}, 0.1, {7, spec::keyOfName("fg")}), pairs);
}

TEST(ConnectivityTest, FixedInDegree) {
  const std::vector<Pair> pairs = fixedInDegree({50, 2000, true}, 5, kKey).value();
  EXPECT_TRUE(inOrder(pairs));
  ASSERT_EQ(pairs.size(), 10000u);
  std::vector<size_t> uses(50, 0);
  for (size_t i = 0; i < pairs.size(); ++i) {
    EXPECT_EQ(pairs[i].post, i / 5);
    ++uses[pairs[i].pre];
  }
  for (const size_t count : uses)
    EXPECT_NEAR(double(count), 200, 6 * std::sqrt(200)) << "every presynaptic neuron is chosen alike";
  EXPECT_FALSE(fixedInDegree({5, 5, false}, 5, kKey).has_value());
  const std::vector<Pair> others = fixedInDegree({5, 5, false}, 4, kKey).value();
  EXPECT_EQ(others, allToAll({5, 5, false}));
  EXPECT_TRUE(fixedInDegree({5, 5, true}, 0, kKey).value_or(oneToOne(1)).empty());
}

TEST(ConnectivityTest, SortsExplicitPairsAndFindsTwins) {
  const SortedPairs sorted = sortPairs({{1, 1}, {0, 1}, {5, 0}});
  EXPECT_EQ(sorted.order, (std::vector<size_t>{2, 1, 0}));
  EXPECT_FALSE(sorted.twice.has_value());
  const SortedPairs twins = sortPairs({{1, 1}, {0, 1}, {1, 1}});
  EXPECT_EQ(twins.twice, std::pair(size_t{0}, size_t{2}));
}

TEST(ConnectivityTest, WeightsHaveTheirDistributions) {
  constexpr uint32_t kSide = 300;
  double sums[2] = {0, 0}, squares[2] = {0, 0};
  double lowest = 1e9, highest = -1e9;
  for (const Pair &pair : allToAll({kSide, kSide, true})) {
    const double values[2] = {uniformWeight(-1, 3, kKey, pair), normalWeight(0.5, 2, kKey, pair)};
    lowest = std::min(lowest, values[0]);
    highest = std::max(highest, values[0]);
    for (int i = 0; i < 2; ++i) {
      sums[i] += values[i];
      squares[i] += values[i] * values[i];
    }
  }
  constexpr double kCount = double(kSide) * kSide;
  EXPECT_GE(lowest, -1);
  EXPECT_LT(highest, 3);
  EXPECT_NEAR(sums[0] / kCount, 1, 6 * 4 / std::sqrt(12 * kCount));
  EXPECT_NEAR(squares[0] / kCount - 1, 16.0 / 12, 0.03);
  EXPECT_NEAR(sums[1] / kCount, 0.5, 6 * 2 / std::sqrt(kCount));
  EXPECT_NEAR(squares[1] / kCount - 0.25, 4, 0.15);
  EXPECT_EQ(uniformWeight(0, 1, kKey, {3, 4}), uniformWeight(0, 1, kKey, {3, 4}));
}

TEST(ConnectivityTest, ChoosesTheSmallestShiftThatFits) {
  const spec::WeightFormat mixed{spec::SignMode::Mixed, 8};
  EXPECT_EQ(shiftFor(254, 1, mixed), 0);
  EXPECT_EQ(shiftFor(254.1, 1, mixed), 1);
  EXPECT_EQ(shiftFor(1, 64 * 254, mixed), 6);
  EXPECT_EQ(shiftFor(0, 1e9, mixed), 0);
  EXPECT_EQ(shiftFor(254, 32768, mixed), 15);
  EXPECT_EQ(shiftFor(255, 32768, mixed), std::nullopt);
  EXPECT_EQ(shiftFor(255, 1, {spec::SignMode::Inhibitory, 8}), 0);
}

TEST(ConnectivityTest, QuantizesToTheNearestOfTheGrid) {
  const spec::WeightFormat mixed{spec::SignMode::Mixed, 8}; // multiples of 2
  EXPECT_EQ(quantizeWeight(2.9, 1, 0, mixed), 2);
  EXPECT_EQ(quantizeWeight(3.0, 1, 0, mixed), 4);
  EXPECT_EQ(quantizeWeight(-3.0, 1, 0, mixed), -4);
  EXPECT_EQ(quantizeWeight(0.5, 640, 6, mixed), 6); // 320 / 64 = 5
  EXPECT_EQ(quantizeWeight(1000, 1, 0, mixed), 254);
  EXPECT_EQ(quantizeWeight(-1000, 1, 0, mixed), -256);
  EXPECT_EQ(quantizeWeight(-1, 1, 0, {spec::SignMode::Excitatory, 8}), 0);
  EXPECT_EQ(realWeight(6, 640, 6), 0.6);
}

} // namespace
} // namespace engram::mapping
