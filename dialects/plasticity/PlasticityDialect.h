// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plasticity dialect for C++: dialect, type, enumerations and operations. What each means: PlasticityOps.td.

#ifndef ENGRAM_DIALECTS_PLASTICITY_PLASTICITYDIALECT_H
#define ENGRAM_DIALECTS_PLASTICITY_PLASTICITYDIALECT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/plasticity/PlasticityDialect.h.inc"
#include "dialects/plasticity/PlasticityEnums.h.inc"

#define GET_TYPEDEF_CLASSES
#include "dialects/plasticity/PlasticityTypes.h.inc"

#define GET_OP_CLASSES
#include "dialects/plasticity/PlasticityOps.h.inc"

namespace engram::plasticity {

constexpr uint32_t kMaxEpoch = 63;      ///< 6 bits (loihi.md 2.1)
constexpr uint32_t kMaxDecimation = 15; ///< 4 bits of the microcode word (hw/spec/Microcode.h)

} // namespace engram::plasticity

#endif
