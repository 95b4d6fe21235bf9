// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The six rules that ran on silicon (loihi.md 2.7), from their text to words of microcode.

#include "compiler/analysis/RuleProducts.h"
#include "compiler/conversion/PlasticityToNeurocore.h"
#include "compiler/frontend/rule/RuleToPlasticity.h"
#include "compiler/transforms/Passes.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"

#include <gtest/gtest.h>

namespace engram {
namespace {

using namespace mlir;
using plasticity::SynapseVariable;
using plasticity::TraceName;

struct Update {
  SynapseVariable target;
  std::string_view text;
};

struct PublishedRule {
  std::string_view name;
  uint32_t epoch;
  std::vector<TraceName> traces;
  std::vector<Update> updates;
  std::vector<std::string> listing; ///< of every word
};

class PublishedRulesTest : public testing::TestWithParam<PublishedRule> {
protected:
  PublishedRulesTest() { context.loadDialect<plasticity::PlasticityDialect, neurocore::NeurocoreDialect>(); }

  plasticity::RuleOp build(ModuleOp module, const PublishedRule &description) {
    OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
    const Location loc = builder.getUnknownLoc();
    auto rule = plasticity::RuleOp::create(builder, loc, description.name, description.epoch);
    builder.setInsertionPointToEnd(&rule.getBody().front());
    for (TraceName name : description.traces)
      plasticity::TraceOp::create(builder, loc, plasticity::NumberType::get(&context), name, llvm::APFloat(16.0),
                                  llvm::APFloat(10.0), plasticity::TimeUnit::Steps);
    for (const Update &update : description.updates)
      EXPECT_TRUE(succeeded(rule::addUpdates(rule, update.target, {update.text.data(), update.text.size()}, loc)));
    return rule;
  }

  /// The rule's words, decoded again.
  std::vector<std::string> listing(neurocore::RuleOp rule) {
    const std::vector<int16_t> constants = rule.getConstants();
    std::array<int16_t, spec::kConstants> table{};
    std::copy(constants.begin(), constants.end(), table.begin());
    std::vector<std::string> lines;
    for (auto op : rule.getBody().getOps<neurocore::ProductOp>()) {
      const std::optional<spec::Product> product = spec::decode(spec::encode(op.getProduct(constants)));
      EXPECT_TRUE(product);
      lines.push_back(std::string(spec::kTargetNames[static_cast<size_t>(product->target)]) +
                      " += " + analysis::describe(*product, table));
    }
    return lines;
  }

  MLIRContext context;
};

TEST_P(PublishedRulesTest, BecomesTheseWords) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(&context));
  plasticity::RuleOp rule = build(*module, GetParam());
  PassManager passes(&context);
  passes.addPass(createNormalizeRules());
  ASSERT_TRUE(succeeded(passes.run(*module)));
  OpBuilder builder = OpBuilder::atBlockEnd(module->getBody());
  auto chip = neurocore::ChipOp::create(builder, rule.getLoc(), "chip", "tiny", neurocore::Phase::Virtual, 1, 1000000);
  builder.setInsertionPointToEnd(&chip.getBody().emplaceBlock());
  const FailureOr<neurocore::RuleOp> converted = convertRule(rule, 1000000, builder);
  ASSERT_TRUE(succeeded(converted));
  EXPECT_TRUE(succeeded(verify(*module)));
  EXPECT_EQ(listing(*converted), GetParam().listing);
}

const std::vector<PublishedRule> kRules{
    {"pelenet",
     4,
     {TraceName::X1, TraceName::Y1},
     {{SynapseVariable::Weight, "2^-2*x1*y0 - 2^-2*y1*x0 + 2^-4*x1*y1*y0 - 2^-3*y0*w*w"}},
     {"weight += 0.25*x1 on post", "weight += -0.25*y1 on pre", "weight += 0.0625*x1*y1 on post",
      "weight += -0.125*weight*weight on post"}},
    {"epl_istdp",
     40,
     {TraceName::X1, TraceName::Y1},
     {{SynapseVariable::Delay, "4*2^-7*x1*y0 - 4*2^-7*y1*x0 + 4*x0 - 4*y0"}},
     {"delay += 0.03125*x1 on post", "delay += -0.03125*y1 on pre", "delay += 4 on pre", "delay += -4 on post"}},
    {"epl_estdp", 40, {TraceName::X1}, {{SynapseVariable::Weight, "2^-6*x1*y0"}}, {"weight += 0.015625*x1 on post"}},
    {"pcritical", // alpha 2^-5, beta 0.5; the reward trace r1 is the third factor y3
     1,
     {TraceName::X1},
     {{SynapseVariable::Tag, "x1*y0 - 2^-1*u0"}, {SynapseVariable::Weight, "0.5*u0 - 2^-5*y3*t*u0"}},
     {"tag += 1*x1 on post", "tag += -0.5 every 1 epochs", "weight += 0.5 every 1 epochs",
      "weight += -0.03125*y3*tag every 1 epochs"}},
    {"nengo_pes",
     1,
     {TraceName::X1, TraceName::Y1},
     {{SynapseVariable::Weight, "u1*x1*y1*(2^-7)"}},
     {"weight += 0.0078125*x1*y1 every 2 epochs"}},
    {"lava_rstdp",
     1,
     {TraceName::X1, TraceName::Y1},
     {{SynapseVariable::Tag, "2^-2*x1*y0 - 2^-2*y1*x0 - 2^-3*u0*t"}, {SynapseVariable::Weight, "u0*t*y2"}},
     {"tag += 0.25*x1 on post", "tag += -0.25*y1 on pre", "tag += -0.125*tag every 1 epochs",
      "weight += 1*tag*y2 every 1 epochs"}}};

INSTANTIATE_TEST_SUITE_P(Loihi, PublishedRulesTest, testing::ValuesIn(kRules),
                         [](const auto &info) { return std::string(info.param.name); });

} // namespace
} // namespace engram
