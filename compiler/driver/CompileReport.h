// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The report that `engram compile --report` writes. Format: docs/formats.md.

#ifndef ENGRAM_COMPILER_DRIVER_COMPILEREPORT_H
#define ENGRAM_COMPILER_DRIVER_COMPILEREPORT_H

#include "compiler/driver/Compilation.h"

#include <string>

namespace engram::driver {

/// The report as JSON text; `image` is what `compilation` became, or null when it stopped before.
std::string compileReport(const Compilation &compilation, const image::ImageT *image);

} // namespace engram::driver

#endif
