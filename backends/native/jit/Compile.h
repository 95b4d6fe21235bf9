// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From loops to code that runs: all of this folder in one call.

#ifndef ENGRAM_BACKENDS_NATIVE_JIT_COMPILE_H
#define ENGRAM_BACKENDS_NATIVE_JIT_COMPILE_H

#include "backends/native/jit/LoadedCode.h"

#include "mlir/IR/BuiltinOps.h"

namespace engram::native {

/// Code of loops for this machine, taken from the cache in `cacheFolder` or kept there, or without a cache if it is
/// empty. Lowers `loops` in place unless the cache has the code. Throws std::runtime_error ("cannot generate code:
/// WHY"), file::FileError if the cache cannot be written.
std::unique_ptr<LoadedCode> compile(mlir::ModuleOp loops, const std::string &cacheFolder);

} // namespace engram::native

#endif
