// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registration of the neurocore dialect.

#include "dialects/neurocore/Neurocore.h"

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace engram::neurocore;

#include "dialects/neurocore/NeurocoreDialect.cpp.inc"
#include "dialects/neurocore/NeurocoreEnums.cpp.inc"

void NeurocoreDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "dialects/neurocore/NeurocoreOps.cpp.inc"
      >();
}
