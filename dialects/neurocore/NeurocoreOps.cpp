// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operations of the neurocore dialect: assembly, and what each must satisfy by itself. What a chip must satisfy as a
// whole in each phase is in ChipVerifier.cpp.

#include "dialects/neurocore/Neurocore.h"

using namespace mlir;
using namespace engram::neurocore;
namespace spec = engram::spec;

//===- Assembly of a product --------------------------------------------------===//

/// An enumeration of hw/spec by its name.
template <typename EnumAttr> static ParseResult parseSpecName(OpAsmParser &parser, EnumAttr &attribute) {
  const auto value = engram::neurocore::parseName<decltype(attribute.getValue())>(parser);
  if (failed(value))
    return failure();
  attribute = EnumAttr::get(parser.getContext(), *value);
  return success();
}

template <typename EnumAttr> static void printSpecName(OpAsmPrinter &printer, Operation *, EnumAttr attribute) {
  printer << nameOf(attribute.getValue());
}

/// mantissa * 2 ** exponent
static ParseResult parseScale(OpAsmParser &parser, IntegerAttr &mantissa, IntegerAttr &exponent) {
  int32_t m = 0, e = 0, two = 0;
  if (parser.parseInteger(m) || parser.parseStar())
    return failure();
  const SMLoc location = parser.getCurrentLocation();
  if (parser.parseInteger(two) || parser.parseStar() || parser.parseStar() || parser.parseInteger(e))
    return failure();
  if (two != 2)
    return parser.emitError(location, "expected a power of 2");
  const Type type = parser.getBuilder().getIntegerType(32, true);
  mantissa = IntegerAttr::get(type, m);
  exponent = IntegerAttr::get(type, e);
  return success();
}

static void printScale(OpAsmPrinter &printer, Operation *, IntegerAttr mantissa, IntegerAttr exponent) {
  printer << mantissa.getSInt() << " * 2 ** " << exponent.getSInt();
}

static ParseResult parseFactors(OpAsmParser &parser, ArrayAttr &factors) {
  SmallVector<Attribute> list;
  const auto parseOne = [&]() -> ParseResult {
    FactorAttr factor;
    if (parseFactor(parser, factor))
      return failure();
    list.push_back(factor);
    return success();
  };
  if (parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Square, parseOne))
    return failure();
  factors = parser.getBuilder().getArrayAttr(list);
  return success();
}

static void printFactors(OpAsmPrinter &printer, Operation *, ArrayAttr factors) {
  printer << "[";
  llvm::interleaveComma(factors, printer, [&](Attribute factor) { printFactor(printer, cast<FactorAttr>(factor)); });
  printer << "]";
}

#define GET_OP_CLASSES
#include "dialects/neurocore/NeurocoreOps.cpp.inc"

//===- Products and rules -----------------------------------------------------===//

void ProductOp::build(OpBuilder &builder, OperationState &state, const spec::Product &product,
                      ArrayRef<int16_t> constants) {
  MLIRContext *context = builder.getContext();
  SmallVector<Attribute> factors;
  for (const spec::Factor &factor : product.factors)
    if (factor.operand != spec::Operand::None)
      factors.push_back(FactorAttr::get(context, factor.operand, factor.sign,
                                        factor.constant == 0 ? int16_t{0} : constants[factor.constant - 1]));
  const Type signedInteger = builder.getIntegerType(32, true);
  build(builder, state, UpdateTargetAttr::get(context, product.target), EventAttr::get(context, product.event),
        builder.getI32IntegerAttr(product.decimation), IntegerAttr::get(signedInteger, product.mantissa),
        IntegerAttr::get(signedInteger, product.exponent), builder.getArrayAttr(factors));
}

spec::Product ProductOp::getProduct(ArrayRef<int16_t> constants) {
  spec::Product product;
  product.target = getTarget();
  product.event = getEvent();
  product.decimation = static_cast<uint8_t>(getDecimation());
  product.mantissa = getMantissa();
  product.exponent = getExponent();
  for (const auto &[slot, attribute] : llvm::zip(product.factors, getFactors())) {
    const auto factor = cast<FactorAttr>(attribute);
    slot.operand = factor.getOperand();
    slot.sign = factor.getSign();
    if (factor.getConstant() != 0)
      slot.constant = static_cast<uint8_t>(llvm::find(constants, factor.getConstant()) - constants.begin() + 1);
  }
  return product;
}

