// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How full the cores of an image are, and who takes most.

#ifndef ENGRAM_COMPILER_DRIVER_COREUSE_H
#define ENGRAM_COMPILER_DRIVER_COREUSE_H

#include "hw/image/ImageFile.h"
#include "hw/spec/Target.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engram::driver {

/// What is needed of one resource, what there is, and the population, projection or rule that takes the largest part.
struct ResourceUse {
  std::string resource; ///< e.g. "synapse words"
  uint64_t need = 0;
  uint64_t have = 0;
  std::string largest;  ///< e.g. "projection 'ff'"; empty if nothing is needed
  std::string location; ///< where the user wrote that
};

/// The resources of one core of `image`, always the same ones in the same order.
std::vector<ResourceUse> usesOfCore(const image::ImageT &image, const image::CoreT &core, const spec::Limits &limits);

} // namespace engram::driver

#endif
