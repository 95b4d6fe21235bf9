// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes of the neurocore dialect: assembly of factors, ranges of registers.

#include "dialects/neurocore/Neurocore.h"

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace engram::neurocore;
using engram::spec::Operand;

#define GET_ATTRDEF_CLASSES
#include "dialects/neurocore/NeurocoreAttributes.cpp.inc"

void NeurocoreDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/neurocore/NeurocoreAttributes.cpp.inc"
      >();
}

namespace {

using EmitError = llvm::function_ref<InFlightDiagnostic()>;

/// `name` must be in [low, high].
LogicalResult checkRange(EmitError emitError, StringRef name, int64_t value, int64_t low, int64_t high) {
  if (value >= low && value <= high)
    return success();
  return emitError() << name << " " << value << " is outside " << low << ".." << high;
}

} // namespace

RegistersAttr RegistersAttr::get(MLIRContext *context, const engram::spec::LifRegisters &registers,
                                 ArrayRef<int32_t> biasMant, ArrayRef<int32_t> biasExp) {
  const auto array = [&](ArrayRef<int32_t> values) {
    return values.empty() ? DenseI32ArrayAttr() : DenseI32ArrayAttr::get(context, values);
  };
  return Base::get(context, registers.du, registers.dv, registers.vth, registers.vreset, registers.reset,
                   registers.refractory, array(biasMant), array(biasExp), registers.thetaStep,
                   registers.thetaDecayMantissa, registers.thetaDecayExponent);
}

engram::spec::LifRegisters RegistersAttr::getLifRegisters() const {
  engram::spec::LifRegisters registers;
  registers.du = getDu();
  registers.dv = getDv();
  registers.vth = getVth();
  registers.vreset = getVreset();
  registers.reset = getReset();
  registers.refractory = getRefractory();
  registers.thetaStep = getThetaStep();
  registers.thetaDecayMantissa = getThetaDecayMant();
  registers.thetaDecayExponent = getThetaDecayExp();
  return registers;
}

std::vector<int32_t> RegistersAttr::getBias() const {
  if (!getBiasMant())
    return {0};
  const ArrayRef<int32_t> mantissas = getBiasMant();
  const ArrayRef<int32_t> exponents = getBiasExp() ? ArrayRef<int32_t>(getBiasExp()) : ArrayRef<int32_t>();
  std::vector<int32_t> bias(std::max(mantissas.size(), exponents.size()));
  for (size_t i = 0; i < bias.size(); ++i) {
    const int32_t mantissa = mantissas[mantissas.size() == 1 ? 0 : i];
    const int32_t exponent = exponents.empty() ? 0 : exponents[exponents.size() == 1 ? 0 : i];
    bias[i] = mantissa * (1 << exponent);
  }
  return bias;
}

LogicalResult RegistersAttr::verify(EmitError emitError, int32_t du, int32_t dv, int32_t vth, int32_t vreset,
                                    engram::spec::ResetMode, int32_t refractory, DenseI32ArrayAttr biasMant,
                                    DenseI32ArrayAttr biasExp, int32_t thetaStep, int32_t thetaDecayMant,
                                    int32_t thetaDecayExp) {
  using engram::spec::kStateMax;
  const struct {
    StringRef name;
    int32_t value, low, high;
  } ranges[] = {{"du", du, 0, 4095},
                {"dv", dv, 0, 4096},
                {"vth", vth, 0, 131071},
                {"vreset", vreset, -kStateMax, kStateMax},
                {"refractory", refractory, 0, 63},
                {"theta_step", thetaStep, 0, kStateMax},
                {"theta_decay_mant", thetaDecayMant, 0, 255},
                {"theta_decay_exp", thetaDecayExp, 1, 31}};
  for (const auto &range : ranges)
    if (failed(checkRange(emitError, range.name, range.value, range.low, range.high)))
      return failure();
  const ArrayRef<int32_t> mantissas = biasMant ? ArrayRef<int32_t>(biasMant) : ArrayRef<int32_t>();
  const ArrayRef<int32_t> exponents = biasExp ? ArrayRef<int32_t>(biasExp) : ArrayRef<int32_t>();
  for (const int32_t mantissa : mantissas)
    if (failed(checkRange(emitError, "bias_mant", mantissa, -4095, 4095)))
      return failure();
  for (const int32_t exponent : exponents)
    if (failed(checkRange(emitError, "bias_exp", exponent, 0, 7)))
      return failure();
  if (!exponents.empty() && mantissas.empty())
    return emitError() << "bias_exp needs a bias_mant";
  if (mantissas.size() > 1 && exponents.size() > 1 && mantissas.size() != exponents.size())
    return emitError() << "bias_mant has " << mantissas.size() << " entries but bias_exp has " << exponents.size();
  return success();
}

