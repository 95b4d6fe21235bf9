// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the learning engine does with one synapse: evaluate products, sum, round, saturate. Normative text:
// docs/spec/numerics.md (N30 to N37).

#ifndef ENGRAM_HW_SPEC_LEARNING_H
#define ENGRAM_HW_SPEC_LEARNING_H

#include "hw/spec/FixedPoint.h"
#include "hw/spec/Microcode.h"

#include <array>
#include <cstdint>
#include <vector>

namespace engram::spec {

constexpr int kAccumulatorFractionBits = 16;
constexpr int64_t kAccumulatorMax = (int64_t{1} << 31) - 1;
constexpr int32_t kTagMin = -256; ///< 9 bits signed (loihi.md 2.7)
constexpr int32_t kTagMax = 255;

enum class SignMode : uint8_t { Mixed = 1, Excitatory = 2, Inhibitory = 3 }; ///< codes of loihi.md 2.2

/// (N30) How a weight is stored: `bits` (1..6 or 8) of which a mixed list spends one on the sign. Weights are multiples
/// of 2^lsb in [min, max] (loihi.md 3.2).
struct WeightFormat {
  SignMode sign = SignMode::Mixed;
  int bits = 8;

  constexpr int lsb() const { return 8 - (bits - (sign == SignMode::Mixed ? 1 : 0)); }
  constexpr int32_t min() const {
    return sign == SignMode::Mixed ? -256 : sign == SignMode::Excitatory ? 0 : -(256 - (1 << lsb()));
  }
  constexpr int32_t max() const { return sign == SignMode::Inhibitory ? 0 : 256 - (1 << lsb()); }
};

/// Values of the operands as one product sees them, indexed by Operand. Entry None is unused.
using OperandValues = std::array<int32_t, kOperandNames.size()>;

/// (N32) operand + constant, or its sign.
constexpr int64_t factorValue(const Factor &factor, const OperandValues &values,
                              const std::array<int16_t, kConstants> &constants) {
  int64_t value = values[static_cast<size_t>(factor.operand)];
  if (factor.constant != 0)
    value += constants[factor.constant - 1];
  if (factor.sign)
    value = value > 0 ? 1 : value < 0 ? -1 : 0;
  return value;
}

/// (N33) mantissa * 2^exponent * product of the factors, in units of 2^-16: exact while it fits, else saturated; bits
/// below 2^-16 are rounded to nearest, halves up.
constexpr int64_t productValue(const Product &product, const OperandValues &values,
                               const std::array<int16_t, kConstants> &constants) {
  int64_t value = product.mantissa;
  for (const Factor &factor : product.factors)
    if (factor.operand != Operand::None)
      value *= factorValue(factor, values, constants);
  const int shift = product.exponent + kAccumulatorFractionBits;
  if (shift < 0)
    value = (value + (int64_t{1} << (-shift - 1))) >> -shift;
  else if (value > (kAccumulatorMax >> shift))
    return kAccumulatorMax;
  else if (value < -(kAccumulatorMax >> shift))
    return -kAccumulatorMax;
  else
    value *= int64_t{1} << shift;
  return saturate(value, -kAccumulatorMax, kAccumulatorMax);
}

/// (N34) One addition into the accumulator.
constexpr int64_t accumulate(int64_t accumulator, int64_t value) {
  return saturate(accumulator + value, -kAccumulatorMax, kAccumulatorMax);
}

/// (N35) The stored value for an accumulator: rounded by `draw` to a multiple of 2^lsb, then clipped to [min, max].
constexpr int32_t writeBack(int64_t accumulator, int lsb, int32_t min, int32_t max, uint32_t draw) {
  const int64_t rounded = roundStochastically(accumulator, kAccumulatorFractionBits + lsb, draw) * (int64_t{1} << lsb);
  return static_cast<int32_t>(saturate(rounded, min, max));
}

/// (N31) Whether an epoch product with this decimation acts in epoch number `epoch` (from 1).
constexpr bool epochProductActs(int decimation, uint32_t epoch) {
  return (epoch & ((uint32_t{1} << decimation) - 1)) == 0;
}

/// (N37) Which synapses a rule can possibly change, read off its words. Everything else is provably unchanged.
struct VisitRule {
  bool always = false;        ///< some epoch product: every synapse of every list
  bool preGated = false;      ///< some pre product: every synapse of a list whose neuron fired in the epoch
  bool postGated = false;     ///< some post product: every synapse whose post neuron fired in the epoch
  bool postNeedsTrace = true; ///< every post product has a bare x1 or x2 as a factor: a list with zero traces is idle
};

VisitRule visitRule(const std::vector<Product> &products);

} // namespace engram::spec

#endif
