// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Expansion keeps the value of an update: random expressions, evaluated as they stand and as sums of terms.

#include "compiler/analysis/RuleProducts.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OwningOpRef.h"

#include <gtest/gtest.h>

#include <random>

namespace engram::analysis {
namespace {

using namespace mlir;
using namespace engram::plasticity;

double signOf(double value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

/// A random rule with one update. Constants are small multiples of 1/4 and operands small integers: double is exact.
class RandomRule {
public:
  RandomRule(MLIRContext &context, std::mt19937 &random) : random(random), builder(&context) {
    const Location loc = builder.getUnknownLoc();
    module = ModuleOp::create(loc);
    builder.setInsertionPointToEnd(module->getBody());
    rule = RuleOp::create(builder, loc, "r", 1);
    builder.setInsertionPointToEnd(&rule.getBody().front());
    const Type type = NumberType::get(&context);
    for (SynapseVariable variable : {SynapseVariable::Weight, SynapseVariable::Tag, SynapseVariable::Delay})
      define(ReadOp::create(builder, loc, type, variable), static_cast<double>(pick(9)) - 4);
    auto on = OnOp::create(builder, loc, SpikeSide::Pre);
    builder.setInsertionPointToEnd(&on.getBody().front());
    for (size_t count = 2 + pick(7); count > 0; --count)
      addOperation(loc, type);
    AddOp::create(builder, loc, SynapseVariable::Weight, pool.back().first, FloatAttr());
  }

  double expected() const { return pool.back().second; }

  double evaluate(const Terms &terms) const {
    double sum = 0;
    for (const Term &term : terms) {
      double product = term.coefficient;
      for (const TermFactor &factor : term.factors) {
        const double value = operandValue(factor.operand) + factor.constant;
        product *= factor.sign ? signOf(value) : value;
      }
      sum += product;
    }
    return sum;
  }

  RuleOp rule;

private:
  size_t pick(size_t count) { return random() % count; }
  const std::pair<Value, double> &any() { return pool[pick(pool.size())]; }
  void define(Value value, double number) { pool.emplace_back(value, number); }

  double operandValue(spec::Operand operand) const {
    for (size_t i = 0; i < 3; ++i)
      if (operandOf(static_cast<SynapseVariable>(i)) == operand)
        return pool[i].second;
    ADD_FAILURE() << "no such operand";
    return 0;
  }

  void addOperation(Location loc, Type type) {
    const auto [left, l] = any();
    const auto [right, r] = any();
    switch (pick(6)) {
    case 0:
      return define(NegOp::create(builder, loc, type, left), -l);
    case 1:
      return define(SignOp::create(builder, loc, type, left), signOf(l));
    case 2:
      return define(MulOp::create(builder, loc, type, ValueRange{left, right}), l * r);
    case 3: {
      const double value = (static_cast<double>(pick(33)) - 16) / 4;
      return define(ConstantOp::create(builder, loc, type, builder.getF64FloatAttr(value)), value);
    }
    default:
      return define(SumOp::create(builder, loc, type, ValueRange{left, right}), l + r);
    }
  }

  std::mt19937 &random;
  OpBuilder builder;
  OwningOpRef<ModuleOp> module;
  std::vector<std::pair<Value, double>> pool;
};

TEST(RuleExpansionTest, TermsHaveTheValueOfTheUpdate) {
  MLIRContext context;
  context.loadDialect<PlasticityDialect>();
  ScopedDiagnosticHandler quiet(&context, [](Diagnostic &) { return success(); });
  std::mt19937 random(13);
  int expanded = 0;
  for (int i = 0; i < 20000; ++i) {
    RandomRule rule(context, random);
    const LogicalResult result = expandUpdates(rule.rule, [&](AddOp, const Terms &terms) {
      EXPECT_DOUBLE_EQ(rule.evaluate(terms), rule.expected()) << i;
      for (const Term &term : terms) {
        EXPECT_NE(term.coefficient, 0) << i;
        EXPECT_LE(term.factors.size(), size_t{spec::kMaxFactors}) << i;
      }
      return success();
    });
    expanded += succeeded(result) ? 1 : 0;
    if (testing::Test::HasFailure()) {
      rule.rule.dump();
      return;
    }
  }
  EXPECT_GT(expanded, 15000);
}

TEST(RuleExpansionTest, DescribesAProductAsAFormula) {
  spec::Product product;
  product.event = spec::Event::Epoch;
  product.decimation = 3;
  product.mantissa = -3;
  product.exponent = -2;
  product.factors[0] = {spec::Operand::Weight, false, 1};
  product.factors[1] = {spec::Operand::Tag, true, 2};
  product.factors[2] = {spec::Operand::X1, false, 0};
  EXPECT_EQ(describe(product, {-255, 7, 0, 0}), "-0.75*(weight - 255)*sgn(tag + 7)*x1 every 8 epochs");
}

} // namespace
} // namespace engram::analysis
