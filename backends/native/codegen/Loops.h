// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loops of a program: one time step as two functions, which every part (thread) does and between which all wait for
// each other.
//
//   void engram_neurons(uint8_t *arena, int64_t part)   updates the part's neurons and lists those that fire (N40.2),
//                                                       notes the part's spikes and steps its traces (N40.4)
//   void engram_synapses(uint8_t *arena, int64_t part)  sends all spikes through the synapses onto the part's neurons
//                                                       (N40.3), which learn where an epoch ends (N40.5)
//
// and, between steps, for one thread:
//
//   void engram_prepare(uint8_t *arena)                 fills the tables that the code itself needs, once
//   void engram_settle(uint8_t *arena)                  (N42)
//   void engram_traces_P(uint8_t *arena, int64_t offset, int64_t step)
//                                                       (N20) steps the traces of projection P alone, at a step of its
//                                                       epoch, for spikes that stand in its offsets

#ifndef ENGRAM_BACKENDS_NATIVE_CODEGEN_LOOPS_H
#define ENGRAM_BACKENDS_NATIVE_CODEGEN_LOOPS_H

#include "backends/native/Program.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace engram::native {

/// The dialects of the result (jit/Lowering.h, loadLoopDialects) must be loaded in `context`. `prefix` takes the place
/// of `engram` in the names of the functions.
mlir::OwningOpRef<mlir::ModuleOp> makeLoops(mlir::MLIRContext &context, const Program &program,
                                            const std::string &prefix = "engram");

} // namespace engram::native

#endif
