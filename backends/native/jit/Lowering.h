// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From loops (func, scf, cf, arith, index, math, memref, vector) to the LLVM dialect.

#ifndef ENGRAM_BACKENDS_NATIVE_JIT_LOWERING_H
#define ENGRAM_BACKENDS_NATIVE_JIT_LOWERING_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Support/LogicalResult.h"

namespace engram::native {

/// Loads every dialect that loops use or are lowered to, and what translates them to LLVM IR.
void loadLoopDialects(mlir::MLIRContext &context);

/// Lowers loops in place, in a context of loadLoopDialects. Arguments of functions are integers, indices (64 bits) and
/// memrefs of static shape, which become bare pointers: an exported function has a plain C signature. A private
/// function is internal; one without a body is the embedding program's. Emits an error at an operation that has no
/// lowering; the module is then of no further use.
mlir::LogicalResult lowerToLlvm(mlir::ModuleOp loops);

} // namespace engram::native

#endif
