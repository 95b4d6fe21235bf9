// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shifts, constants and widths are known when the code is made; saturation is written only where a bound cannot rule it
// out.

#include "backends/native/codegen/Visit.h"

#include "backends/native/codegen/Random.h"
#include "backends/native/codegen/Stages.h"

#include <algorithm>
#include <utility>

namespace engram::native {

namespace {

constexpr int64_t kAccumulatorMax = (int64_t{1} << 31) - 1;

/// `field` put into bits shift .. shift + bits - 1 of a word.
Int insert(const Int &word, const Int &field, int shift, int bits) {
  const int64_t mask = ((int64_t{1} << bits) - 1) << shift;
  const Int wide = word.bits() < 32 ? truncate(field, word.bits()) : zeroExtend(field, word.bits());
  if (bits == word.bits())
    return wide;
  return (word & ~mask) | (shiftLeft(wide, shift) & mask);
}

} // namespace

Visit::Visit(Code &code, const Program &program, const ProjectionProgram &projection, std::vector<spec::Product> acting,
             VisitOperands how)
    : code(code), rule(program.rules[projection.rule]), projection(projection), products(std::move(acting)),
      operands(std::move(how)) {
  for (const spec::Product &product : products)
    for (const spec::Factor &factor : product.factors)
      if (isTrace(factor.operand))
        if (const std::optional<Int> value = operands.shared({product.event, factor.operand}))
          sharedValues.insert({{product.event, factor.operand}, *value});
}

std::optional<Int> Visit::someHolds(const std::function<std::vector<Int>(const spec::Product &)> &conditions) const {
  std::optional<Int> some;
  for (const spec::Product &product : products) {
    const std::vector<Int> needed = conditions(product);
    if (needed.empty())
      return std::nullopt;
    Int all = needed.front();
    for (size_t i = 1; i < needed.size(); ++i)
      all = all & needed[i];
    some = some ? *some | all : all;
  }
  return some;
}

std::optional<Int> Visit::anyActs() const {
  return someHolds([this](const spec::Product &product) {
    std::vector<Int> needed;
    for (const spec::Factor &factor : product.factors)
      if (const auto shared = sharedValues.find({product.event, factor.operand});
          isBare(factor) && shared != sharedValues.end())
        needed.push_back(notEqual(shared->second, 0));
    return needed;
  });
}

std::optional<Int> Visit::acts(const Int &word) {
  return someHolds([&](const spec::Product &product) {
    std::vector<Int> needed;
    if (product.event == spec::Event::Post && operands.postSpiked)
      needed.push_back(operands.postSpiked());
    for (const spec::Factor &factor : product.factors)
      if (isBare(factor) && sharedValues.count({product.event, factor.operand}) == 0 &&
          (isTrace(factor.operand) || factor.operand == spec::Operand::Tag))
        needed.push_back(notEqual(operand(product, factor.operand, word), 0));
    return needed;
  });
}

Int Visit::operand(const spec::Product &product, spec::Operand operand, const Int &word) {
  if (operand == spec::Operand::Weight)
    return weightOf(projection, word);
  if (operand == spec::Operand::Delay)
    return delayOf(projection, word);
  if (operand == spec::Operand::Tag)
    return tagOf(projection.word, word);
  const auto shared = sharedValues.find({product.event, operand});
  return shared != sharedValues.end() ? broadcast(shared->second) : operands.lanes({product.event, operand});
}

// (N32)
Int Visit::factor(const spec::Product &product, const spec::Factor &factor, const Int &word, int bits) {
  Int value = signExtend(operand(product, factor.operand, word), bits);
  if (factor.constant != 0)
    value = value + rule.constants[factor.constant - size_t{1}];
  return factor.sign ? clamp(value, -1, 1) : value;
}

// (N33) In units of 2^(plan.unit - 16). The zeros at the end of the mantissa are part of the shift.
Int Visit::value(const spec::Product &product, const Int &word, const UpdatePlan &plan) {
  const int zeros = trailingZeros(product.mantissa);
  Int value = broadcast(code.constant(product.mantissa / (1 << zeros), plan.bits));
  for (const spec::Factor &one : product.factors)
    if (one.operand != spec::Operand::None)
      value = factor(product, one, word, plan.bits) * value;
  const int shift = product.exponent + 16 + zeros - plan.unit;
  if (shift < 0)
    value = shiftRight(value + (int64_t{1} << (-shift - 1)), -shift);
  if (plan.bits == 32)
    return shift > 0 ? shiftLeft(value, shift) : value;
  if (shift > 0) {
    const int64_t most = kAccumulatorMax >> shift;
    const Int shifted = shiftLeft(clamp(value, -most, most), shift);
    const Int high = select(greaterThan(value, most), constantLike(value, kAccumulatorMax), shifted);
    return select(lessThan(value, -most), constantLike(value, -kAccumulatorMax), high);
  }
  return clamp(value, -kAccumulatorMax, kAccumulatorMax);
}

// (N34, N35)
Int Visit::updated(spec::UpdateTarget target, const Int &word, const Int &before, int64_t low, int64_t high) {
  const UpdatePlan plan = planOf(rule, projection, products, target);
  const Int wide = signExtend(before, plan.bits);
  Int sum = plan.unit <= 16 ? shiftLeft(wide, 16 - plan.unit) : shiftRight(wide, plan.unit - 16);
  for (const spec::Product &product : products) {
    if (product.target != target)
      continue;
    Int change = value(product, word, plan);
    if (product.event == spec::Event::Post && operands.postSpiked)
      change = select(operands.postSpiked(), change, 0);
    sum = sum + change;
    if (plan.bits == 64)
      sum = clamp(sum, -kAccumulatorMax, kAccumulatorMax);
  }
  const int rounding = gridBits(projection, target) - plan.unit;
  const Int rounded = plan.draws ? roundStochastically(sum, rounding, operands.draw(static_cast<int>(target)))
                                 : shiftRight(sum, rounding);
  return truncate(clamp(rounded, low, high), 32);
}

bool Visit::changes(spec::UpdateTarget target) const {
  return std::any_of(products.begin(), products.end(),
                     [target](const auto &product) { return product.target == target; });
}

Int Visit::update(const Int &word) {
  const SynapseWord &format = projection.word;
  Int after = word;
  if (changes(spec::UpdateTarget::Weight)) {
    const Int weight = updated(spec::UpdateTarget::Weight, word, weightOf(projection, word), projection.minWeight,
                               projection.maxWeight);
    after = insert(after, projection.sign == 3 ? constantLike(weight, 0) - weight : weight, 0, 8);
  }
  if (changes(spec::UpdateTarget::Tag))
    after = insert(after, updated(spec::UpdateTarget::Tag, word, tagOf(format, word), -256, 255), format.tagShift,
                   format.tagBits);
  if (changes(spec::UpdateTarget::Delay) && format.delayBits > 0)
    after = insert(after, updated(spec::UpdateTarget::Delay, word, delayOf(projection, word), 0, projection.maxDelay),
                   format.delayShift, format.delayBits);
  return after;
}

} // namespace engram::native
