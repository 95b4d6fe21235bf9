// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fixed point, traces and learning, clause by clause of docs/spec/numerics.md, against cases worked out by hand and
// against plain arithmetic.

#include "hw/spec/Learning.h"
#include "hw/spec/Random.h"
#include "hw/spec/Trace.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace engram::spec {
namespace {

TEST(FixedPointTest, ShiftsFloor) { // (N1)
  EXPECT_EQ(roundStochastically(-1, 1, 0), -1);
  EXPECT_EQ(roundStochastically(3, 1, 0), 1);
}

TEST(FixedPointTest, SaturatesStates) { // (N2)
  EXPECT_EQ(saturateState(8388607), 8388607);
  EXPECT_EQ(saturateState(8388608), 8388607);
  EXPECT_EQ(saturateState(-8388608), -8388607);
  EXPECT_EQ(saturateState(INT64_MIN), -8388607);
}

TEST(FixedPointTest, DecaysTowardZero) { // (N3)
  EXPECT_EQ(decayTowardZero(100, 0), 100);
  EXPECT_EQ(decayTowardZero(100, 4096), 0);
  EXPECT_EQ(decayTowardZero(-100, 4096), 0);
  EXPECT_EQ(decayTowardZero(100, 1), 99); // 100 * 4095 / 4096 = 99.97
  EXPECT_EQ(decayTowardZero(-100, 1), -99);
  EXPECT_EQ(decayTowardZero(7, 2048), 3);
  EXPECT_EQ(decayTowardZero(-7, 2048), -3);
  EXPECT_EQ(decayTowardZero(kStateMax, 2048), 4194303);
  EXPECT_EQ(decayTowardZero(-kStateMax, 2048), -4194303);
}

TEST(FixedPointTest, RoundsByTheTopBitsOfTheDraw) { // (N4)
  EXPECT_EQ(roundStochastically(5, 0, UINT32_MAX), 5);
  EXPECT_EQ(roundStochastically(5, 2, 0), 1);
  EXPECT_EQ(roundStochastically(5, 2, 0xbfffffff), 1); // 5 + 2 = 7
  EXPECT_EQ(roundStochastically(5, 2, 0xc0000000), 2); // 5 + 3 = 8
  EXPECT_EQ(roundStochastically(-5, 2, 0x00000000), -2);
  EXPECT_EQ(roundStochastically(-5, 2, 0x40000000), -1); // -5 + 1 = -4
  EXPECT_EQ(roundStochastically(1, 32, UINT32_MAX), 1);
  EXPECT_EQ(roundStochastically(1, 32, UINT32_MAX - 1), 0);
}

TEST(TraceTest, FreezesAndForgets) { // (N20)
  for (const uint32_t draw : {0u, 0x12345678u, UINT32_MAX}) {
    EXPECT_EQ(stepTrace({0, kTraceUnity}, 77, false, draw), 77) << "tau = inf";
    EXPECT_EQ(stepTrace({0, 0}, 77, false, draw), 0) << "tau = 0";
    EXPECT_EQ(stepTrace({16 << 16, 0}, 77, true, draw), 16);
    EXPECT_EQ(stepTrace({16 << 16, kTraceUnity}, 100, true, draw), 116);
    EXPECT_EQ(stepTrace({64 << 16, kTraceUnity}, 100, true, draw), 127) << "saturates";
    EXPECT_EQ(stepTrace({64 << 16, kTraceUnity}, 5, false, draw), 5) << "no impulse without a spike";
    EXPECT_EQ(stepTrace({0, 12345}, 0, false, draw), 0) << "zero stays zero";
  }
}

TEST(TraceTest, RoundsDecayAndImpulseWithTheTwoHalvesOfADraw) { // (N20)
  const TraceRegisters registers{1 << 15, 1 << 15};             // impulse 1/2, factor 1/2
  EXPECT_EQ(stepTrace(registers, 1, true, 0x00000000), 0);
  EXPECT_EQ(stepTrace(registers, 1, true, 0x80000000), 1);
  EXPECT_EQ(stepTrace(registers, 1, true, 0x00008000), 1);
  EXPECT_EQ(stepTrace(registers, 1, true, 0x80008000), 2);
}

TEST(TraceTest, HasTheMeanOfItsDecayAndImpulse) { // (N20)
  const uint32_t factor = static_cast<uint32_t>(std::lround(65536 * std::exp(-1.0 / 20)));
  const TraceRegisters registers{static_cast<uint32_t>(10.3 * 65536), factor};
  constexpr int kSteps = 30;
  constexpr uint32_t kRuns = 20000;
  double sum = 0;
  double sumOfSquares = 0;
  for (uint32_t run = 0; run < kRuns; ++run) {
    int32_t trace = 0;
    for (int step = 0; step < kSteps; ++step)
      trace = stepTrace(registers, trace, step == 0 || step == 10,
                        draw(keyedBase(drawBase(1, RandomVariable::X1, static_cast<uint32_t>(step) + 1), 7), run));
    sum += trace;
    sumOfSquares += double(trace) * trace;
  }
  const double mean = sum / kRuns;
  const double expected = 10.3 * (std::exp(-29.0 / 20) + std::exp(-19.0 / 20));
  const double deviation = std::sqrt((sumOfSquares / kRuns - mean * mean) / kRuns);
  EXPECT_NEAR(mean, expected, 6 * deviation + 0.005);
}

TEST(WeightFormatTest, HasTheRangesOfTheDocument) { // (N30)
  struct Case {
    SignMode sign;
    int bits, lsb, min, max;
  };
  for (const Case &c : {Case{SignMode::Mixed, 8, 1, -256, 254}, Case{SignMode::Mixed, 1, 8, -256, 0},
                        Case{SignMode::Mixed, 4, 5, -256, 224}, Case{SignMode::Excitatory, 8, 0, 0, 255},
                        Case{SignMode::Excitatory, 1, 7, 0, 128}, Case{SignMode::Inhibitory, 8, 0, -255, 0},
                        Case{SignMode::Inhibitory, 6, 2, -252, 0}}) {
    const WeightFormat format{c.sign, c.bits};
    EXPECT_EQ(format.lsb(), c.lsb);
    EXPECT_EQ(format.min(), c.min);
    EXPECT_EQ(format.max(), c.max);
    EXPECT_EQ((format.max() - format.min()) % (1 << format.lsb()), 0);
  }
}

TEST(LearningTest, EpochProductsActEveryPowerOfTwo) { // (N31)
  for (uint32_t epoch = 1; epoch < 100; ++epoch)
    for (int k = 0; k < 6; ++k)
      EXPECT_EQ(epochProductActs(k, epoch), epoch % (1u << k) == 0);
}

OperandValues valuesOf(int32_t x1, int32_t y1, int32_t weight, int32_t tag) {
  OperandValues values{};
  values[static_cast<size_t>(Operand::X1)] = x1;
  values[static_cast<size_t>(Operand::Y1)] = y1;
  values[static_cast<size_t>(Operand::Weight)] = weight;
  values[static_cast<size_t>(Operand::Tag)] = tag;
  return values;
}

TEST(LearningTest, FactorsAddConstantsAndTakeSigns) { // (N32)
  const OperandValues values = valuesOf(5, 0, -7, 3);
  const std::array<int16_t, kConstants> constants{7, -512, 511, 1};
  EXPECT_EQ(factorValue({Operand::X1, false, 0}, values, constants), 5);
  EXPECT_EQ(factorValue({Operand::X1, false, 2}, values, constants), -507);
  EXPECT_EQ(factorValue({Operand::Weight, true, 0}, values, constants), -1);
  EXPECT_EQ(factorValue({Operand::Weight, true, 1}, values, constants), 0);
  EXPECT_EQ(factorValue({Operand::Weight, true, 3}, values, constants), 1);
}

TEST(LearningTest, ProductsMeanTheirFormula) { // (N33)
  std::mt19937 engine(1);
  for (int i = 0; i < 200000; ++i) {
    Product product;
    product.mantissa = static_cast<int32_t>(engine() % 256) - 128;
    product.exponent = static_cast<int32_t>(engine() % 64) - 32;
    OperandValues values{};
    for (size_t v = 1; v < values.size(); ++v)
      values[v] = static_cast<int32_t>(engine() % 512) - 256;
    std::array<int16_t, kConstants> constants;
    for (int16_t &constant : constants)
      constant = static_cast<int16_t>(static_cast<int32_t>(engine() % 1024) - 512);
    long double formula = std::ldexp(static_cast<long double>(product.mantissa), product.exponent);
    for (uint32_t f = engine() % 5; f > 0; --f) {
      Factor &factor = product.factors[f - 1];
      factor = {static_cast<Operand>(1 + engine() % 8), false, static_cast<uint8_t>(engine() % 5)};
      formula *=
          values[static_cast<size_t>(factor.operand)] + (factor.constant == 0 ? 0 : constants[factor.constant - 1]);
    }
    const long double units = std::floor(std::ldexp(formula, 16) + 0.5L);
    const long double limit = static_cast<long double>(kAccumulatorMax);
    const long double expected = units > limit ? limit : units < -limit ? -limit : units;
    ASSERT_EQ(productValue(product, values, constants), static_cast<int64_t>(expected));
  }
}

TEST(LearningTest, RoundsHalvesUpBelowTheAccumulatorsUnit) { // (N33)
  Product product;
  product.exponent = -17;
  EXPECT_EQ(productValue(product, {}, {}), 1); // 0.5 -> 1
  product.mantissa = -1;
  EXPECT_EQ(productValue(product, {}, {}), 0); // -0.5 -> 0
  product.mantissa = -3;
  EXPECT_EQ(productValue(product, {}, {}), -1); // -1.5 -> -1
}

TEST(LearningTest, AccumulatesWithSaturationAtEachAddition) { // (N34)
  EXPECT_EQ(accumulate(5, -7), -2);
  EXPECT_EQ(accumulate(kAccumulatorMax, 1), kAccumulatorMax);
  EXPECT_EQ(accumulate(-kAccumulatorMax, -1), -kAccumulatorMax);
  EXPECT_EQ(accumulate(accumulate(kAccumulatorMax, 10), -10), kAccumulatorMax - 10);
}

TEST(LearningTest, WritesBackOnTheGrid) { // (N35)
  EXPECT_EQ(writeBack(10 << 16, 0, -256, 255, UINT32_MAX), 10) << "on the grid: unchanged, whatever the draw";
  EXPECT_EQ(writeBack(-10 * 65536, 1, -256, 254, UINT32_MAX), -10);
  EXPECT_EQ(writeBack(11 << 16, 1, -256, 254, 0), 10);
  EXPECT_EQ(writeBack(11 << 16, 1, -256, 254, 0x80000000), 12);
  EXPECT_EQ(writeBack((10 << 16) + 1, 0, -256, 255, UINT32_MAX), 11);
  EXPECT_EQ(writeBack((10 << 16) + 1, 0, -256, 255, 0xfffe0000), 10);
  EXPECT_EQ(writeBack(kAccumulatorMax, 1, -256, 254, 0), 254);
  EXPECT_EQ(writeBack(-kAccumulatorMax, 0, 0, 255, 0), 0);
}

TEST(LearningTest, ChangesWeightsByTheirMean) { // (N35): an update far below the grid still acts on average
  const int64_t accumulator = (10 << 16) + 655; // 10.01
  double sum = 0;
  constexpr uint32_t kDraws = 1 << 16;
  for (uint32_t i = 0; i < kDraws; ++i)
    sum += writeBack(accumulator, 1, -256, 254, draw(keyedBase(drawBase(3, RandomVariable::Weight, 8), 1), i));
  EXPECT_NEAR(sum / kDraws, 10.01, 6 * 2 * std::sqrt(0.005 / kDraws));
}

/// Whether the visit rule lets an executor leave this synapse out.
bool isVisited(const VisitRule &rule, bool pre, bool post, bool traces) {
  return rule.always || (rule.preGated && pre) || (rule.postGated && post && (traces || !rule.postNeedsTrace));
}

TEST(LearningTest, UnvisitedSynapsesCannotChange) { // (N37)
  std::mt19937 engine(2);
  int unvisited = 0;
  for (int i = 0; i < 100000; ++i) {
    std::vector<Product> products(1 + engine() % 3);
    for (Product &product : products) {
      product.event = static_cast<Event>(engine() % (engine() % 4 == 0 ? 3 : 2));
      product.decimation = product.event == Event::Epoch ? engine() % 3 : 0;
      for (uint32_t f = engine() % 3; f > 0; --f)
        product.factors[f - 1] = {static_cast<Operand>(1 + engine() % 8), engine() % 4 == 0,
                                  static_cast<uint8_t>(engine() % 3 == 0 ? 1 + engine() % 4 : 0)};
    }
    const bool pre = engine() % 2, post = engine() % 2, traces = engine() % 2;
    if (isVisited(visitRule(products), pre, post, traces))
      continue;
    ++unvisited;
    OperandValues values;
    for (int32_t &value : values)
      value = 1 + static_cast<int32_t>(engine() % 100);
    if (!traces)
      values[static_cast<size_t>(Operand::X1)] = values[static_cast<size_t>(Operand::X2)] = 0;
    for (const Product &product : products) {
      const bool acts = product.event == Event::Pre ? pre : product.event == Event::Post ? post : true;
      ASSERT_TRUE(!acts || productValue(product, values, {1, 2, 3, 4}) == 0);
    }
  }
  EXPECT_GT(unvisited, 10000);
}

TEST(LearningTest, KnowsWhatARuleVisits) { // (N37)
  Product onPost;
  onPost.event = Event::Post;
  onPost.factors[0].operand = Operand::X1;
  VisitRule rule = visitRule({onPost});
  EXPECT_TRUE(rule.postGated && rule.postNeedsTrace && !rule.preGated && !rule.always);
  onPost.factors[0].constant = 1;
  EXPECT_FALSE(visitRule({onPost}).postNeedsTrace) << "(x1 + c) acts without a trace";
  onPost.factors[0] = {Operand::Weight, false, 0};
  EXPECT_FALSE(visitRule({onPost}).postNeedsTrace);
  Product everyEpoch;
  everyEpoch.event = Event::Epoch;
  EXPECT_TRUE(visitRule({everyEpoch}).always);
  EXPECT_FALSE(visitRule({}).always);
}

} // namespace
} // namespace engram::spec
