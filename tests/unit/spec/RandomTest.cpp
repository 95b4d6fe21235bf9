// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Statistics of the random function (N5 to N7). All is deterministic; bounds are six deviations of a true random
// source, so that a failure means a defect of the function and never bad luck.

#include "hw/spec/Random.h"
#include "hw/spec/FixedPoint.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace engram::spec {
namespace {

constexpr size_t kDraws = 1 << 16;
constexpr double kDeviations = 6;

/// The coordinates of one draw; each statistic runs along one of them.
struct Point {
  uint32_t seed = 1;
  RandomVariable variable = RandomVariable::Weight;
  uint32_t step = 1;
  uint32_t projection = keyOfName("ff");
  uint32_t pre = 0;
  uint32_t index = 0;
};

uint32_t drawAt(const Point &p) {
  return draw(keyedBase(drawBase(p.seed, p.variable, p.step), keyOfList(p.projection, p.pre)), p.index);
}

struct Walk {
  const char *name;
  std::function<void(Point &, uint32_t)> go;
};

/// Every way in which a network walks through draws.
const std::vector<Walk> &walks() {
  static const std::vector<Walk> all = {
      {"step", [](Point &p, uint32_t i) { p.step = i + 1; }},
      {"index", [](Point &p, uint32_t i) { p.index = i; }},
      {"pre", [](Point &p, uint32_t i) { p.pre = i; }},
      {"seed", [](Point &p, uint32_t i) { p.seed = i; }},
      {"projection", [](Point &p, uint32_t i) { p.projection = keyOfName("p" + std::to_string(i)); }},
      {"variable, then step",
       [](Point &p, uint32_t i) {
         p.variable = static_cast<RandomVariable>(i % 9);
         p.step = i / 9 + 1;
       }},
      {"index, then pre",
       [](Point &p, uint32_t i) {
         p.index = i % 100;
         p.pre = i / 100;
       }},
      {"step, one synapse of the last list",
       [](Point &p, uint32_t i) {
         p.pre = 783;
         p.index = 99;
         p.step = 63 * (i + 1);
       }},
  };
  return all;
}

/// Draws along a walk, for three starting points.
void forEachWalk(const std::function<void(const std::vector<uint32_t> &)> &check) {
  for (const Walk &walk : walks())
    for (const uint32_t seed : {0u, 1u, 0xdeadbeefu}) {
      SCOPED_TRACE(std::string(walk.name) + ", seed " + std::to_string(seed));
      std::vector<uint32_t> draws;
      for (uint32_t i = 0; i < kDraws; ++i) {
        Point point;
        point.seed = seed;
        walk.go(point, i);
        draws.push_back(drawAt(point));
      }
      check(draws);
    }
}

/// Chi-square of counts against equal ones, in deviations from its mean.
double chiSquare(const std::vector<size_t> &counts, size_t total) {
  const double expected = double(total) / double(counts.size());
  double sum = 0;
  for (const size_t count : counts)
    sum += (double(count) - expected) * (double(count) - expected) / expected;
  const double freedom = double(counts.size()) - 1;
  return (sum - freedom) / std::sqrt(2 * freedom);
}

TEST(RandomTest, IsUniform) {
  forEachWalk([](const std::vector<uint32_t> &draws) {
    for (int shift = 0; shift <= 24; shift += 8) {
      std::vector<size_t> counts(256, 0);
      for (const uint32_t d : draws)
        ++counts[(d >> shift) & 0xff];
      EXPECT_LT(std::abs(chiSquare(counts, draws.size())), kDeviations) << "bits from " << shift;
    }
  });
}

TEST(RandomTest, BalancesEveryBit) {
  forEachWalk([](const std::vector<uint32_t> &draws) {
    for (int bit = 0; bit < 32; ++bit) {
      double ones = 0;
      for (const uint32_t d : draws)
        ones += (d >> bit) & 1;
      const double deviation = std::sqrt(double(draws.size())) / 2;
      EXPECT_LT(std::abs(ones - double(draws.size()) / 2) / deviation, kDeviations) << "bit " << bit;
    }
  });
}

TEST(RandomTest, HasNoSerialCorrelation) {
  forEachWalk([](const std::vector<uint32_t> &draws) {
    for (const size_t lag : {size_t{1}, size_t{2}, size_t{9}, size_t{100}}) {
      double sum = 0;
      const size_t pairs = draws.size() - lag;
      for (size_t i = 0; i < pairs; ++i)
        sum += (draws[i] / 4294967296.0 - 0.5) * (draws[i + lag] / 4294967296.0 - 0.5);
      // The product of two independent draws has the deviation 1/12.
      EXPECT_LT(std::abs(sum) * 12 / std::sqrt(double(pairs)), kDeviations) << "lag " << lag;
    }
  });
}

TEST(RandomTest, NeighboursAreIndependent) {
  forEachWalk([](const std::vector<uint32_t> &draws) {
    for (const int shift : {28, 12}) { // the top halves of the two numbers that a trace takes from a draw
      std::vector<size_t> counts(256, 0);
      for (size_t i = 0; i + 1 < draws.size(); ++i)
        ++counts[((draws[i] >> shift) & 0xf) * 16 + ((draws[i + 1] >> shift) & 0xf)];
      EXPECT_LT(std::abs(chiSquare(counts, draws.size() - 1)), kDeviations) << "bits from " << shift;
    }
  });
}

TEST(RandomTest, HalvesOfADrawAreIndependent) { // (N20) rounds twice with one draw
  forEachWalk([](const std::vector<uint32_t> &draws) {
    std::vector<size_t> counts(256, 0);
    for (const uint32_t d : draws)
      ++counts[(d >> 28) * 16 + ((d >> 12) & 0xf)];
    EXPECT_LT(std::abs(chiSquare(counts, draws.size())), kDeviations);
  });
}

TEST(RandomTest, VariablesOfOneElementAreIndependent) {
  for (int other = 1; other < 9; ++other) {
    std::vector<size_t> counts(256, 0);
    for (uint32_t i = 0; i < kDraws; ++i) {
      Point point;
      point.step = i / 64 + 1;
      point.index = i % 64;
      const uint32_t a = drawAt(point);
      point.variable = static_cast<RandomVariable>(other);
      ++counts[(a >> 28) * 16 + (drawAt(point) >> 28)];
    }
    EXPECT_LT(std::abs(chiSquare(counts, kDraws)), kDeviations) << "variable " << other;
  }
}

TEST(RandomTest, EveryInputBitChangesEveryOutputBit) {
  // Of the top 16 bits, which rounding uses, each must flip with a probability near one half.
  constexpr size_t kPoints = 4096;
  uint32_t Point::*const inputs[] = {&Point::seed, &Point::step, &Point::pre, &Point::index};
  const char *const names[] = {"seed", "step", "pre", "index"};
  for (size_t which = 0; which < 4; ++which)
    for (int bit = 0; bit < 20; ++bit) {
      std::vector<size_t> flips(32, 0);
      for (uint32_t i = 0; i < kPoints; ++i) {
        Point point;
        point.seed = mix(i);
        point.step = mix(i + 1) >> 8;
        point.pre = mix(i + 2) >> 12;
        point.index = mix(i + 3) >> 12;
        const uint32_t before = drawAt(point);
        point.*inputs[which] ^= 1u << bit;
        const uint32_t changed = before ^ drawAt(point);
        for (int out = 0; out < 32; ++out)
          flips[out] += (changed >> out) & 1;
      }
      for (int out = 16; out < 32; ++out)
        EXPECT_NEAR(double(flips[out]) / kPoints, 0.5, 0.05) << names[which] << " bit " << bit << ", output " << out;
    }
}

TEST(RandomTest, EachBitOfMixDependsOnEachBit) { // (N5); docs/adr/0009 has the measurement with more points
  constexpr uint32_t kPoints = 1 << 14;
  double sum = 0;
  for (int in = 0; in < 32; ++in) {
    std::vector<size_t> flips(32, 0);
    for (uint32_t i = 0; i < kPoints; ++i) {
      const uint32_t a = i * 0x9e3779b9u;
      const uint32_t changed = mix(a) ^ mix(a ^ 1u << in);
      for (int out = 0; out < 32; ++out)
        flips[out] += (changed >> out) & 1;
    }
    for (const size_t count : flips)
      sum += std::pow(2 * double(count) / kPoints - 1, 2);
  }
  EXPECT_LT(std::sqrt(sum / 1024), 0.02); // of which 0.008 is chance
}

TEST(RandomTest, MixIsABijectionOnItsNeighbourhoods) { // (N5)
  std::set<uint32_t> seen;
  for (uint32_t i = 0; i < kDraws; ++i) {
    seen.insert(mix(i));
    seen.insert(mix(i << 16 | 1));
  }
  // i << 16 | 1 and i meet once: at 1.
  EXPECT_EQ(seen.size(), 2 * kDraws - 1);
}

TEST(RandomTest, IsTheFunctionOfTheDocument) { // (N5, N6, N7): a change of any constant changes what networks learn
  EXPECT_EQ(mix(0), 0u);
  EXPECT_EQ(mix(1), 0x4b9088f3u);
  EXPECT_EQ(keyOfName("ff"), mix(((0x811c9dc5u ^ 'f') * 0x01000193u ^ 'f') * 0x01000193u));
  const uint32_t base = drawBase(7, RandomVariable::Theta, 3);
  EXPECT_EQ(base, mix(mix(7u ^ (8u << 24)) + 3));
  EXPECT_EQ(draw(keyedBase(base, 5), 9), mix(mix(base ^ 5u) ^ mix(9)));
}

TEST(RandomTest, RoundsUpWithTheProbabilityOfTheFraction) { // (N4)
  for (const int bits : {1, 4, 7, 16, 24})
    for (const double fraction : {0.0, 0.01, 0.25, 0.5, 0.9, 0.999})
      for (const int64_t whole : {int64_t{0}, int64_t{5}, int64_t{-3}}) {
        const int64_t part = static_cast<int64_t>(fraction * double(int64_t{1} << bits));
        const int64_t value = whole * (int64_t{1} << bits) + part;
        double ups = 0;
        for (uint32_t i = 0; i < kDraws; ++i) {
          Point point;
          point.index = i;
          const int64_t rounded = roundStochastically(value, bits, drawAt(point));
          ASSERT_TRUE(rounded == whole || rounded == whole + 1);
          ups += rounded == whole + 1;
        }
        const double p = double(part) / double(int64_t{1} << bits);
        const double deviation = std::sqrt(p * (1 - p) / kDraws);
        EXPECT_LE(std::abs(ups / kDraws - p), kDeviations * deviation) << "bits " << bits << ", fraction " << p;
      }
}

} // namespace
} // namespace engram::spec
