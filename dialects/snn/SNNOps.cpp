// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Assembly of the operations of networks. What they must satisfy is in SNNVerifier.cpp.

#include "dialects/snn/SNN.h"

#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace engram::snn;
using engram::neurocore::SignModeAttr;

//===- Time step ---------------------------------------------------------------===//

static ParseResult parseStep(OpAsmParser &parser, IntegerAttr &step) {
  const SMLoc location = parser.getCurrentLocation();
  double nanoseconds = 0;
  if (parseTime(parser, nanoseconds))
    return failure();
  const bool inRange = nanoseconds >= 1 && nanoseconds <= 1e15;
  if (!inRange || nanoseconds != std::floor(nanoseconds))
    return parser.emitError(location, "expected a whole number of nanoseconds, 1 ns to 1000000 s");
  step = parser.getBuilder().getI64IntegerAttr(static_cast<int64_t>(nanoseconds));
  return success();
}

static void printStep(OpAsmPrinter &printer, Operation *, IntegerAttr step) {
  printTime(printer.getStream(), static_cast<double>(step.getInt()));
}

//===- Connectivity --------------------------------------------------------------===//

static ParseResult parseConnectivity(OpAsmParser &parser, Attribute &connect) {
  const SMLoc location = parser.getCurrentLocation();
  StringRef word;
  if (failed(parser.parseOptionalKeyword(&word)))
    word = "";
  if (word == AllToAllAttr::getMnemonic())
    connect = AllToAllAttr::parse(parser, {});
  else if (word == OneToOneAttr::getMnemonic())
    connect = OneToOneAttr::get(parser.getContext());
  else if (word == FixedProbabilityAttr::getMnemonic())
    connect = FixedProbabilityAttr::parse(parser, {});
  else if (word == FixedInDegreeAttr::getMnemonic())
    connect = FixedInDegreeAttr::parse(parser, {});
  else if (word == SparseAttr::getMnemonic())
    connect = SparseAttr::parse(parser, {});
  else
    return parser.emitError(location, "expected 'all_to_all', 'one_to_one', 'fixed_probability', 'fixed_in_degree' or "
                                      "'sparse'");
  return success(connect != nullptr);
}

static void printConnectivity(OpAsmPrinter &printer, Operation *, Attribute connect) {
  llvm::TypeSwitch<Attribute>(connect)
      .Case<AllToAllAttr, FixedProbabilityAttr, FixedInDegreeAttr, SparseAttr>([&](auto attribute) {
        printer << attribute.getMnemonic();
        attribute.print(printer);
      })
      .Case<OneToOneAttr>([&](auto attribute) { printer << attribute.getMnemonic(); });
}

//===- Weights and delays ----------------------------------------------------------===//

/// An integer of 32 bits or a real.
static ParseResult parseNumber(OpAsmParser &parser, Attribute &number) {
  const SMLoc location = parser.getCurrentLocation();
  if (parser.parseAttribute(number))
    return failure();
  if (const auto real = dyn_cast<FloatAttr>(number)) {
    number = parser.getBuilder().getF64FloatAttr(real.getValueAsDouble());
    return success();
  }
  const auto integer = dyn_cast<IntegerAttr>(number);
  if (!integer)
    return parser.emitError(location, "expected a number");
  if (!integer.getValue().isSignedIntN(32))
    return parser.emitError(location, "integer needs more than 32 bits");
  number = parser.getBuilder().getI32IntegerAttr(static_cast<int32_t>(integer.getInt()));
  return success();
}

/// A number, or `[`numbers`]`: reals if one of them is.
static ParseResult parseNumbers(OpAsmParser &parser, Attribute &numbers) {
  SmallVector<Attribute> list;
  const SMLoc location = parser.getCurrentLocation();
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::OptionalSquare,
                                     [&] { return parseNumber(parser, list.emplace_back()); }))
    return failure();
  if (list.empty() && parser.getCurrentLocation() != location)
    return parser.emitError(location, "expected at least one number");
  if (list.empty())
    return parseNumber(parser, numbers);
  if (llvm::all_of(list, llvm::IsaPred<IntegerAttr>)) {
    const auto values =
        llvm::map_to_vector(list, [](Attribute a) { return static_cast<int32_t>(cast<IntegerAttr>(a).getInt()); });
    numbers = parser.getBuilder().getDenseI32ArrayAttr(values);
    return success();
  }
  const auto values = llvm::map_to_vector(list, [](Attribute a) {
    const auto real = dyn_cast<FloatAttr>(a);
    return real ? real.getValueAsDouble() : static_cast<double>(cast<IntegerAttr>(a).getInt());
  });
  numbers = parser.getBuilder().getDenseF64ArrayAttr(values);
  return success();
}

