// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// plasticity-check-ranges: warns where products or sums of normalised rules saturate or lose all their bits.

#include "compiler/analysis/RuleProducts.h"
#include "compiler/transforms/Passes.h"

namespace engram {

#define GEN_PASS_DEF_CHECKRULERANGES
#include "compiler/transforms/Passes.h.inc"

namespace {

using namespace mlir;

struct CheckRuleRanges : impl::CheckRuleRangesBase<CheckRuleRanges> {
  void runOnOperation() override {
    const WalkResult result = getOperation()->walk([](plasticity::RuleOp rule) {
      const FailureOr<analysis::RuleProducts> products = analysis::getProducts(rule);
      if (failed(products))
        return WalkResult::interrupt();
      const analysis::RuleRanges ranges = analysis::analyzeRanges(
          products->products, products->constantTable(), analysis::widestOperandRanges(products->thirdFactors));
      analysis::warnAboutRanges(*products, ranges);
      return WalkResult::skip();
    });
    markAllAnalysesPreserved();
    if (result.wasInterrupted())
      signalPassFailure();
  }
};

} // namespace
} // namespace engram
