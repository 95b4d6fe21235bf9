// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Real numbers and times as parameters of attributes: their text, `0.05`, `5 ms`, `inf`, reads back to the same bits.

#ifndef ENGRAM_DIALECTS_SNN_QUANTITY_H
#define ENGRAM_DIALECTS_SNN_QUANTITY_H

#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/OpImplementation.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/bit.h"

#include <cstdint>
#include <string>

namespace engram::snn {

struct Real {
  double value = 0;
  bool operator==(const Real &other) const { return value == other.value; }
};

/// A span of time in nanoseconds; may be infinite.
struct Time {
  double nanoseconds = 0;
  bool operator==(const Time &other) const { return nanoseconds == other.nanoseconds; }
};

// The name is LLVM's. Adding 0 makes -0 and 0, which are equal, hash alike.
// NOLINTBEGIN(readability-identifier-naming)
inline llvm::hash_code hash_value(const Real &real) {
  return llvm::hash_value(llvm::bit_cast<uint64_t>(real.value + 0.0));
}
inline llvm::hash_code hash_value(const Time &time) {
  return llvm::hash_value(llvm::bit_cast<uint64_t>(time.nanoseconds + 0.0));
}
// NOLINTEND(readability-identifier-naming)

/// A number with or without a point, or `inf`.
mlir::ParseResult parseReal(mlir::AsmParser &parser, double &value);

/// The shortest text that reads back to `value`; always with a point, or `inf`.
void printReal(llvm::raw_ostream &stream, double value);

/// `[` reals `]`
mlir::FailureOr<mlir::DenseF64ArrayAttr> parseReals(mlir::AsmParser &parser);
void printReals(mlir::AsmPrinter &printer, llvm::ArrayRef<double> values);

/// `inf`, or a number and one of s, ms, us, ns.
mlir::ParseResult parseTime(mlir::AsmParser &parser, double &nanoseconds);

/// In the largest unit in which the text reads back to the same value.
void printTime(llvm::raw_ostream &stream, double nanoseconds);

/// The same texts for messages.
std::string realText(double value);
std::string timeText(double nanoseconds);

inline mlir::AsmPrinter &operator<<(mlir::AsmPrinter &printer, const Real &real) {
  printReal(printer.getStream(), real.value);
  return printer;
}
inline mlir::AsmPrinter &operator<<(mlir::AsmPrinter &printer, const Time &time) {
  printTime(printer.getStream(), time.nanoseconds);
  return printer;
}

} // namespace engram::snn

template <> struct mlir::FieldParser<engram::snn::Real> {
  static mlir::FailureOr<engram::snn::Real> parse(mlir::AsmParser &parser) {
    engram::snn::Real real;
    if (engram::snn::parseReal(parser, real.value))
      return mlir::failure();
    return real;
  }
};

template <> struct mlir::FieldParser<engram::snn::Time> {
  static mlir::FailureOr<engram::snn::Time> parse(mlir::AsmParser &parser) {
    engram::snn::Time time;
    if (engram::snn::parseTime(parser, time.nanoseconds))
      return mlir::failure();
    return time;
  }
};

#endif
