// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The JSON frontend: a network description becomes snn and plasticity IR. File format: docs/formats.md.

#ifndef ENGRAM_COMPILER_FRONTEND_JSON_NETWORKREADER_H
#define ENGRAM_COMPILER_FRONTEND_JSON_NETWORKREADER_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/StringRef.h"

namespace engram::json {

/// Reads the description `text`, which stands in `file` (its name is that of messages; files that the description names
/// are looked for in its folder). The module holds one snn.network and the plasticity.rules. Every operation's location
/// is NameLoc("/json/pointer", FileLineColLoc(file, 0, 0)). Null if there was an error; all of them, up to a limit,
/// have then been emitted on `context`, into which the dialects snn and plasticity are loaded.
mlir::OwningOpRef<mlir::ModuleOp> readNetwork(llvm::StringRef text, llvm::StringRef file, mlir::MLIRContext &context);

} // namespace engram::json

#endif
