// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the syntax tree of a rule's text to plasticity operations. What a rule reads is defined once, at its top; each
// run of products with the same event becomes one event region, so that the order of the products is kept (N34).

#include "compiler/frontend/rule/RuleToPlasticity.h"

#include "compiler/frontend/rule/RuleText.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/Diagnostics.h"

using namespace mlir;

namespace engram::rule {

namespace {

Location atColumn(Location loc, uint32_t column) {
  auto name = dyn_cast<NameLoc>(loc);
  auto file = name ? dyn_cast<FileLineColLoc>(name.getChildLoc()) : FileLineColLoc();
  if (!file || file.getLine() != 0)
    return loc;
  return NameLoc::get(name.getName(), FileLineColLoc::get(file.getFilename(), 0, column));
}

class RuleBuilder {
public:
  RuleBuilder(plasticity::RuleOp rule, plasticity::SynapseVariable target, Location loc)
      : rule(rule), target(target), loc(loc), builder(rule.getContext()) {}

  LogicalResult add(const Product &product) {
    builder.setInsertionPointToEnd(eventBlock(product));
    const Location at = atColumn(loc, product.column);
    SmallVector<Value> factors;
    for (const Factor &factor : product.factors) {
      Value value = buildFactor(factor, at);
      if (!value)
        return failure();
      factors.push_back(value);
    }
    Value value = factors.empty()       ? constant(1.0, at)
                  : factors.size() == 1 ? factors.front()
                                        : Value(plasticity::MulOp::create(builder, at, numberType(), factors));
    if (product.negative)
      value = plasticity::NegOp::create(builder, at, numberType(), value);
    plasticity::AddOp::create(builder, at, target, value, FloatAttr());
    return success();
  }

private:
  Type numberType() { return plasticity::NumberType::get(builder.getContext()); }

  Value constant(double value, Location at) {
    return plasticity::ConstantOp::create(builder, at, numberType(), builder.getF64FloatAttr(value));
  }

  /// The region of the product's event: the rule's last one if it has this event, else a new one.
  Block *eventBlock(const Product &product) {
    Block &body = rule.getBody().front();
    Operation *last = body.empty() ? nullptr : &body.back();
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(&body);
    if (product.event == spec::Event::Epoch) {
      auto every = dyn_cast_if_present<plasticity::EveryOp>(last);
      if (!every || every.getDecimation() != product.decimation)
        every = plasticity::EveryOp::create(builder, loc, product.decimation);
      return &every.getBody().front();
    }
    const auto side = static_cast<plasticity::SpikeSide>(product.event);
    auto on = dyn_cast_if_present<plasticity::OnOp>(last);
    if (!on || on.getSide() != side)
      on = plasticity::OnOp::create(builder, loc, side);
    return &on.getBody().front();
  }

  /// The value of a factor; null if it reads an undeclared trace, which has been reported.
  Value buildFactor(const Factor &factor, Location at) {
    if (factor.operand == spec::Operand::None)
      return constant(factor.constant, at);
    Value value = findOrDefine(factor.operand, factor.column);
    if (value && factor.negated)
      value = plasticity::NegOp::create(builder, at, numberType(), value);
    if (value && factor.constant != 0)
      value = plasticity::SumOp::create(builder, at, numberType(), ValueRange{value, constant(factor.constant, at)});
    if (value && factor.sign)
      value = plasticity::SignOp::create(builder, at, numberType(), value);
    return value;
  }

  static bool reads(Operation &op, spec::Operand operand) {
    if (auto trace = dyn_cast<plasticity::TraceOp>(op))
      return static_cast<uint32_t>(trace.getName()) == static_cast<uint32_t>(operand);
    if (auto third = dyn_cast<plasticity::ThirdFactorOp>(op))
      return static_cast<uint32_t>(third.getName()) == static_cast<uint32_t>(operand);
    if (auto read = dyn_cast<plasticity::ReadOp>(op))
      return read.getVariable() == variableOf(operand);
    return false;
  }

  static std::optional<plasticity::SynapseVariable> variableOf(spec::Operand operand) {
    switch (operand) {
    case spec::Operand::Weight:
      return plasticity::SynapseVariable::Weight;
    case spec::Operand::Tag:
      return plasticity::SynapseVariable::Tag;
    case spec::Operand::Delay:
      return plasticity::SynapseVariable::Delay;
    default:
      return std::nullopt;
    }
  }

  Value findOrDefine(spec::Operand operand, uint32_t column) {
    Block &body = rule.getBody().front();
    Block::iterator firstEvent = body.begin();
    for (; firstEvent != body.end() && !isa<plasticity::OnOp, plasticity::EveryOp>(*firstEvent); ++firstEvent)
      if (reads(*firstEvent, operand))
        return firstEvent->getResult(0);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPoint(&body, firstEvent);
    const Location at = atColumn(loc, column);
    if (std::optional<plasticity::SynapseVariable> variable = variableOf(operand))
      return plasticity::ReadOp::create(builder, at, numberType(), *variable);
    if (operand == spec::Operand::X1 || operand == spec::Operand::X2) {
      const StringRef name(symbolOf(operand));
      emitError(loc) << "column " << column << ": '" << name << "' is not declared: give the rule a trace '" << name
                     << "' with its impulse and tau";
      return Value();
    }
    return plasticity::ThirdFactorOp::create(builder, at, numberType(), static_cast<plasticity::TraceName>(operand));
  }

  plasticity::RuleOp rule;
  plasticity::SynapseVariable target;
  Location loc;
  OpBuilder builder;
};

} // namespace

LogicalResult addUpdates(plasticity::RuleOp rule, plasticity::SynapseVariable target, StringRef text, Location loc) {
  SyntaxError error;
  const std::optional<std::vector<Product>> products = parseRuleText({text.data(), text.size()}, error);
  if (!products)
    return emitError(loc) << "column " << error.column << ": " << error.message;
  RuleBuilder builder(rule, target, loc);
  for (const Product &product : *products)
    if (failed(builder.add(product)))
      return failure();
  return success();
}

} // namespace engram::rule
