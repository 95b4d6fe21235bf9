// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The neurocore dialect: the mapped machine, integers only. Why it is as it is: README.md.

#ifndef ENGRAM_DIALECTS_NEUROCORE_NEUROCOREDIALECT_TD
#define ENGRAM_DIALECTS_NEUROCORE_NEUROCOREDIALECT_TD

include "mlir/IR/DialectBase.td"

def NeurocoreDialect : Dialect {
  let name = "neurocore";
  let summary = "the quantised network, its mapping and the chip image as IR";
  let cppNamespace = "::engram::neurocore";
  let useDefaultAttributePrinterParser = 1;
  let extraClassDeclaration = "void registerAttributes();";
}

#endif
