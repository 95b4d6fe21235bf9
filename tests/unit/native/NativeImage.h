// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Networks on a chip that is large enough for any test.

#ifndef ENGRAM_TESTS_UNIT_NATIVE_NATIVEIMAGE_H
#define ENGRAM_TESTS_UNIT_NATIVE_NATIVEIMAGE_H

#include "backends/Executor.h"
#include "compiler/mapping/Mapping.h"
#include "hw/spec/Target.h"

#include <memory>
#include <stdexcept>

namespace engram::test {

/// The image of a network on at least `cores` cores of engram1.
inline ImagePtr imageOf(const mapping::Network &network, uint32_t cores = 1) {
  const spec::Target target = spec::loadTarget("engram1");
  mapping::Mapping mapping;
  if (const auto misfit = mapping::mapNetwork(network, target, {cores}, mapping))
    throw std::logic_error("the test network does not fit: " + misfit->resource);
  return std::make_shared<image::ImageT>(mapping::toImage(network, mapping, target));
}

} // namespace engram::test

#endif
