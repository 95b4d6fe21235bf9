// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locations as text.

#include "compiler/conversion/LocationText.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/TypeSwitch.h"

namespace engram {
namespace {

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

} // namespace engram
