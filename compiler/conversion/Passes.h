// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The passes of this folder and their registration. What each does: Passes.td.

#ifndef ENGRAM_COMPILER_CONVERSION_PASSES_H
#define ENGRAM_COMPILER_CONVERSION_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

#include <string>

namespace engram {

#define GEN_PASS_DECL
#include "compiler/conversion/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "compiler/conversion/Passes.h.inc"

} // namespace engram

#endif
