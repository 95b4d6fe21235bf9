// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bounds are products of magnitudes: coarse, but enough to see that common rules fit 32 bits.

#include "backends/native/RulePlan.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace engram::native {

namespace {

constexpr int64_t kWordMax = (int64_t{1} << 31) - 1;

/// Bounds of a product on its way: of everything before its shift, and of its value in units of 2^-16.
struct ProductBounds {
  int64_t before;
  int64_t value;
};

ProductBounds boundsOf(const RulePlan &rule, const spec::Product &product, const OperandRanges &ranges) {
  int64_t bound = std::abs(product.mantissa);
  for (const spec::Factor &factor : product.factors) {
    if (factor.operand == spec::Operand::None)
      continue;
    int64_t magnitude = ranges.magnitude[static_cast<size_t>(factor.operand)];
    if (factor.constant != 0)
      magnitude += std::abs(rule.constants[factor.constant - size_t{1}]);
    bound *= factor.sign ? 1 : std::max<int64_t>(magnitude, 1);
  }
  const int shift = product.exponent + 16;
  if (shift < 0) {
    const int64_t half = int64_t{1} << (-shift - 1);
    return {bound + half, (bound + half) >> -shift};
  }
  return {bound, bound > (kWordMax >> shift) ? kWordMax + 1 : bound << shift};
}

} // namespace

int trailingZeros(int64_t mantissa) {
  int zeros = 0;
  for (; mantissa != 0 && mantissa % 2 == 0; mantissa /= 2)
    ++zeros;
  return zeros;
}

bool RulePlan::uses(spec::Event event, spec::Operand operand) const {
  return std::any_of(products.begin(), products.end(), [&](const spec::Product &product) {
    return product.event == event && std::any_of(product.factors.begin(), product.factors.end(),
                                                 [&](const auto &factor) { return factor.operand == operand; });
  });
}

bool RulePlan::uses(spec::Operand operand) const {
  return uses(spec::Event::Pre, operand) || uses(spec::Event::Post, operand) || uses(spec::Event::Epoch, operand);
}

bool RulePlan::changes(spec::UpdateTarget target) const {
  return std::any_of(products.begin(), products.end(),
                     [target](const spec::Product &product) { return product.target == target; });
}

RulePlan planRule(const image::RuleT &rule) {
  RulePlan plan;
  plan.epoch = rule.epoch;
  std::transform(rule.traces.begin(), rule.traces.end(), plan.traces.begin(),
                 [](const image::TraceRegisters &trace) { return TracePlan{trace.impulse(), trace.factor()}; });
  plan.constants.assign(rule.constants.begin(), rule.constants.end());
  for (const uint64_t word : rule.words) {
    const spec::Product product = *spec::decode(word);
    plan.products.push_back(product);
    plan.preGated |= product.event == spec::Event::Pre;
    plan.postGated |= product.event == spec::Event::Post;
    if (product.event == spec::Event::Epoch)
      plan.decimations.push_back(product.decimation);
  }
  std::sort(plan.decimations.begin(), plan.decimations.end());
  plan.decimations.erase(std::unique(plan.decimations.begin(), plan.decimations.end()), plan.decimations.end());
  return plan;
}

std::vector<spec::Product> actingProducts(const RulePlan &rule, size_t level, bool pre, bool post) {
  std::vector<spec::Product> acting;
  std::copy_if(rule.products.begin(), rule.products.end(), std::back_inserter(acting),
               [&](const spec::Product &product) {
                 if (product.mantissa == 0)
                   return false;
                 switch (product.event) {
                 case spec::Event::Pre:
                   return pre;
                 case spec::Event::Post:
                   return post;
                 default:
                   return level > 0 && product.decimation <= rule.decimations[level - 1];
                 }
               });
  return acting;
}

OperandRanges operandRanges(int32_t maxDelay) {
  OperandRanges ranges;
  ranges.magnitude.fill(128); // traces and third factors
  ranges.magnitude[static_cast<size_t>(spec::Operand::Weight)] = 256;
  ranges.magnitude[static_cast<size_t>(spec::Operand::Tag)] = 256;
  ranges.magnitude[static_cast<size_t>(spec::Operand::Delay)] = maxDelay;
  return ranges;
}

UpdatePlan planUpdate(const RulePlan &rule, const std::vector<spec::Product> &products, spec::UpdateTarget target,
                      const OperandRanges &ranges, int64_t valueMagnitude, int gridBits) {
  UpdatePlan plan;
  plan.unit = gridBits;
  int64_t sum = (valueMagnitude << 16) + (int64_t{1} << gridBits);
  for (const spec::Product &product : products) {
    if (product.target != target || product.mantissa == 0)
      continue;
    const ProductBounds bounds = boundsOf(rule, product, ranges);
    sum += bounds.value;
    if (bounds.before > kWordMax || sum > kWordMax)
      plan.bits = 64;
    const int shift = product.exponent + 16;
    plan.unit = std::min(plan.unit, shift < 0 ? 0 : shift + trailingZeros(product.mantissa));
  }
  if (plan.bits == 64)
    plan.unit = 0; // a sum that saturates is on no grid
  plan.draws = plan.unit < gridBits;
  return plan;
}

} // namespace engram::native
