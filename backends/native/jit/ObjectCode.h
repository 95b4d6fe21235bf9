// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the LLVM dialect to optimised LLVM IR and to machine code in an object file.

#ifndef ENGRAM_BACKENDS_NATIVE_JIT_OBJECTCODE_H
#define ENGRAM_BACKENDS_NATIVE_JIT_OBJECTCODE_H

#include "backends/native/jit/Machine.h"

#include "mlir/IR/BuiltinOps.h"

namespace engram::native {

/// The text of the optimised LLVM IR of a module that lowerToLlvm lowered. Throws std::runtime_error.
std::string llvmText(mlir::ModuleOp lowered, const Machine &machine);

/// The bytes of a relocatable, position-independent object file. Throws std::runtime_error.
std::string objectCode(mlir::ModuleOp lowered, const Machine &machine);

} // namespace engram::native

#endif
