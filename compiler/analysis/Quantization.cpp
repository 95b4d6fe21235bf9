// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounds coefficients and trace parameters to the machine's registers.

#include "compiler/analysis/Quantization.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

namespace engram::analysis {

namespace {

constexpr int kMantissaBits = 7; ///< beside the sign
constexpr int32_t kMantissaMin = -128;
constexpr int32_t kMantissaMax = 127;
constexpr int kExponentMin = -32;
constexpr int kExponentMax = 31;

} // namespace

double QuantizedScale::realised() const { return std::ldexp(mantissa, exponent); }
double QuantizedScale::relativeError() const { return std::fabs((realised() - wanted) / wanted); }

std::optional<QuantizedScale> quantizeScale(double coefficient) {
  int exponent = 0;
  std::frexp(coefficient, &exponent); // |coefficient| in [2^(exponent-1), 2^exponent)
  exponent = std::max(exponent - kMantissaBits, kExponentMin);
  if (exponent > kExponentMax + 1)
    return std::nullopt;
  auto mantissa = static_cast<int32_t>(std::nearbyint(std::ldexp(coefficient, -exponent))); // -128..128
  if (mantissa == 0)
    return std::nullopt;
  for (; mantissa % 2 == 0 && exponent < kExponentMax; ++exponent)
    mantissa /= 2;
  for (; exponent > kExponentMax; --exponent)
    mantissa *= 2;
  if (mantissa < kMantissaMin || mantissa > kMantissaMax)
    return std::nullopt;
  return QuantizedScale{mantissa, exponent, coefficient};
}

double QuantizedTrace::realisedImpulse() const { return std::ldexp(registers.impulse, -spec::kTraceFractionBits); }

double QuantizedTrace::realisedTau() const {
  if (registers.factor == static_cast<uint32_t>(spec::kTraceUnity))
    return std::numeric_limits<double>::infinity();
  return registers.factor == 0 ? 0 : -1 / std::log(std::ldexp(registers.factor, -spec::kTraceFractionBits));
}

QuantizedTrace quantizeTrace(double impulse, double tauInSteps) {
  QuantizedTrace trace;
  trace.wantedImpulse = impulse;
  trace.wantedTau = tauInSteps;
  trace.registers.impulse = static_cast<uint32_t>(std::lround(std::ldexp(impulse, spec::kTraceFractionBits)));
  const double kept = tauInSteps == 0 ? 0 : std::exp(-1 / tauInSteps);
  trace.registers.factor = static_cast<uint32_t>(std::lround(std::ldexp(kept, spec::kTraceFractionBits)));
  return trace;
}

std::string numberText(double value) {
  std::array<char, 40> buffer;
  std::snprintf(buffer.data(), buffer.size(), "%.10g", value);
  return buffer.data();
}

} // namespace engram::analysis
