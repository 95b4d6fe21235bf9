// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Severities and whole lines as text.

#include "compiler/driver/Diagnostics.h"

#include "compiler/conversion/LocationText.h"

namespace engram::driver {
namespace {

llvm::StringRef severityName(mlir::DiagnosticSeverity severity) {
  switch (severity) {
  case mlir::DiagnosticSeverity::Note:
    return "note";
  case mlir::DiagnosticSeverity::Warning:
    return "warning";
  case mlir::DiagnosticSeverity::Error:
    return "error";
  case mlir::DiagnosticSeverity::Remark:
    return "remark";
  }
  llvm_unreachable("unknown severity");
}

} // namespace

DiagnosticPrinter::DiagnosticPrinter(mlir::MLIRContext &context, std::string file, llvm::raw_ostream &stream)
    : file(std::move(file)), stream(stream),
      handler(&context, [this](mlir::Diagnostic &diagnostic) { print(diagnostic); }) {}

std::string DiagnosticPrinter::line(mlir::Location location, llvm::StringRef severity, llvm::StringRef text) const {
  const std::string place = locationText(location);
  return (place.empty() ? file : place) + ": " + severity.str() + ": " + text.str();
}

void DiagnosticPrinter::print(mlir::Diagnostic &diagnostic) {
  const mlir::DiagnosticSeverity severity = diagnostic.getSeverity();
  const std::string text = line(diagnostic.getLocation(), severityName(severity), diagnostic.str());
  stream << text << '\n';
  if (severity == mlir::DiagnosticSeverity::Error)
    ++errorCount;
  if (severity == mlir::DiagnosticSeverity::Warning)
    warningLines.push_back(text);
  for (const mlir::Diagnostic &note : diagnostic.getNotes())
    stream << line(note.getLocation(), "note", note.str()) << '\n';
}

} // namespace engram::driver
