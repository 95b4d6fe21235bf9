// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Text of real numbers and times.

#include "dialects/snn/Quantity.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <string>

using namespace mlir;

namespace {

struct Unit {
  llvm::StringLiteral name;
  double nanoseconds;
};
constexpr double kNanosecondsPerSecond = 1e9;
constexpr Unit kUnits[] = {{"s", kNanosecondsPerSecond}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}};

/// The shortest digits that read back to `value`.
std::string shortest(double value) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string text(buffer, end);
  // A number of MLIR has a point before its exponent.
  const size_t exponent = text.find('e');
  if (exponent != std::string::npos && text.find('.') == std::string::npos)
    text.insert(exponent, ".0");
  return text;
}

} // namespace

ParseResult engram::snn::parseReal(AsmParser &parser, double &value) {
  if (succeeded(parser.parseOptionalKeyword("inf"))) {
    value = std::numeric_limits<double>::infinity();
    return success();
  }
  const SMLoc location = parser.getCurrentLocation();
  Attribute attribute;
  if (parser.parseAttribute(attribute))
    return failure();
  if (const auto real = dyn_cast<FloatAttr>(attribute))
    value = real.getValueAsDouble();
  else if (const auto integer = dyn_cast<IntegerAttr>(attribute))
    value = static_cast<double>(integer.getInt());
  else
    return parser.emitError(location, "expected a number or 'inf'");
  return success();
}

void engram::snn::printReal(raw_ostream &stream, double value) {
  if (std::isinf(value)) {
    stream << "inf";
    return;
  }
  const std::string text = shortest(value);
  stream << text << (text.find('.') == std::string::npos ? ".0" : "");
}

FailureOr<DenseF64ArrayAttr> engram::snn::parseReals(AsmParser &parser) {
  SmallVector<double> values;
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Square,
                                     [&] { return parseReal(parser, values.emplace_back()); }))
    return failure();
  return parser.getBuilder().getDenseF64ArrayAttr(values);
}

void engram::snn::printReals(AsmPrinter &printer, ArrayRef<double> values) {
  printer << "[";
  llvm::interleaveComma(values, printer, [&](double value) { printReal(printer.getStream(), value); });
  printer << "]";
}

ParseResult engram::snn::parseTime(AsmParser &parser, double &nanoseconds) {
  if (parseReal(parser, nanoseconds))
    return failure();
  if (std::isinf(nanoseconds))
    return success();
  const SMLoc location = parser.getCurrentLocation();
  StringRef word;
  if (succeeded(parser.parseOptionalKeyword(&word)))
    for (const Unit &unit : kUnits)
      if (word == unit.name) {
        nanoseconds *= unit.nanoseconds;
        return success();
      }
  return parser.emitError(location, "expected a unit of time: 's', 'ms', 'us' or 'ns'");
}

void engram::snn::printTime(raw_ostream &stream, double nanoseconds) {
  if (std::isinf(nanoseconds)) {
    stream << "inf";
    return;
  }
  for (const Unit &unit : kUnits) {
    const double value = nanoseconds / unit.nanoseconds;
    if (unit.nanoseconds == 1 || (std::abs(value) >= 1 && value * unit.nanoseconds == nanoseconds)) {
      stream << shortest(value) << " " << unit.name;
      return;
    }
  }
}

std::string engram::snn::realText(double value) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  printReal(stream, value);
  return text;
}

std::string engram::snn::timeText(double nanoseconds) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  printTime(stream, nanoseconds);
  return text;
}
