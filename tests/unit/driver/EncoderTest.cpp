// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Encoders give each pixel its rate.

#include "compiler/driver/dataset/Encoder.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>

namespace engram::test {
namespace {

using driver::EncoderKind;
using driver::EncoderOptions;
using driver::Normalisation;

constexpr std::array<uint8_t, 4> kPixels{0, 51, 102, 255};

std::vector<uint32_t> countByPixel(const EncoderOptions &options, uint32_t number = 0) {
  driver::Encoder encoder(options);
  std::vector<uint32_t> counts(kPixels.size(), 0);
  for (const auto &step : encoder.encode(kPixels.data(), kPixels.size(), number))
    for (const uint32_t pixel : step)
      ++counts[pixel];
  return counts;
}

TEST(EncoderTest, RegularSpikesAreAsManyAsTheRateSays) {
  EncoderOptions options;
  options.steps = 100;
  options.rate = 0.5;
  const std::vector<uint32_t> counts = countByPixel(options);
  EXPECT_EQ(counts[0], 0u);
  EXPECT_NEAR(counts[1], 10, 1); // 0.2 * 0.5 * 100, give or take the phase
  EXPECT_NEAR(counts[2], 20, 1);
  EXPECT_NEAR(counts[3], 50, 1);
}

TEST(EncoderTest, BernoulliSpikesHaveTheRateAsTheirMean) {
  EncoderOptions options;
  options.kind = EncoderKind::Bernoulli;
  options.steps = 20000;
  options.rate = 0.5;
  const std::vector<uint32_t> counts = countByPixel(options);
  EXPECT_EQ(counts[0], 0u);
  EXPECT_NEAR(counts[1], 2000, 220); // five standard deviations
  EXPECT_NEAR(counts[3], 10000, 360);
}

TEST(EncoderTest, BernoulliDependsOnTheImageAndTheSeedAlone) {
  EncoderOptions options;
  options.kind = EncoderKind::Bernoulli;
  options.steps = 200;
  EXPECT_EQ(countByPixel(options, 7), countByPixel(options, 7));
  EXPECT_NE(countByPixel(options, 7), countByPixel(options, 8));
  EncoderOptions other = options;
  other.seed = 2;
  EXPECT_NE(countByPixel(options, 7), countByPixel(other, 7));
}

TEST(EncoderTest, NormalisationHoldsItsQuantity) {
  EncoderOptions options;
  options.steps = 1;
  options.rate = 1.2;
  options.normalisation = Normalisation::Sum;
  const std::vector<double> summed = driver::Encoder(options).rates(kPixels.data(), kPixels.size());
  EXPECT_NEAR(std::accumulate(summed.begin(), summed.end(), 0.0), 1.2, 1e-9);
  options.rate = 0.8;
  options.normalisation = Normalisation::Norm;
  const std::vector<double> normed = driver::Encoder(options).rates(kPixels.data(), kPixels.size());
  EXPECT_NEAR(std::inner_product(normed.begin(), normed.end(), normed.begin(), 0.0), 0.64, 1e-9);
}

TEST(EncoderTest, GammaAndThresholdActOnTheIntensity) {
  EncoderOptions options;
  options.steps = 1;
  options.gamma = 2;
  options.threshold = 0.2;
  const std::vector<double> rates = driver::Encoder(options).rates(kPixels.data(), kPixels.size());
  EXPECT_EQ(rates[1], 0); // 51 / 255 is the threshold
  EXPECT_NEAR(rates[2], 0.16, 1e-9);
  EXPECT_EQ(rates[3], 1);
}

TEST(EncoderTest, ABlackImageGivesNoSpikes) {
  EncoderOptions options;
  options.steps = 3;
  options.normalisation = Normalisation::Sum;
  const std::array<uint8_t, 2> black{0, 0};
  driver::Encoder encoder(options);
  for (const auto &step : encoder.encode(black.data(), black.size(), 0))
    EXPECT_TRUE(step.empty());
}

} // namespace
} // namespace engram::test