LogicalResult ProductOp::verify() {
  if (getFactors().size() > spec::kMaxFactors)
    return emitOpError() << "has " << getFactors().size() << " factors but a word holds " << spec::kMaxFactors;
  const auto check = [&](StringRef name, int64_t value, int64_t low, int64_t high) -> LogicalResult {
    if (value >= low && value <= high)
      return success();
    return emitOpError() << name << " " << value << " is outside " << low << ".." << high;
  };
  if (failed(check("mantissa", getMantissa(), -128, 127)) || failed(check("exponent", getExponent(), -32, 31)) ||
      failed(check("decimation", getDecimation(), 0, 15)))
    return failure();
  if (getDecimation() != 0 && getEvent() != spec::Event::Epoch)
    return emitOpError() << "has a decimation, which only an epoch product can have";
  return success();
}

std::vector<int16_t> RuleOp::getConstants() {
  std::vector<int16_t> constants;
  for (ProductOp product : getOps<ProductOp>())
    for (const Attribute attribute : product.getFactors()) {
      const int16_t constant = cast<FactorAttr>(attribute).getConstant();
      if (constant != 0 && !llvm::is_contained(constants, constant))
        constants.push_back(constant);
    }
  return constants;
}

LogicalResult RuleOp::verifyRegions() {
  for (Operation &op : *getBody().begin())
    if (!isa<ProductOp>(op))
      return op.emitOpError() << "does not belong in a rule";
  if (getEpoch() < 1 || getEpoch() > 63)
    return emitOpError() << "epoch " << getEpoch() << " is outside 1..63 steps";
  const size_t constants = getConstants().size();
  if (constants > spec::kConstants)
    return emitOpError() << "uses " << constants << " different constants but the table has " << spec::kConstants;
  return success();
}

//===- Populations and projections --------------------------------------------===//

LogicalResult PopulationOp::verify() {
  constexpr uint32_t kSizeMax = 1 << 24; // as snn
  if (getSize() == 0 || getSize() > kSizeMax)
    return emitOpError() << "has size " << static_cast<int32_t>(getSize()) << ", expected 1 to " << kSizeMax;
  const bool lif = getKind() == PopulationKind::Lif;
  if (lif != getRegisters().has_value())
    return emitOpError() << (lif ? "needs registers" : "has registers, which only 'lif' has");
  if (!lif)
    return success();
  const size_t bias = getRegisters()->getBias().size();
  if (bias != 1 && bias != getSize())
    return emitOpError() << "has " << getSize() << " neurons but " << bias << " bias values";
  return success();
}

LogicalResult ProjectionOp::verify() {
  const size_t count = getPre().size();
  if (getPost().size() != count || getWeight().size() != count || getDelay().size() != count)
    return emitOpError() << "needs arrays of one length, but got " << count << " pre, " << getPost().size() << " post, "
                         << getWeight().size() << " weight, " << getDelay().size() << " delay";
  if (getShift() > 15)
    return emitOpError() << "shift " << getShift() << " is outside 0..15";
  if (getDelayBits() > 6)
    return emitOpError() << "delay_bits " << getDelayBits() << " is outside 0..6";
  return success();
}

//===- Tables of a core ---------------------------------------------------------===//

LogicalResult CoreOp::verifyRegions() {
  size_t inputAxons = 0, outputAxons = 0, memories = 0;
  for (Operation &op : *getBody().begin()) {
    if (!isa<GroupOp, InputAxonsOp, OutputAxonsOp, FormatOp, SynapseMemoryOp>(op))
      return op.emitOpError() << "does not belong in a core";
    inputAxons += isa<InputAxonsOp>(op);
    outputAxons += isa<OutputAxonsOp>(op);
    memories += isa<SynapseMemoryOp>(op);
  }
  if (inputAxons > 1 || outputAxons > 1 || memories > 1)
    return emitOpError() << "has a table twice";
  return success();
}

/// All columns of a table have the length of the first.
static LogicalResult verifyColumns(Operation *op, ArrayRef<DenseI32ArrayAttr> columns) {
  for (const DenseI32ArrayAttr column : columns)
    if (column.size() != columns.front().size())
      return op->emitOpError() << "needs columns of one length, but got " << columns.front().size() << " and "
                               << column.size();
  return success();
}

LogicalResult InputAxonsOp::verify() {
  SmallVector<DenseI32ArrayAttr> columns{getProjectionAttr(), getPreAttr(), getGroupAttr(), getSynapsesAttr()};
  if (getPlastic().size() != getProjection().size())
    return emitOpError() << "needs columns of one length, but got " << getProjection().size() << " and "
                         << getPlastic().size();
  if (getWordAttr())
    columns.append({getWordAttr(), getWordsAttr()});
  return verifyColumns(*this, columns);
}

LogicalResult OutputAxonsOp::verify() {
  return verifyColumns(*this, {getCompartmentAttr(), getCoreAttr(), getAxonAttr()});
}

LogicalResult HostAxonsOp::verify() { return verifyColumns(*this, {getNeuronAttr(), getCoreAttr(), getAxonAttr()}); }
