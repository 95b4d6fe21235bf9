// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text of a JSON file as a tree of values. Beyond what JSON itself asks, a key may stand only once in an object and
// nesting is limited, so that later stages may recurse.

#ifndef ENGRAM_COMPILER_FRONTEND_JSON_DOCUMENT_H
#define ENGRAM_COMPILER_FRONTEND_JSON_DOCUMENT_H

#include "mlir/IR/Location.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/StringRef.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace engram::json {

using Json = nlohmann::json;

/// Arrays and objects inside one another.
constexpr size_t kMaxNesting = 64;

/// Parses `text`. Faults are emitted on `context` as errors: a syntax error at its line and column, a key that stands
/// twice at its pointer. `file` is the name they carry.
std::optional<Json> parseDocument(llvm::StringRef text, llvm::StringRef file, mlir::MLIRContext &context);

/// `token` as it stands in a JSON pointer (RFC 6901): '~' and '/' are escaped, bytes that do not print become '?'.
std::string escapePointer(llvm::StringRef token);

/// The location of the value at `pointer` in `file`: NameLoc(pointer, FileLineColLoc(file, 0, 0)). The whole document
/// is "/".
mlir::Location locationOf(llvm::StringRef pointer, llvm::StringRef file, mlir::MLIRContext &context);

} // namespace engram::json

#endif
