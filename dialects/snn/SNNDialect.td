// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The snn dialect: networks as people describe them. Why it is as it is: README.md.

#ifndef ENGRAM_DIALECTS_SNN_SNNDIALECT_TD
#define ENGRAM_DIALECTS_SNN_SNNDIALECT_TD

include "mlir/IR/DialectBase.td"

def SNNDialect : Dialect {
  let name = "snn";
  let summary = "spiking networks: populations, projections, inputs, modulators; real numbers with units";
  let cppNamespace = "::engram::snn";
  let dependentDialects = ["::engram::neurocore::NeurocoreDialect"];
  let useDefaultAttributePrinterParser = 1;
  let extraClassDeclaration = "void registerAttributes();";
}

#endif
