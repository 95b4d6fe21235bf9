// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a rule's text to plasticity operations: order, third factors, locations, messages.

#include "compiler/frontend/rule/RuleToPlasticity.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Verifier.h"

#include <gtest/gtest.h>

namespace engram::rule {
namespace {

using namespace mlir;
using plasticity::SynapseVariable;

class RuleToPlasticityTest : public testing::Test {
protected:
  RuleToPlasticityTest() {
    context.loadDialect<plasticity::PlasticityDialect>();
    jsonValue = NameLoc::get(StringAttr::get(&context, "/rules/0/dw"), FileLineColLoc::get(&context, "n.json", 0, 0));
    OpBuilder builder(&context);
    module = ModuleOp::create(builder.getUnknownLoc());
    builder.setInsertionPointToEnd(module->getBody());
    rule = plasticity::RuleOp::create(builder, jsonValue, "r", 4);
    builder.setInsertionPointToEnd(&rule.getBody().front());
    plasticity::TraceOp::create(builder, jsonValue, plasticity::NumberType::get(&context), plasticity::TraceName::X1,
                                llvm::APFloat(16.0), llvm::APFloat(20.0), plasticity::TimeUnit::Ms);
  }

  std::string body() {
    std::string text;
    llvm::raw_string_ostream stream(text);
    module->print(stream, OpPrintingFlags().useLocalScope());
    return text;
  }

  MLIRContext context;
  Location jsonValue = UnknownLoc::get(&context);
  OwningOpRef<ModuleOp> module;
  plasticity::RuleOp rule;
};

TEST_F(RuleToPlasticityTest, KeepsTheOrderOfProductsAndSharesReads) {
  ASSERT_TRUE(succeeded(addUpdates(rule, SynapseVariable::Weight, "x1*y0 - w*y0 + 2*x0 + (w-3)*y0", jsonValue)));
  ASSERT_TRUE(succeeded(verify(*module)));
  std::vector<std::string> events;
  for (Operation &op : rule.getBody().front())
    if (op.getNumRegions() == 1)
      events.push_back(op.getAttrOfType<plasticity::SpikeSideAttr>("side").getValue() == plasticity::SpikeSide::Pre
                           ? "pre"
                           : "post");
  EXPECT_EQ(events, (std::vector<std::string>{"post", "pre", "post"}));
  EXPECT_EQ(llvm::range_size(rule.getBody().getOps<plasticity::ReadOp>()), 1) << body();
}

TEST_F(RuleToPlasticityTest, UndeclaredPostVariableIsAThirdFactor) {
  ASSERT_TRUE(succeeded(addUpdates(rule, SynapseVariable::Tag, "u2*t*y2", jsonValue)));
  ASSERT_TRUE(succeeded(verify(*module)));
  auto thirds = rule.getBody().getOps<plasticity::ThirdFactorOp>();
  ASSERT_EQ(llvm::range_size(thirds), 1);
  EXPECT_EQ((*thirds.begin()).getName(), plasticity::TraceName::Y2);
  auto everys = rule.getBody().getOps<plasticity::EveryOp>();
  EXPECT_EQ((*everys.begin()).getDecimation(), 2U);
}

TEST_F(RuleToPlasticityTest, AProductKnowsItsColumn) {
  ASSERT_TRUE(succeeded(addUpdates(rule, SynapseVariable::Weight, "x1*y0 - 2*x0", jsonValue)));
  std::vector<unsigned> columns;
  rule.walk([&](plasticity::AddOp add) {
    auto name = cast<NameLoc>(add.getLoc());
    EXPECT_EQ(name.getName().strref(), "/rules/0/dw");
    columns.push_back(cast<FileLineColLoc>(name.getChildLoc()).getColumn());
  });
  EXPECT_EQ(columns, (std::vector<unsigned>{1, 7}));
}

TEST_F(RuleToPlasticityTest, ErrorsNameTheColumn) {
  std::string message;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    EXPECT_EQ(diagnostic.getLocation(), jsonValue);
    message = diagnostic.str();
  });
  EXPECT_TRUE(failed(addUpdates(rule, SynapseVariable::Weight, "x1*y0 + x3*y0", jsonValue)));
  EXPECT_EQ(message, "column 9: unknown symbol 'x3', did you mean 'x1'?");
  EXPECT_TRUE(failed(addUpdates(rule, SynapseVariable::Weight, "x1*y0 + x2*y0", jsonValue)));
  EXPECT_EQ(message, "column 9: 'x2' is not declared: give the rule a trace 'x2' with its impulse and tau");
}

} // namespace
} // namespace engram::rule
