// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locations and severities as text.

#include "compiler/driver/Diagnostics.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/TypeSwitch.h"

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

/// A line and a column of 0 mean that they are not known.
std::string fileText(mlir::FileLineColLoc location) {
  std::string text = location.getFilename().str();
  if (location.getLine() != 0)
    text += ':' + std::to_string(location.getLine()) + ':' + std::to_string(location.getColumn());
  return text;
}

/// A name that starts with '/' is a JSON pointer; any other says nothing about the place.
std::string nameText(mlir::NameLoc location) {
  const std::string text = locationText(location.getChildLoc());
  const llvm::StringRef name = location.getName();
  return name.starts_with("/") ? text + ": " + name.str() : text;
}

std::string fusedText(mlir::FusedLoc location) {
  for (const mlir::Location part : location.getLocations())
    if (std::string text = locationText(part); !text.empty())
      return text;
  return {};
}

} // namespace

std::string locationText(mlir::Location location) {
  return llvm::TypeSwitch<mlir::LocationAttr, std::string>(location)
      .Case([](mlir::FileLineColLoc file) { return fileText(file); })
      .Case([](mlir::NameLoc name) { return nameText(name); })
      .Case([](mlir::FusedLoc fused) { return fusedText(fused); })
      .Case([](mlir::CallSiteLoc call) { return locationText(call.getCallee()); })
      .Case([](mlir::OpaqueLoc opaque) { return locationText(opaque.getFallbackLocation()); })
      .Default([](mlir::LocationAttr) { return std::string(); });
}

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
