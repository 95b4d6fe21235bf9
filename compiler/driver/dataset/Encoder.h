// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Images as spikes. A pixel's probability or rate of spiking in a step is its normalised intensity; randomness is the
// function of hw/spec/Random.h, so that an image gives the same spikes wherever and whenever it is shown.

#ifndef ENGRAM_COMPILER_DRIVER_DATASET_ENCODER_H
#define ENGRAM_COMPILER_DRIVER_DATASET_ENCODER_H

#include <cstdint>
#include <string>
#include <vector>

namespace engram::driver {

enum class EncoderKind {
  Bernoulli, ///< each step spikes with the probability of its rate, whatever the others did
  Regular,   ///< spikes at equal distances; each pixel has its own phase, the same for all images
};

/// What is held constant over all images, so that dark and bright ones compete alike.
enum class Normalisation {
  None, ///< `rate` is that of the brightest value 255
  Sum,  ///< `rate` is the expected number of spikes of an image in a step
  Norm, ///< `rate` is the Euclidean norm of the rates of an image
};

struct EncoderOptions {
  EncoderKind kind = EncoderKind::Regular;
  uint32_t steps = 0; ///< an image
  double rate = 1;
  Normalisation normalisation = Normalisation::None;
  double gamma = 1;     ///< exponent on the intensity, before all else
  double threshold = 0; ///< intensities (0..1) up to this give no spikes
  uint32_t seed = 1;
};

/// Steps and pixels of the spikes of one image.
class Encoder {
public:
  explicit Encoder(const EncoderOptions &options);

  uint32_t steps() const { return options.steps; }

  /// The pixels that spike, by step. `number` is the image's place in its set: a further argument of the draws of
  /// Bernoulli. The reference is valid until the next call.
  const std::vector<std::vector<uint32_t>> &encode(const uint8_t *pixels, uint32_t size, uint32_t number);

  /// Rates in a step by pixel, 0..1: what encode() realises.
  std::vector<double> rates(const uint8_t *pixels, uint32_t size) const;

private:
  EncoderOptions options;
  std::vector<double> intensity; ///< of each value of a pixel
  std::vector<std::vector<uint32_t>> spikes;
};

} // namespace engram::driver

#endif
