// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How messages look on standard error: `FILE:LINE:COL: error: text`, for JSON values
// `FILE: /json/pointer: error: text`, each followed by its notes.

#ifndef ENGRAM_COMPILER_DRIVER_DIAGNOSTICS_H
#define ENGRAM_COMPILER_DRIVER_DIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace engram::driver {

/// While it lives, prints every diagnostic of a context and counts them. Diagnostics of several threads do not mix.
class DiagnosticPrinter {
public:
  /// `file` stands where a diagnostic has no place of its own.
  DiagnosticPrinter(mlir::MLIRContext &context, std::string file, llvm::raw_ostream &stream);

  unsigned errors() const { return errorCount; }

  /// The warnings so far, as printed.
  const std::vector<std::string> &warnings() const { return warningLines; }

private:
  void print(mlir::Diagnostic &diagnostic);
  std::string line(mlir::Location location, llvm::StringRef severity, llvm::StringRef text) const;

  std::string file;
  llvm::raw_ostream &stream;
  unsigned errorCount = 0;
  std::vector<std::string> warningLines;
  mlir::ScopedDiagnosticHandler handler;
};

} // namespace engram::driver

#endif
