// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coefficients and traces as registers, and the error that this makes.

#include "compiler/analysis/Quantization.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace engram::analysis {
namespace {

QuantizedScale scaleOf(double coefficient) {
  const std::optional<QuantizedScale> scale = quantizeScale(coefficient);
  EXPECT_TRUE(scale) << coefficient;
  return scale.value_or(QuantizedScale());
}

TEST(QuantizationTest, ExactCoefficientsStayExactWithTheSmallestMantissa) {
  EXPECT_EQ(scaleOf(0.25).mantissa, 1);
  EXPECT_EQ(scaleOf(0.25).exponent, -2);
  EXPECT_EQ(scaleOf(-96).mantissa, -3);
  EXPECT_EQ(scaleOf(-96).exponent, 5);
  for (int mantissa = -128; mantissa <= 127; ++mantissa)
    for (int exponent : {-32, -31, -7, 0, 24, 31}) {
      const double value = std::ldexp(mantissa, exponent);
      if (mantissa != 0) {
        EXPECT_EQ(scaleOf(value).realised(), value);
      }
    }
}

TEST(QuantizationTest, OtherCoefficientsAreOffByLessThanOnePercent) {
  EXPECT_EQ(scaleOf(0.3).mantissa, 77);
  EXPECT_EQ(scaleOf(0.3).exponent, -8);
  EXPECT_NEAR(scaleOf(0.3).relativeError(), 0.0026, 1e-4);
  std::mt19937 random(3);
  std::uniform_real_distribution<double> exponents(-25, 37);
  for (int i = 0; i < 10000; ++i) {
    const double value = (i % 2 == 0 ? 1 : -1) * std::exp2(exponents(random));
    const QuantizedScale scale = scaleOf(value);
    ASSERT_LE(scale.relativeError(), 0.5 / 64) << value;
    ASSERT_GE(scale.mantissa, -128);
    ASSERT_LE(scale.mantissa, 127);
    ASSERT_GE(scale.exponent, -32);
    ASSERT_LE(scale.exponent, 31);
  }
}

TEST(QuantizationTest, CoefficientsOutOfReachAreRefused) {
  EXPECT_FALSE(quantizeScale(0x1p-34));
  EXPECT_TRUE(quantizeScale(0x1p-32));
  EXPECT_TRUE(quantizeScale(0x1p37));
  EXPECT_FALSE(quantizeScale(0x1p38));
  EXPECT_TRUE(quantizeScale(-0x1p38));
  EXPECT_FALSE(quantizeScale(-0x1p39));
  EXPECT_FALSE(quantizeScale(1e300));
  EXPECT_FALSE(quantizeScale(1e-300));
}

TEST(QuantizationTest, TraceRegistersAreN20s) {
  const QuantizedTrace trace = quantizeTrace(16.3, 20);
  EXPECT_EQ(trace.registers.impulse, 1068237U); // 16.3 * 65536 = 1068236.8
  EXPECT_EQ(trace.registers.factor, 62340U);    // 65536 * exp(-1/20) = 62339.8
  EXPECT_NEAR(trace.realisedImpulse(), 16.3, 1.0 / 65536);
  EXPECT_NEAR(trace.realisedTau(), 20, 0.01);
}

TEST(QuantizationTest, TimeConstantsZeroAndInfinity) {
  EXPECT_EQ(quantizeTrace(1, 0).registers.factor, 0U);
  EXPECT_EQ(quantizeTrace(1, 0).realisedTau(), 0);
  const QuantizedTrace frozen = quantizeTrace(127, std::numeric_limits<double>::infinity());
  EXPECT_EQ(frozen.registers.factor, 65536U);
  EXPECT_EQ(frozen.registers.impulse, 127U << 16);
  EXPECT_TRUE(std::isinf(frozen.realisedTau()));
  EXPECT_TRUE(std::isinf(quantizeTrace(1, 1e9).realisedTau())) << "too long for 16 bits";
}

} // namespace
} // namespace engram::analysis
