// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the native executor decided about a network, for reports. Format: docs/formats.md.

#ifndef ENGRAM_COMPILER_DRIVER_NATIVEREPORT_H
#define ENGRAM_COMPILER_DRIVER_NATIVEREPORT_H

#include "hw/image/ImageFile.h"

#include <nlohmann/json.hpp>

namespace engram::driver {

/// A list with an object for each plastic projection.
nlohmann::ordered_json nativeReport(const image::ImageT &image);

} // namespace engram::driver

#endif
