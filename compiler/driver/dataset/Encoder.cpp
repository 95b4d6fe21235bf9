// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rates become 32-bit fractions; a draw below the fraction, or a phase that overflows, is a spike.

#include "compiler/driver/dataset/Encoder.h"

#include "hw/spec/Random.h"

#include <algorithm>
#include <cmath>

namespace engram::driver {

namespace {

constexpr double kUnity = 4294967296.0; ///< 2^32
constexpr int kPixelValues = 256;

} // namespace

Encoder::Encoder(const EncoderOptions &wanted) : options(wanted), spikes(wanted.steps) {
  for (int value = 0; value < kPixelValues; ++value) {
    const double bright = value / double(kPixelValues - 1);
    intensity.push_back(bright <= options.threshold ? 0 : std::pow(bright, options.gamma));
  }
}

std::vector<double> Encoder::rates(const uint8_t *pixels, uint32_t size) const {
  std::vector<double> rates(size);
  double sum = 0, squares = 0;
  for (uint32_t i = 0; i < size; ++i) {
    rates[i] = intensity[pixels[i]];
    sum += rates[i];
    squares += rates[i] * rates[i];
  }
  double scale = options.rate;
  if (sum > 0 && options.normalisation == Normalisation::Sum)
    scale /= sum;
  else if (sum > 0 && options.normalisation == Normalisation::Norm)
    scale /= std::sqrt(squares);
  for (double &rate : rates)
    rate = std::min(1.0, rate * scale);
  return rates;
}

const std::vector<std::vector<uint32_t>> &Encoder::encode(const uint8_t *pixels, uint32_t size, uint32_t number) {
  for (std::vector<uint32_t> &step : spikes)
    step.clear();
  const std::vector<double> wanted = rates(pixels, size);
  const uint32_t base = spec::mix(options.seed);
  const uint32_t ofImage = spec::mix(base + number);
  for (uint32_t i = 0; i < size; ++i) {
    const auto rate = static_cast<uint64_t>(std::llround(wanted[i] * kUnity));
    if (rate == 0)
      continue;
    const uint32_t ofPixel = spec::keyedBase(ofImage, spec::mix(i));
    uint64_t phase = spec::draw(base, i);
    for (uint32_t step = 0; step < options.steps; ++step) {
      phase += rate;
      const bool regular = phase >> 32 != 0;
      phase &= UINT32_MAX;
      if (options.kind == EncoderKind::Regular ? regular : spec::draw(ofPixel, step) < rate)
        spikes[step].push_back(i);
    }
  }
  return spikes;
}

} // namespace engram::driver
