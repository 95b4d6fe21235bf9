// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the code generator decided about each plastic projection and why, in words for a report.

#ifndef ENGRAM_BACKENDS_NATIVE_DECISIONS_H
#define ENGRAM_BACKENDS_NATIVE_DECISIONS_H

#include "hw/image/ImageFile.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engram::native {

/// How one synaptic variable is learned.
struct ArithmeticDecision {
  std::string variable; ///< "weight", "tag" or "delay"
  int bits = 32;
  bool draws = false; ///< whether rounding needs a random draw
};

struct ProjectionDecisions {
  uint32_t projection = 0;         ///< its index in the image
  std::string rows;                ///< which synapse lists a learning phase visits as a whole
  std::string columns;             ///< how it finds the synapses of neurons that spiked in the other rows
  std::vector<std::string> zeroes; ///< by product: what must not be zero for it to count, e.g. "weight, post: x1"
  std::vector<ArithmeticDecision> arithmetic;
  int wordBits = 8;           ///< of a synapse
  double bytesPerSynapse = 1; ///< with the tables that lead to it
};

/// Of every plastic projection. `image` must be verified.
std::vector<ProjectionDecisions> decisionsOf(const image::ImageT &image);

} // namespace engram::native

#endif
