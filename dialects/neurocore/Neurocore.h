// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The neurocore dialect in C++: include this to use its operations and attributes.

#ifndef ENGRAM_DIALECTS_NEUROCORE_NEUROCORE_H
#define ENGRAM_DIALECTS_NEUROCORE_NEUROCORE_H

#include "dialects/neurocore/Names.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/RegionKindInterface.h"
#include "mlir/IR/SymbolTable.h"

#include "dialects/neurocore/NeurocoreDialect.h.inc"
#include "dialects/neurocore/NeurocoreEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/neurocore/NeurocoreAttributes.h.inc"

namespace engram::neurocore {

/// Whether a weight can have so many bits (N30).
constexpr bool isWeightBits(int64_t bits) { return (bits >= 1 && bits <= 6) || bits == 8; }

/// Assembly of a factor without the attribute's brackets: `x1`, `(weight + 3)`, `sign(tag - 3)`.
mlir::ParseResult parseFactor(mlir::AsmParser &parser, FactorAttr &factor);
void printFactor(mlir::AsmPrinter &printer, FactorAttr factor);

} // namespace engram::neurocore

#define GET_OP_CLASSES
#include "dialects/neurocore/NeurocoreOps.h.inc"

#endif
