// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locations as users read them, in messages, mappings and images.

#ifndef ENGRAM_COMPILER_CONVERSION_LOCATIONTEXT_H
#define ENGRAM_COMPILER_CONVERSION_LOCATIONTEXT_H

#include "mlir/IR/Location.h"

#include <string>

namespace engram {

/// Where `location` points: `net.mlir:3:5`, `net.json: /rules/0/dw`, or `net.mlir` when no line is known; empty for an
/// unknown place. Of a fused location the first part that is known counts, of a call the callee.
std::string locationText(mlir::Location location);

} // namespace engram

#endif
