// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the products and sums of a learning rule can reach: interval analysis on the microcode's products. The hull of a
// product is exact (each operand is enumerated, operands are independent); that of a sum is the sum of the hulls, all
// events at once. No MLIR here.

#ifndef ENGRAM_COMPILER_ANALYSIS_RULERANGES_H
#define ENGRAM_COMPILER_ANALYSIS_RULERANGES_H

#include "hw/spec/Learning.h"

#include <array>
#include <cstdint>
#include <vector>

namespace engram::analysis {

/// The multiples of `step` from `min` to `max`, both of which are such.
struct OperandRange {
  int32_t min = 0;
  int32_t max = 0;
  int32_t step = 1;
};

/// Indexed by spec::Operand.
using OperandRanges = std::array<OperandRange, spec::kOperandNames.size()>;

/// What a rule can read on synapses of this format. `thirdFactors`: which of y1, y2, y3 are third factors.
OperandRanges operandRanges(const spec::WeightFormat &format, int delayBits, const std::array<bool, 3> &thirdFactors);

/// The widest of all formats: mixed 8-bit weights, 6-bit delays.
OperandRanges widestOperandRanges(const std::array<bool, 3> &thirdFactors);

struct ProductRange {
  int64_t min = 0; ///< what it adds at least and at most, in units of 2^-16, rounded and saturated (N33)
  int64_t max = 0;
  double reach = 0;          ///< the largest magnitude of its formula, before rounding and saturation
  bool saturates = false;    ///< some value is beyond the accumulator
  bool losesBits = false;    ///< some value may not be a multiple of 2^-16
  bool losesAllBits = false; ///< it is rounded to zero whatever its operands, though its formula is not zero
};

struct TargetRange {
  bool used = false;      ///< some product changes it
  double reach = 0;       ///< the largest magnitude of old value and products together
  bool saturates = false; ///< the accumulator can saturate while they are added
};

struct RuleRanges {
  std::vector<ProductRange> products; ///< in the order of the microcode
  std::array<TargetRange, 3> targets; ///< indexed by spec::UpdateTarget
};

RuleRanges analyzeRanges(const std::vector<spec::Product> &products,
                         const std::array<int16_t, spec::kConstants> &constants, const OperandRanges &operands);

} // namespace engram::analysis

#endif