LogicalResult WeightFormatAttr::verify(EmitError emitError, int32_t bits, engram::spec::SignMode) {
  if (isWeightBits(bits))
    return success();
  return emitError() << "a weight has 1 to 6 or 8 bits, but got " << bits;
}

LogicalResult TraceAttr::verify(EmitError emitError, uint32_t impulse, uint32_t factor) {
  using namespace engram::spec;
  if (failed(checkRange(emitError, "impulse", impulse, 0, int64_t{kTraceMax} * kTraceUnity)))
    return failure();
  return checkRange(emitError, "factor", factor, 0, kTraceUnity);
}

//===- Factors --------------------------------------------------------------===//

LogicalResult FactorAttr::verify(EmitError emitError, Operand operand, bool, int16_t constant) {
  using namespace engram::spec;
  if (operand == Operand::None)
    return emitError() << "a factor needs an operand";
  return checkRange(emitError, "constant", constant, kConstantMin, kConstantMax);
}

/// operand [(+|-) constant]
static ParseResult parseSum(AsmParser &parser, Operand &operand, int16_t &constant) {
  const FailureOr<Operand> parsed = parseName<Operand>(parser);
  if (failed(parsed))
    return failure();
  operand = *parsed;
  constant = 0;
  const SMLoc location = parser.getCurrentLocation();
  int32_t value = 0;
  const bool plus = succeeded(parser.parseOptionalPlus());
  const OptionalParseResult number = parser.parseOptionalInteger(value);
  if (plus ? !number.has_value() || value < 0 : number.has_value() && value > 0)
    return parser.emitError(location, "expected '+ constant' or '- constant'");
  if (number.has_value() && failed(*number))
    return failure();
  if (value < engram::spec::kConstantMin || value > engram::spec::kConstantMax)
    return parser.emitError(location) << "constant " << value << " is outside " << engram::spec::kConstantMin << ".."
                                      << engram::spec::kConstantMax;
  constant = static_cast<int16_t>(value);
  return success();
}

ParseResult engram::neurocore::parseFactor(AsmParser &parser, FactorAttr &factor) {
  Operand operand = Operand::None;
  int16_t constant = 0;
  const bool sign = succeeded(parser.parseOptionalKeyword("sign"));
  const bool bracket = sign || succeeded(parser.parseOptionalLParen());
  if (sign && parser.parseLParen())
    return failure();
  if (parseSum(parser, operand, constant) || (bracket && parser.parseRParen()))
    return failure();
  factor = FactorAttr::getChecked([&] { return parser.emitError(parser.getCurrentLocation()); }, parser.getContext(),
                                  operand, sign, constant);
  return success(factor != nullptr);
}

void engram::neurocore::printFactor(AsmPrinter &printer, FactorAttr factor) {
  if (factor.getSign())
    printer << "sign";
  const bool bracket = factor.getSign() || factor.getConstant() != 0;
  if (bracket)
    printer << "(";
  printer << nameOf(factor.getOperand());
  if (factor.getConstant() != 0)
    printer << (factor.getConstant() < 0 ? " - " : " + ") << std::abs(int{factor.getConstant()});
  if (bracket)
    printer << ")";
}

Attribute FactorAttr::parse(AsmParser &parser, Type) {
  FactorAttr factor;
  if (parser.parseLess() || parseFactor(parser, factor) || parser.parseGreater())
    return {};
  return factor;
}

void FactorAttr::print(AsmPrinter &printer) const {
  printer << "<";
  printFactor(printer, *this);
  printer << ">";
}
