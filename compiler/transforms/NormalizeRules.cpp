// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// plasticity-normalize: every update becomes one product that one word of microcode can hold. In three stages: expand
// all updates of a rule into terms (analysis), then rebuild each update from its terms, then drop what nothing reads.

#include "compiler/analysis/RuleProducts.h"
#include "compiler/transforms/Passes.h"

#include "mlir/IR/Builders.h"

namespace engram {

#define GEN_PASS_DEF_NORMALIZERULES
#include "compiler/transforms/Passes.h.inc"

namespace {

using namespace mlir;

constexpr double kErrorWorthWarning = 0.01;

/// Builds the operations of terms in front of one update. `leaves` are the values that read the operands.
class TermBuilder {
public:
  TermBuilder(plasticity::AddOp add, const std::array<Value, spec::kOperandNames.size()> &leaves)
      : add(add), leaves(leaves), builder(add), loc(add.getLoc()) {}

  /// One update for `term`. `wanted`: the coefficient that an earlier run approximated, or null.
  LogicalResult build(const analysis::Term &term, FloatAttr wanted) {
    const std::optional<analysis::QuantizedScale> scale = analysis::quantizeScale(term.coefficient);
    if (!scale)
      return emitError(loc) << "coefficient " << analysis::numberText(term.coefficient)
                            << " does not fit: expected a magnitude of 2^-33 to 2^38";
    if (scale->relativeError() > kErrorWorthWarning)
      emitWarning(loc) << "coefficient " << analysis::numberText(term.coefficient) << " becomes "
                       << analysis::numberText(scale->realised()) << ", which is off by more than 1 %";
    SmallVector<Value> factors;
    if (scale->realised() != 1 || term.factors.empty())
      factors.push_back(constant(scale->realised()));
    for (const analysis::TermFactor &factor : term.factors)
      factors.push_back(buildFactor(factor));
    const Value value =
        factors.size() == 1 ? factors.front() : Value(plasticity::MulOp::create(builder, loc, type(), factors));
    if (scale->realised() != scale->wanted)
      wanted = builder.getF64FloatAttr(scale->wanted);
    plasticity::AddOp::create(builder, loc, add.getTarget(), value, wanted);
    return success();
  }

private:
  Type type() { return plasticity::NumberType::get(builder.getContext()); }

  Value constant(double value) {
    return plasticity::ConstantOp::create(builder, loc, type(), builder.getF64FloatAttr(value));
  }

  Value buildFactor(const analysis::TermFactor &factor) {
    Value value = leaves[static_cast<size_t>(factor.operand)];
    if (factor.constant != 0)
      value = plasticity::SumOp::create(builder, loc, type(), ValueRange{value, constant(factor.constant)});
    if (factor.sign)
      value = plasticity::SignOp::create(builder, loc, type(), value);
    return value;
  }

  plasticity::AddOp add;
  const std::array<Value, spec::kOperandNames.size()> &leaves;
  OpBuilder builder;
  Location loc;
};

struct NormalizeRules : impl::NormalizeRulesBase<NormalizeRules> {
  void runOnOperation() override {
    const WalkResult result = getOperation()->walk([&](plasticity::RuleOp rule) {
      return failed(normalize(rule)) ? WalkResult::interrupt() : WalkResult::skip();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }

  static LogicalResult normalize(plasticity::RuleOp rule) {
    SmallVector<std::pair<plasticity::AddOp, analysis::Terms>> updates;
    if (failed(analysis::expandUpdates(rule, [&](plasticity::AddOp add, const analysis::Terms &terms) {
          updates.emplace_back(add, terms);
          return success();
        })))
      return failure();
    const std::array<Value, spec::kOperandNames.size()> leaves = collectLeaves(rule);
    for (auto &[add, terms] : updates) {
      if (terms.empty())
        emitWarning(add.getLoc(), "update adds nothing");
      TermBuilder builder(add, leaves);
      for (const analysis::Term &term : terms)
        if (failed(builder.build(term, terms.size() == 1 ? add.getWantedAttr() : FloatAttr())))
          return failure();
      add.erase();
    }
    eraseUnread(rule);
    return failure(failed(analysis::getProducts(rule)));
  }

  /// The values that read x1 .. tag, each once, in front of everything else in the rule.
  static std::array<Value, spec::kOperandNames.size()> collectLeaves(plasticity::RuleOp rule) {
    std::array<Value, spec::kOperandNames.size()> leaves;
    Block &body = rule.getBody().front();
    rule.getBody().walk([&](Operation *op) {
      spec::Operand operand = spec::Operand::None;
      if (auto trace = dyn_cast<plasticity::TraceOp>(op))
        operand = analysis::operandOf(trace.getName());
      else if (auto third = dyn_cast<plasticity::ThirdFactorOp>(op))
        operand = analysis::operandOf(third.getName());
      else if (auto read = dyn_cast<plasticity::ReadOp>(op))
        operand = analysis::operandOf(read.getVariable());
      Value &leaf = leaves[static_cast<size_t>(operand)];
      if (operand == spec::Operand::None || leaf)
        return;
      leaf = op->getResult(0);
    });
    Operation *previous = nullptr;
    for (Value leaf : leaves) {
      if (!leaf)
        continue;
      if (previous)
        leaf.getDefiningOp()->moveAfter(previous);
      else
        leaf.getDefiningOp()->moveBefore(&body, body.begin());
      previous = leaf.getDefiningOp();
    }
    return leaves;
  }

  /// Drops values that nothing reads, and events without updates. Declared traces stay: they belong to the rule.
  static void eraseUnread(plasticity::RuleOp rule) {
    SmallVector<Operation *> ops;
    rule.getBody().walk<WalkOrder::PreOrder>([&](Operation *op) { ops.push_back(op); });
    for (Operation *op : llvm::reverse(ops)) {
      const bool declaration = isa<plasticity::TraceOp, plasticity::ThirdFactorOp>(op);
      const bool unread = op->getNumResults() == 1 && op->use_empty() && !declaration;
      const bool emptyEvent = isa<plasticity::OnOp, plasticity::EveryOp>(op) && op->getRegion(0).front().empty();
      if (unread || emptyEvent)
        op->erase();
    }
  }
};

} // namespace
} // namespace engram
