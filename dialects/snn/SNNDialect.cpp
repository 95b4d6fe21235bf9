// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registration of the snn dialect.

#include "dialects/snn/SNN.h"

using namespace engram::snn;

#include "dialects/snn/SNNDialect.cpp.inc"

void SNNDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "dialects/snn/SNNOps.cpp.inc"
      >();
}
