// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// engram-opt: reads MLIR, runs the passes named on the command line, prints MLIR. For tests and for compiler work.

#include "compiler/pipelines/Pipelines.h"

#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  engram::registerDialects(registry);
  engram::registerPassesAndPipelines();
  return mlir::asMainReturnCode(mlir::MlirOptMain(argc, argv, "engram optimizer driver\n", registry));
}
