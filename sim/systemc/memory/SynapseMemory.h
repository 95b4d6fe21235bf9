// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The synapse memory of a core, unpacked once when an image is loaded: one array a field, all lists end to end. Word
// counts, which cost time, stay those of the packed memory.

#ifndef ENGRAM_SIM_SYSTEMC_MEMORY_SYNAPSEMEMORY_H
#define ENGRAM_SIM_SYSTEMC_MEMORY_SYNAPSEMEMORY_H

#include "hw/image/Image_generated.h"

#include <cstdint>
#include <vector>

namespace engram::systemc {

/// The list of an input axon: synapses begin .. end - 1.
struct SynapseList {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t words = 0;
  uint32_t shift = 0;   ///< a weight w adds w * 2^shift to the input
  bool delayed = false; ///< some synapse may have a delay
  int32_t profile = -1; ///< learning profile, -1: static
  uint32_t entry = 0;   ///< place in the profile

  uint32_t size() const { return end - begin; }
};

struct SynapseMemory {
  explicit SynapseMemory(const image::ImageT &image, const image::CoreT &core);

  std::vector<SynapseList> lists; ///< by input axon
  std::vector<uint32_t> compartment;
  std::vector<int16_t> weight;
  std::vector<int16_t> tag;
  std::vector<uint8_t> delay;
};

} // namespace engram::systemc

#endif
