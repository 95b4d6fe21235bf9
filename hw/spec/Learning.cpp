// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which synapses a rule can change.

#include "hw/spec/Learning.h"

namespace engram::spec {

namespace {

/// Whether the product is zero wherever the presynaptic traces are.
bool needsPreTrace(const Product &product) {
  for (const Factor &factor : product.factors)
    if ((factor.operand == Operand::X1 || factor.operand == Operand::X2) && factor.constant == 0)
      return true;
  return false;
}

} // namespace

VisitRule visitRule(const std::vector<Product> &products) {
  VisitRule rule;
  for (const Product &product : products) {
    rule.always = rule.always || product.event == Event::Epoch;
    rule.preGated = rule.preGated || product.event == Event::Pre;
    if (product.event != Event::Post)
      continue;
    rule.postGated = true;
    rule.postNeedsTrace = rule.postNeedsTrace && needsPreTrace(product);
  }
  return rule;
}

} // namespace engram::spec
