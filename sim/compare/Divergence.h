// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first place where two runs of one network part.

#ifndef ENGRAM_SIM_COMPARE_DIVERGENCE_H
#define ENGRAM_SIM_COMPARE_DIVERGENCE_H

#include "hw/image/ImageFile.h"
#include "sim/State.h"
#include "sim/reference/Network.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engram::sim {

/// One difference between two states after the same step.
struct Divergence {
  uint64_t step = 0;
  std::string owner;    ///< population or projection
  std::string variable; ///< e.g. "v", "weight", "pending[2]"
  std::string index;    ///< neuron, or post:pre of a synapse
  int64_t core = -1;    ///< that holds it in the image; -1: state of the host or of several cores
  int64_t first = 0;
  int64_t second = 0;

  /// "step 7, core 2: exc.v[13]: 120 != 121"
  std::string text() const;
};

/// Compares states of one image. States of another image, mapped otherwise from the same network, may be given too.
class Comparison {
public:
  explicit Comparison(const image::ImageT &image);

  /// The first difference: populations in order, then projections; nothing if the states are equal. Differing shapes
  /// are a difference of variable "size".
  std::optional<Divergence> compare(const State &first, const State &second) const;

private:
  int64_t coreOf(uint32_t population, uint32_t neuron) const;

  std::vector<std::string> populationNames;
  std::vector<std::string> projectionNames;
  std::vector<std::vector<int64_t>> cores; ///< by population and neuron
  Network network;
};

} // namespace engram::sim

#endif
