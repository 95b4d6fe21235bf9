// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What can be decided about a learning rule before anything runs, from its products alone: which synapses an epoch can
// change, which operands each kind of visit reads, and how wide the arithmetic must be.

#ifndef ENGRAM_BACKENDS_NATIVE_RULEPLAN_H
#define ENGRAM_BACKENDS_NATIVE_RULEPLAN_H

#include "hw/image/ImageFile.h"
#include "hw/spec/Microcode.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace engram::native {

constexpr size_t kTargets = spec::kTargetNames.size();

struct TracePlan {
  int64_t impulse = 0; ///< units of 2^-16
  int64_t factor = 0;  ///< units of 2^-16
};

/// A rule. Epoch products act in epochs that 2^decimation divides, so that those of one decimation act whenever those
/// of a larger one do: an epoch is described by its level, the number of `decimations` that act in it.
struct RulePlan {
  uint32_t epoch = 1;
  std::array<TracePlan, 5> traces;
  std::vector<int32_t> constants;
  std::vector<spec::Product> products;
  std::vector<uint8_t> decimations; ///< of the epoch products, ascending, each once
  bool preGated = false;            ///< some product acts on a pre spike: the rows of spiking neurons are visited
  bool postGated = false;           ///< some product acts on a post spike

  /// Whether in some epochs only post-gated products can act, so that the columns of spiking neurons are visited.
  bool visitsColumns() const { return postGated && (decimations.empty() || decimations.front() != 0); }

  bool uses(spec::Operand operand) const;
  bool uses(spec::Event event, spec::Operand operand) const;
  bool changes(spec::UpdateTarget target) const;
};

RulePlan planRule(const image::RuleT &rule);

/// The value of a factor without a constant is zero when its operand is.
inline bool isBare(const spec::Factor &factor) { return factor.operand != spec::Operand::None && factor.constant == 0; }

/// The products that can change something in an epoch of `level`: on rows whose neuron spiked (`pre`) or not.
std::vector<spec::Product> actingProducts(const RulePlan &rule, size_t level, bool pre, bool post);

/// Largest magnitudes that an operand can have in a projection.
struct OperandRanges {
  std::array<int64_t, spec::kOperandNames.size()> magnitude{};
};

/// Those of a projection whose delays go up to `maxDelay`.
OperandRanges operandRanges(int32_t maxDelay);

/// Zero bits at the end of a mantissa; 0 for 0.
int trailingZeros(int64_t mantissa);

/// How one synaptic variable is updated by some products.
struct UpdatePlan {
  int bits = 32;      ///< of the arithmetic: 64 where 32 could overflow or the sum could saturate
  bool draws = false; ///< whether the sum can have bits below the grid, so that a random draw decides
  int unit = 0;       ///< bits of the accumulator below this one are always zero, and are left out
};

/// `valueMagnitude` is that of the variable; `gridBits` is 16 + lsb (N35).
UpdatePlan planUpdate(const RulePlan &rule, const std::vector<spec::Product> &products, spec::UpdateTarget target,
                      const OperandRanges &ranges, int64_t valueMagnitude, int gridBits);

} // namespace engram::native

#endif