static void printNumbers(OpAsmPrinter &printer, Attribute numbers) {
  if (const auto integer = dyn_cast<IntegerAttr>(numbers))
    printer << integer.getInt();
  else if (const auto real = dyn_cast<FloatAttr>(numbers))
    printReal(printer.getStream(), real.getValueAsDouble());
  else if (const auto integers = dyn_cast<DenseI32ArrayAttr>(numbers))
    integers.print(printer);
  else
    printReals(printer, cast<DenseF64ArrayAttr>(numbers));
}

static ParseResult parseWeights(OpAsmParser &parser, Attribute &weights) {
  if (succeeded(parser.parseOptionalKeyword(UniformAttr::getMnemonic())))
    return success((weights = UniformAttr::parse(parser, {})) != nullptr);
  if (succeeded(parser.parseOptionalKeyword(NormalAttr::getMnemonic())))
    return success((weights = NormalAttr::parse(parser, {})) != nullptr);
  return parseNumbers(parser, weights);
}

static void printWeights(OpAsmPrinter &printer, Operation *, Attribute weights) {
  llvm::TypeSwitch<Attribute>(weights)
      .Case<UniformAttr, NormalAttr>([&](auto attribute) {
        printer << attribute.getMnemonic();
        attribute.print(printer);
      })
      .Default([&](Attribute numbers) { printNumbers(printer, numbers); });
}

static ParseResult parseDelays(OpAsmParser &parser, Attribute &delays) {
  if (succeeded(parser.parseOptionalKeyword(DelayRangeAttr::getMnemonic())))
    return success((delays = DelayRangeAttr::parse(parser, {})) != nullptr);
  return parseNumbers(parser, delays);
}

static void printDelays(OpAsmPrinter &printer, Operation *, Attribute delays) {
  if (const auto range = dyn_cast<DelayRangeAttr>(delays)) {
    printer << DelayRangeAttr::getMnemonic();
    range.print(printer);
    return;
  }
  printNumbers(printer, delays);
}

static ParseResult parseRealNumber(OpAsmParser &parser, FloatAttr &number) {
  double value = 0;
  if (parseReal(parser, value))
    return failure();
  number = parser.getBuilder().getF64FloatAttr(value);
  return success();
}

static void printRealNumber(OpAsmPrinter &printer, Operation *, FloatAttr number) {
  printReal(printer.getStream(), number.getValueAsDouble());
}

//===- Weight format -----------------------------------------------------------------===//

/// bits `,` sign [`,` `exponent` integer] [`,` `unit` real]
static ParseResult parseFormat(OpAsmParser &parser, IntegerAttr &bits, SignModeAttr &sign, IntegerAttr &exponent,
                               FloatAttr &unit) {
  Builder &builder = parser.getBuilder();
  int32_t bitCount = 0;
  if (parser.parseInteger(bitCount) || parser.parseComma())
    return failure();
  const auto mode = engram::neurocore::parseName<engram::spec::SignMode>(parser);
  if (failed(mode))
    return failure();
  bits = builder.getI32IntegerAttr(bitCount);
  sign = SignModeAttr::get(parser.getContext(), *mode);
  while (succeeded(parser.parseOptionalComma())) {
    int32_t value = 0;
    double real = 0;
    if (!exponent && succeeded(parser.parseOptionalKeyword("exponent"))) {
      if (parser.parseInteger(value))
        return failure();
      exponent = IntegerAttr::get(builder.getIntegerType(32, true), value);
    } else {
      if (parser.parseKeyword("unit") || parseReal(parser, real))
        return failure();
      unit = builder.getF64FloatAttr(real);
    }
  }
  return success();
}

static void printFormat(OpAsmPrinter &printer, Operation *, IntegerAttr bits, SignModeAttr sign, IntegerAttr exponent,
                        FloatAttr unit) {
  printer << bits.getInt() << ", " << engram::neurocore::nameOf(sign.getValue());
  if (exponent)
    printer << ", exponent " << exponent.getSInt();
  if (unit) {
    printer << ", unit ";
    printReal(printer.getStream(), unit.getValueAsDouble());
  }
}

#define GET_OP_CLASSES
#include "dialects/snn/SNNOps.cpp.inc"
