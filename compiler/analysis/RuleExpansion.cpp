// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Expansion of the values of a rule into sums of products. Values are visited in program order, so that operands are
// expanded before their users and no recursion can run away.

#include "compiler/analysis/RuleProducts.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/DenseMap.h"

#include <cmath>

using namespace mlir;

namespace engram::analysis {

namespace {

constexpr size_t kMaxTerms = 64;

Terms constantTerms(double value) { return value == 0 ? Terms{} : Terms{{value, {}}}; }
Terms operandTerms(spec::Operand operand) { return {{1.0, {{operand, false, 0}}}}; }

bool isFactorConstant(double value) {
  return value == std::floor(value) && value >= spec::kConstantMin && value <= spec::kConstantMax;
}

/// slope * operand + offset.
struct Linear {
  spec::Operand operand = spec::Operand::None;
  double slope = 0;
  double offset = 0;
};

/// The terms as a linear function of one variable, if they are one.
std::optional<Linear> asLinear(const Terms &terms) {
  Linear linear;
  for (const Term &term : terms) {
    if (term.factors.empty()) {
      linear.offset += term.coefficient;
      continue;
    }
    const TermFactor &factor = term.factors.front();
    const bool other = linear.operand != spec::Operand::None && factor.operand != linear.operand;
    if (term.factors.size() != 1 || factor.sign || other)
      return std::nullopt;
    linear.operand = factor.operand;
    linear.slope += term.coefficient;
    linear.offset += term.coefficient * factor.constant;
  }
  return linear;
}

Terms addEqualTerms(const Terms &terms) {
  Terms result;
  for (const Term &term : terms) {
    auto *same = llvm::find_if(result, [&](const Term &other) { return other.factors == term.factors; });
    if (same == result.end())
      result.push_back(term);
    else
      same->coefficient += term.coefficient;
  }
  llvm::erase_if(result, [](const Term &term) { return term.coefficient == 0; });
  return result;
}

/// A sum as one factor `v + c` if the machine has it, else as it is.
Terms simplifySum(const Terms &terms) {
  const std::optional<Linear> linear = asLinear(terms);
  if (!linear)
    return addEqualTerms(terms);
  if (linear->operand == spec::Operand::None || linear->slope == 0)
    return constantTerms(linear->offset);
  const double constant = linear->offset / linear->slope;
  if (isFactorConstant(constant))
    return {{linear->slope, {{linear->operand, false, static_cast<int32_t>(constant)}}}};
  Terms result = operandTerms(linear->operand);
  result.front().coefficient = linear->slope;
  result.push_back({linear->offset, {}});
  return result;
}

class Expansion {
public:
  LogicalResult expand(Operation &op) {
    if (op.getNumResults() != 1 || op.use_empty())
      return success();
    FailureOr<Terms> terms = termsOf(op);
    if (failed(terms))
      return failure();
    if (terms->size() > kMaxTerms)
      return op.emitError() << "expands to more than " << kMaxTerms << " products: write a simpler rule";
    for (const Term &term : *terms)
      if (!std::isfinite(term.coefficient))
        return op.emitError("coefficient is out of range");
    values[op.getResult(0)] = std::move(*terms);
    return success();
  }

  const Terms &termsOf(Value value) { return values[value]; }

private:
  FailureOr<Terms> termsOf(Operation &op) {
    if (auto trace = dyn_cast<plasticity::TraceOp>(op))
      return operandTerms(operandOf(trace.getName()));
    if (auto third = dyn_cast<plasticity::ThirdFactorOp>(op))
      return operandTerms(operandOf(third.getName()));
    if (auto read = dyn_cast<plasticity::ReadOp>(op))
      return operandTerms(operandOf(read.getVariable()));
    if (auto constant = dyn_cast<plasticity::ConstantOp>(op))
      return constantTerms(constant.getValue().convertToDouble());
    if (auto neg = dyn_cast<plasticity::NegOp>(op))
      return negate(values[neg.getOperand()]);
    if (auto sum = dyn_cast<plasticity::SumOp>(op))
      return add(sum);
    if (auto mul = dyn_cast<plasticity::MulOp>(op))
      return multiply(mul);
    return signOf(cast<plasticity::SignOp>(op));
  }

  static Terms negate(Terms terms) {
    for (Term &term : terms)
      term.coefficient = -term.coefficient;
    return terms;
  }

  FailureOr<Terms> add(plasticity::SumOp sum) {
    Terms terms;
    for (Value operand : sum.getTerms()) {
      llvm::append_range(terms, values[operand]);
      if (terms.size() > kMaxTerms * 2)
        terms = addEqualTerms(terms);
      if (terms.size() > kMaxTerms * 2)
        break; // reported by the caller
    }
    return simplifySum(terms);
  }

  FailureOr<Terms> multiply(plasticity::MulOp mul) {
    Terms product = constantTerms(1.0);
    for (Value operand : mul.getFactors()) {
      Terms next;
      for (const Term &left : product)
        for (const Term &right : values[operand]) {
          Term term = left;
          term.coefficient *= right.coefficient;
          llvm::append_range(term.factors, right.factors);
          next.push_back(std::move(term));
          if (next.back().factors.size() > spec::kMaxFactors)
            return mul.emitError() << "product has " << next.back().factors.size()
                                   << " factors or more but the machine multiplies " << spec::kMaxFactors;
          if (next.size() > kMaxTerms)
            return next; // reported by the caller
        }
      product = addEqualTerms(next);
    }
    return product;
  }

  FailureOr<Terms> signOf(plasticity::SignOp sign) {
    const Terms &terms = values[sign.getOperand()];
    if (terms.empty())
      return Terms{};
    if (terms.size() == 1) {
      Term term = terms.front();
      term.coefficient = term.coefficient > 0 ? 1 : -1;
      for (TermFactor &factor : term.factors)
        factor.sign = true;
      return Terms{term};
    }
    const std::optional<Linear> linear = asLinear(terms);
    if (!linear)
      return sign.emitError("sign of a sum of several variables: the machine has the sign of one variable plus an "
                            "integer constant");
    return sign.emitError() << "expected an integer constant of " << spec::kConstantMin << ".." << spec::kConstantMax
                            << " beside a variable in a sign but got " << numberText(linear->offset / linear->slope);
  }

  llvm::DenseMap<Value, Terms> values;
};

} // namespace

spec::Operand operandOf(plasticity::TraceName name) { return static_cast<spec::Operand>(name); }

spec::Operand operandOf(plasticity::SynapseVariable variable) {
  switch (variable) {
  case plasticity::SynapseVariable::Weight:
    return spec::Operand::Weight;
  case plasticity::SynapseVariable::Tag:
    return spec::Operand::Tag;
  case plasticity::SynapseVariable::Delay:
    return spec::Operand::Delay;
  }
  llvm_unreachable("all variables are handled");
}

bool operator==(const TermFactor &left, const TermFactor &right) {
  return left.operand == right.operand && left.sign == right.sign && left.constant == right.constant;
}

LogicalResult expandUpdates(plasticity::RuleOp rule,
                            llvm::function_ref<LogicalResult(plasticity::AddOp, const Terms &)> visit) {
  Expansion expansion;
  const WalkResult result = rule.getBody().walk<WalkOrder::PreOrder>([&](Operation *op) -> WalkResult {
    if (auto add = dyn_cast<plasticity::AddOp>(op))
      return visit(add, expansion.termsOf(add.getValue()));
    return expansion.expand(*op);
  });
  return failure(result.wasInterrupted());
}

} // namespace engram::analysis
