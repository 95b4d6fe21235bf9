// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the enumerations of hw/spec are spelled in IR.

#ifndef ENGRAM_DIALECTS_NEUROCORE_NAMES_H
#define ENGRAM_DIALECTS_NEUROCORE_NAMES_H

#include "hw/spec/Learning.h"
#include "hw/spec/Microcode.h"
#include "hw/spec/Neuron.h"
#include "hw/spec/Trace.h"

#include "mlir/IR/OpImplementation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Hashing.h"

namespace engram::neurocore {

/// The names of an enumeration in the order of its values, which count from `first`.
template <typename Enum> struct EnumNames;

template <> struct EnumNames<spec::UpdateTarget> {
  static constexpr int kFirst = 0;
  static constexpr auto kNames = spec::kTargetNames;
};
template <> struct EnumNames<spec::Event> {
  static constexpr int kFirst = 0;
  static constexpr auto kNames = spec::kEventNames;
};
template <> struct EnumNames<spec::Operand> {
  static constexpr int kFirst = 0;
  static constexpr auto kNames = spec::kOperandNames;
};
template <> struct EnumNames<spec::SignMode> {
  static constexpr int kFirst = 1;
  static constexpr std::array<std::string_view, 3> kNames{"mixed", "excitatory", "inhibitory"};
};
template <> struct EnumNames<spec::ResetMode> {
  static constexpr int kFirst = 0;
  static constexpr std::array<std::string_view, 2> kNames{"hard", "subtractive"};
};

template <typename Enum> llvm::StringRef nameOf(Enum value) {
  return EnumNames<Enum>::kNames[static_cast<size_t>(value) - EnumNames<Enum>::kFirst];
}

/// Parses one of the names; the error lists them all.
template <typename Enum> mlir::FailureOr<Enum> parseName(mlir::AsmParser &parser) {
  llvm::StringRef word;
  const llvm::SMLoc location = parser.getCurrentLocation();
  if (mlir::failed(parser.parseOptionalKeyword(&word)))
    word = "";
  int value = EnumNames<Enum>::kFirst;
  for (const std::string_view name : EnumNames<Enum>::kNames) {
    if (word == llvm::StringRef(name))
      return static_cast<Enum>(value);
    ++value;
  }
  auto error = parser.emitError(location, "expected one of ");
  llvm::interleave(
      EnumNames<Enum>::kNames, [&](std::string_view name) { error << "'" << llvm::StringRef(name) << "'"; },
      [&] { error << ", "; });
  return mlir::failure();
}

} // namespace engram::neurocore

#endif
