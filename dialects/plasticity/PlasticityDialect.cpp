// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plasticity dialect: registration, the assembly of numbers, time constants and periods, builders and verifiers.

#include "dialects/plasticity/PlasticityDialect.h"

#include "hw/spec/Microcode.h"
#include "hw/spec/Trace.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

#include <charconv>
#include <cmath>
#include <limits>

using namespace mlir;

namespace engram::plasticity {

static_assert(static_cast<uint8_t>(spec::Operand::X1) == static_cast<uint32_t>(TraceName::X1) &&
                  static_cast<uint8_t>(spec::Operand::Y3) == static_cast<uint32_t>(TraceName::Y3) &&
                  static_cast<uint8_t>(spec::UpdateTarget::Tag) == static_cast<uint32_t>(SynapseVariable::Tag) &&
                  static_cast<uint8_t>(spec::UpdateTarget::Delay) == static_cast<uint32_t>(SynapseVariable::Delay) &&
                  static_cast<uint8_t>(spec::Event::Post) == static_cast<uint32_t>(SpikeSide::Post),
              "the dialect's enumerations follow the microcode's");

//===--------------------------------------------------------------------------------------------------------------===//
// Assembly
//===--------------------------------------------------------------------------------------------------------------===//

/// The shortest decimal text that reads back as `value`, always with a point, as MLIR's lexer wants it.
static std::string realText(double value) {
  if (std::isinf(value))
    return "inf";
  std::array<char, 64> buffer;
  std::string text(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr);
  if (text.find('.') == std::string::npos)
    text.insert(std::min(text.find('e'), text.size()), ".0");
  return text;
}

static ParseResult parseReal(OpAsmParser &parser, FloatAttr &value) {
  double number = std::numeric_limits<double>::infinity();
  if (failed(parser.parseOptionalKeyword("inf")) && failed(parser.parseFloat(number)))
    return failure();
  value = parser.getBuilder().getF64FloatAttr(number);
  return success();
}

static void printReal(OpAsmPrinter &printer, Operation *, FloatAttr value) {
  printer << realText(value.getValueAsDouble());
}

static ParseResult parseTau(OpAsmParser &parser, FloatAttr &tau, TimeUnitAttr &unit) {
  TimeUnit parsed = TimeUnit::Steps;
  if (failed(parseReal(parser, tau)))
    return failure();
  if (!std::isinf(tau.getValueAsDouble())) {
    StringRef keyword;
    const SMLoc loc = parser.getCurrentLocation();
    if (failed(parser.parseOptionalKeyword(&keyword)) || !symbolizeTimeUnit(keyword))
      return parser.emitError(loc, "expected a unit after the time constant: steps, us, ms or s");
    parsed = *symbolizeTimeUnit(keyword);
  }
  unit = TimeUnitAttr::get(parser.getContext(), parsed);
  return success();
}

static void printTau(OpAsmPrinter &printer, Operation *op, FloatAttr tau, TimeUnitAttr unit) {
  printReal(printer, op, tau);
  if (!std::isinf(tau.getValueAsDouble()))
    printer << ' ' << stringifyTimeUnit(unit.getValue());
}

static ParseResult parsePeriod(OpAsmParser &parser, IntegerAttr &decimation) {
  const SMLoc loc = parser.getCurrentLocation();
  uint64_t period = 0;
  if (failed(parser.parseInteger(period)))
    return failure();
  if (!llvm::isPowerOf2_64(period) || period > (uint64_t{1} << kMaxDecimation))
    return parser.emitError(loc) << "expected a power of two from 1 to " << (1 << kMaxDecimation) << " epochs but got "
                                 << period;
  decimation = parser.getBuilder().getI32IntegerAttr(static_cast<int32_t>(llvm::Log2_64(period)));
  return success();
}

static void printPeriod(OpAsmPrinter &printer, Operation *, IntegerAttr decimation) {
  printer << (uint64_t{1} << decimation.getInt());
}

void TraceOp::getAsmResultNames(OpAsmSetValueNameFn setName) { setName(getResult(), stringifyTraceName(getName())); }

void ThirdFactorOp::getAsmResultNames(OpAsmSetValueNameFn setName) {
  setName(getResult(), stringifyTraceName(getName()));
}

void ReadOp::getAsmResultNames(OpAsmSetValueNameFn setName) {
  setName(getResult(), stringifySynapseVariable(getVariable()));
}

//===--------------------------------------------------------------------------------------------------------------===//
// Builders
//===--------------------------------------------------------------------------------------------------------------===//

void RuleOp::build(OpBuilder &builder, OperationState &state, StringRef name, uint32_t epoch) {
  state.addAttribute(getSymNameAttrName(state.name), builder.getStringAttr(name));
  state.addAttribute(getEpochAttrName(state.name), builder.getI32IntegerAttr(static_cast<int32_t>(epoch)));
  state.addRegion()->emplaceBlock();
}

void OnOp::build(OpBuilder &builder, OperationState &state, SpikeSide side) {
  state.addAttribute(getSideAttrName(state.name), SpikeSideAttr::get(builder.getContext(), side));
  state.addRegion()->emplaceBlock();
}

void EveryOp::build(OpBuilder &builder, OperationState &state, uint32_t decimation) {
  state.addAttribute(getDecimationAttrName(state.name), builder.getI32IntegerAttr(static_cast<int32_t>(decimation)));
  state.addRegion()->emplaceBlock();
}

//===--------------------------------------------------------------------------------------------------------------===//
// Verifiers
//===--------------------------------------------------------------------------------------------------------------===//

LogicalResult RuleOp::verify() {
  const int32_t epoch = static_cast<int32_t>(getEpoch());
  if (epoch < 1 || epoch > static_cast<int32_t>(kMaxEpoch))
    return emitOpError() << "expected an epoch of 1.." << kMaxEpoch << " time steps but got " << epoch;
  return success();
}

LogicalResult RuleOp::verifyRegions() {
  std::array<Operation *, 6> definitions{};
  const WalkResult result = getBody().walk([&](Operation *op) -> WalkResult {
    if (!isa<PlasticityDialect>(op->getDialect()))
      return op->emitOpError("cannot stand in a rule, which holds plasticity operations only");
    std::optional<TraceName> name;
    if (auto trace = dyn_cast<TraceOp>(op))
      name = trace.getName();
    else if (auto thirdFactor = dyn_cast<ThirdFactorOp>(op))
      name = thirdFactor.getName();
    if (!name)
      return WalkResult::advance();
    Operation *&first = definitions[static_cast<size_t>(*name)];
    if (first) {
      InFlightDiagnostic diagnostic = op->emitOpError() << "defines '" << stringifyTraceName(*name) << "' twice";
      diagnostic.attachNote(first->getLoc()) << "first defined here";
      return diagnostic;
    }
    first = op;
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

LogicalResult TraceOp::verify() {
  const double impulse = getImpulse().convertToDouble();
  if (!(impulse >= 0 && impulse <= spec::kTraceMax))
    return emitOpError() << "expected an impulse of 0.." << spec::kTraceMax << " but got " << realText(impulse);
  const double tau = getTau().convertToDouble();
  if (!(tau >= 0))
    return emitOpError() << "expected a time constant of 0 or more but got " << realText(tau);
  return success();
}

double TraceOp::getTauInSteps(uint64_t timeStepNs) {
  const double tau = getTau().convertToDouble();
  const double step = static_cast<double>(timeStepNs);
  switch (getUnit()) {
  case TimeUnit::Steps:
    return tau;
  case TimeUnit::Us:
    return tau * 1e3 / step;
  case TimeUnit::Ms:
    return tau * 1e6 / step;
  case TimeUnit::S:
    return tau * 1e9 / step;
  }
  llvm_unreachable("all units are handled");
}

LogicalResult ThirdFactorOp::verify() {
  if (getName() == TraceName::X1 || getName() == TraceName::X2)
    return emitOpError() << "expected y1, y2 or y3 but got " << stringifyTraceName(getName())
                         << ": a third factor reaches the postsynaptic side";
  return success();
}

LogicalResult ConstantOp::verify() {
  if (!std::isfinite(getValue().convertToDouble()))
    return emitOpError("expected a finite number");
  return success();
}

LogicalResult SumOp::verify() {
  return getTerms().size() < 2 ? emitOpError() << "expected two terms or more but got " << getTerms().size()
                               : LogicalResult(success());
}

LogicalResult MulOp::verify() {
  return getFactors().size() < 2 ? emitOpError() << "expected two factors or more but got " << getFactors().size()
                                 : LogicalResult(success());
}

LogicalResult EveryOp::verify() {
  const int32_t decimation = static_cast<int32_t>(getDecimation());
  if (decimation < 0 || decimation > static_cast<int32_t>(kMaxDecimation))
    return emitOpError() << "expected a decimation of 0.." << kMaxDecimation << " but got " << decimation;
  return success();
}

LogicalResult AddOp::verify() {
  if (!isa_and_nonnull<OnOp, EveryOp>((*this)->getParentOp()))
    return emitOpError("is an update outside an event: expected 'plasticity.on' or 'plasticity.every' around it");
  if (getWanted() && !std::isfinite(getWanted()->convertToDouble()))
    return emitOpError("expected a finite wanted coefficient");
  return success();
}

//===--------------------------------------------------------------------------------------------------------------===//
// Registration
//===--------------------------------------------------------------------------------------------------------------===//

void PlasticityDialect::initialize() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "dialects/plasticity/PlasticityTypes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/plasticity/PlasticityOps.cpp.inc"
      >();
}

} // namespace engram::plasticity

#include "dialects/plasticity/PlasticityDialect.cpp.inc"
#include "dialects/plasticity/PlasticityEnums.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "dialects/plasticity/PlasticityTypes.cpp.inc"

#define GET_OP_CLASSES
#include "dialects/plasticity/PlasticityOps.cpp.inc"
