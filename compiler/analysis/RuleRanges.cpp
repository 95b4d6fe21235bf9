// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Interval analysis of microcode products.

#include "compiler/analysis/RuleRanges.h"

#include "hw/spec/Trace.h"

#include <algorithm>
#include <cmath>

namespace engram::analysis {

namespace {

using spec::Operand;

constexpr int kDelayBitsMax = 6;

struct Interval {
  int64_t min;
  int64_t max;
};

Interval operator*(Interval left, Interval right) {
  const auto [min, max] =
      std::minmax({left.min * right.min, left.min * right.max, left.max * right.min, left.max * right.max});
  return {min, max};
}

/// All factors that read `operand`, multiplied, over every value that it can have.
Interval rangeOfOperand(const spec::Product &product, Operand operand, const OperandRange &range,
                        const std::array<int16_t, spec::kConstants> &constants) {
  spec::OperandValues values{};
  Interval result{INT64_MAX, INT64_MIN};
  for (int32_t value = range.min; value <= range.max; value += range.step) {
    values[static_cast<size_t>(operand)] = value;
    int64_t factors = 1;
    for (const spec::Factor &factor : product.factors)
      if (factor.operand == operand)
        factors *= spec::factorValue(factor, values, constants);
    result = {std::min(result.min, factors), std::max(result.max, factors)};
  }
  return result;
}

struct Units {
  int64_t value;
  bool saturated;
};

/// (N33) for a number whose factors are already multiplied. It has fewer than 47 bits (at most four factors of 767 and
/// a mantissa of 128), so that double is exact.
Units inUnits(int64_t number, int32_t exponent) {
  constexpr auto limit = static_cast<double>(spec::kAccumulatorMax);
  const double exact = std::ldexp(static_cast<double>(number), exponent + spec::kAccumulatorFractionBits);
  const double rounded = std::floor(exact + 0.5);
  return {static_cast<int64_t>(std::clamp(rounded, -limit, limit)), std::fabs(rounded) > limit};
}

ProductRange analyzeProduct(const spec::Product &product, const std::array<int16_t, spec::kConstants> &constants,
                            const OperandRanges &operands) {
  Interval number{product.mantissa, product.mantissa};
  for (size_t operand = 1; operand < operands.size(); ++operand)
    if (std::any_of(product.factors.begin(), product.factors.end(),
                    [&](const spec::Factor &factor) { return factor.operand == static_cast<Operand>(operand); }))
      number = number * rangeOfOperand(product, static_cast<Operand>(operand), operands[operand], constants);
  const Units min = inUnits(number.min, product.exponent);
  const Units max = inUnits(number.max, product.exponent);
  const int lostBits = -(product.exponent + spec::kAccumulatorFractionBits);
  ProductRange range;
  range.min = min.value;
  range.max = max.value;
  range.reach = std::ldexp(static_cast<double>(std::max(-number.min, number.max)), product.exponent);
  range.saturates = min.saturated || max.saturated;
  range.losesBits = lostBits > 0 && product.mantissa % (1 << lostBits) != 0;
  range.losesAllBits = range.reach > 0 && range.min == 0 && range.max == 0;
  return range;
}

TargetRange analyzeTarget(spec::UpdateTarget target, const std::vector<spec::Product> &products,
                          const std::vector<ProductRange> &ranges, const OperandRange &old) {
  TargetRange result;
  constexpr auto unit = double{1 << spec::kAccumulatorFractionBits};
  double min = old.min;
  double max = old.max;
  for (size_t i = 0; i < products.size(); ++i) {
    if (products[i].target != target)
      continue;
    result.used = true;
    min += std::min(static_cast<double>(ranges[i].min) / unit, 0.0);
    max += std::max(static_cast<double>(ranges[i].max) / unit, 0.0);
  }
  result.reach = std::max(-min, max);
  result.saturates = result.reach > static_cast<double>(spec::kAccumulatorMax) / unit;
  return result;
}

} // namespace

OperandRanges operandRanges(const spec::WeightFormat &format, int delayBits, const std::array<bool, 3> &thirdFactors) {
  OperandRanges ranges;
  const auto at = [&](Operand operand) -> OperandRange & { return ranges[static_cast<size_t>(operand)]; };
  at(Operand::X1) = at(Operand::X2) = {0, spec::kTraceMax, 1};
  for (size_t i = 0; i < thirdFactors.size(); ++i)
    ranges[static_cast<size_t>(Operand::Y1) + i] = thirdFactors[i]
                                                       ? OperandRange{spec::kThirdFactorMin, spec::kThirdFactorMax, 1}
                                                       : OperandRange{0, spec::kTraceMax, 1};
  at(Operand::Weight) = {format.min(), format.max(), 1 << format.lsb()};
  at(Operand::Tag) = {spec::kTagMin, spec::kTagMax, 1};
  at(Operand::Delay) = {0, (1 << delayBits) - 1, 1};
  return ranges;
}

OperandRanges widestOperandRanges(const std::array<bool, 3> &thirdFactors) {
  OperandRanges ranges = operandRanges({}, kDelayBitsMax, thirdFactors);
  ranges[static_cast<size_t>(Operand::Weight)] = {-256, 255, 1};
  return ranges;
}

RuleRanges analyzeRanges(const std::vector<spec::Product> &products,
                         const std::array<int16_t, spec::kConstants> &constants, const OperandRanges &operands) {
  constexpr std::array<Operand, 3> variables{Operand::Weight, Operand::Tag, Operand::Delay};
  RuleRanges ranges;
  for (const spec::Product &product : products)
    ranges.products.push_back(analyzeProduct(product, constants, operands));
  for (size_t target = 0; target < variables.size(); ++target)
    ranges.targets[target] = analyzeTarget(static_cast<spec::UpdateTarget>(target), products, ranges.products,
                                           operands[static_cast<size_t>(variables[target])]);
  return ranges;
}

} // namespace engram::analysis
