// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a network description in any of its file formats to snn and plasticity IR.

#ifndef ENGRAM_COMPILER_DRIVER_FRONTEND_H
#define ENGRAM_COMPILER_DRIVER_FRONTEND_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>

namespace engram::driver {

/// Reads the network at `path`, by its name a .json or .mlir file. Null if there was an error, which has then been
/// emitted on `context`. Throws UserError if the file cannot be read.
mlir::OwningOpRef<mlir::ModuleOp> readNetworkFile(const std::string &path, mlir::MLIRContext &context);

} // namespace engram::driver

#endif
