// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A normalised rule becomes trace registers and products, with its locations.

#include "compiler/conversion/PlasticityToNeurocore.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"

#include <gtest/gtest.h>

namespace engram {
namespace {

using namespace mlir;

constexpr uint64_t kMillisecond = 1000000;

class RuleConversionTest : public testing::Test {
protected:
  RuleConversionTest() { context.loadDialect<plasticity::PlasticityDialect, neurocore::NeurocoreDialect>(); }

  /// Parses a rule with this body and converts it into a chip at the end of the module.
  FailureOr<neurocore::RuleOp> convert(const std::string &body, uint64_t timeStepNs = kMillisecond) {
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) { messages.push_back(diagnostic.str()); });
    module = parseSourceString<ModuleOp>("plasticity.rule @r epoch(3) {\n" + body + "}\n", &context, "r.mlir");
    rule = *module->getOps<plasticity::RuleOp>().begin();
    OpBuilder builder = OpBuilder::atBlockEnd(module->getBody());
    auto chip =
        neurocore::ChipOp::create(builder, rule.getLoc(), "chip", "tiny", neurocore::Phase::Virtual, 1, timeStepNs);
    builder.setInsertionPointToEnd(&chip.getBody().emplaceBlock());
    return convertRule(rule, timeStepNs, builder);
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  plasticity::RuleOp rule;
  std::vector<std::string> messages;
};

TEST_F(RuleConversionTest, TracesBecomeRegistersWithTheTimeStep) {
  FailureOr<neurocore::RuleOp> result = convert("%0 = plasticity.trace x1 impulse(16.5) tau(10.0 ms)\n"
                                                "%1 = plasticity.trace x2 impulse(1.0) tau(20.0 steps)\n"
                                                "%2 = plasticity.trace y1 impulse(127.0) tau(inf)\n"
                                                "%3 = plasticity.trace y2 impulse(1.0) tau(0.0 us)\n"
                                                "%4 = plasticity.third_factor y3\n",
                                                kMillisecond / 2);
  ASSERT_TRUE(succeeded(result));
  EXPECT_TRUE(succeeded(verify(*module)));
  EXPECT_EQ(result->getEpoch(), 3U);
  EXPECT_EQ(result->getX1()->getImpulse(), 16.5 * 65536);
  EXPECT_EQ(result->getX1()->getFactor(), 62340U) << "10 ms are 20 steps of 0.5 ms";
  EXPECT_EQ(result->getX2()->getFactor(), 62340U);
  EXPECT_EQ(result->getY1()->getFactor(), 65536U);
  EXPECT_EQ(result->getY2()->getFactor(), 0U);
  EXPECT_FALSE(result->getY3());
  const QuantizedTraces traces = quantizeTraces(rule, kMillisecond / 2);
  EXPECT_NEAR(traces[0]->realisedTau(), 20, 0.01);
  EXPECT_FALSE(traces[4]);
  EXPECT_TRUE(messages.empty());
}

TEST_F(RuleConversionTest, ProductsKeepOrderConstantsAndLocations) {
  FailureOr<neurocore::RuleOp> result = convert("%w = plasticity.read weight\n"
                                                "%c = plasticity.constant -255.0\n"
                                                "plasticity.on post {\n"
                                                "  %0 = plasticity.sum %w, %c\n"
                                                "  plasticity.add weight, %0\n"
                                                "}\n"
                                                "plasticity.every 8 epochs {\n"
                                                "  %1 = plasticity.constant -0.75\n"
                                                "  plasticity.add tag, %1\n"
                                                "}\n");
  ASSERT_TRUE(succeeded(result));
  EXPECT_TRUE(succeeded(verify(*module)));
  const std::vector<int16_t> constants = result->getConstants();
  EXPECT_EQ(constants, std::vector<int16_t>{-255});
  std::vector<spec::Product> products;
  std::vector<unsigned> lines;
  for (auto op : result->getBody().getOps<neurocore::ProductOp>()) {
    products.push_back(op.getProduct(constants));
    lines.push_back(cast<FileLineColLoc>(op.getLoc()).getLine());
  }
  ASSERT_EQ(products.size(), 2U);
  EXPECT_EQ(products[0].event, spec::Event::Post);
  EXPECT_EQ(products[0].factors[0].operand, spec::Operand::Weight);
  EXPECT_EQ(products[0].factors[0].constant, 1);
  EXPECT_EQ(products[1].event, spec::Event::Epoch);
  EXPECT_EQ(products[1].decimation, 3);
  EXPECT_EQ(products[1].mantissa, -3);
  EXPECT_EQ(products[1].exponent, -2);
  EXPECT_EQ(lines, (std::vector<unsigned>{6, 10}));
}

TEST_F(RuleConversionTest, RefusesARuleThatIsNotNormal) {
  EXPECT_TRUE(failed(convert("plasticity.on pre {\n"
                             "  %c = plasticity.constant 0.3\n"
                             "  plasticity.add tag, %c\n"
                             "}\n")));
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0], "'plasticity.add' op is not one product of the machine: run plasticity-normalize first");
}

TEST_F(RuleConversionTest, WarnsOfTimeConstantsThatTheRegistersMiss) {
  ASSERT_TRUE(succeeded(convert("%0 = plasticity.trace x1 impulse(1.0) tau(20000.0 steps)\n"
                                "%1 = plasticity.trace x2 impulse(1.0) tau(1000.0 s)\n"
                                "%2 = plasticity.trace y1 impulse(1.0) tau(0.1 steps)\n")));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].substr(0, 46), "time constant of 20000 steps becomes 21844.833");
  EXPECT_EQ(messages[1], "time constant of 1000000 steps is too long for the machine: the trace never decays");
}

} // namespace
} // namespace engram
