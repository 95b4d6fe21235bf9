// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From real numbers of a learning rule to the registers of the machine, and the error that this makes.

#ifndef ENGRAM_COMPILER_ANALYSIS_QUANTIZATION_H
#define ENGRAM_COMPILER_ANALYSIS_QUANTIZATION_H

#include "hw/spec/Trace.h"

#include <cstdint>
#include <optional>
#include <string>

namespace engram::analysis {

/// A coefficient as the microcode holds it: mantissa -128..127, exponent -32..31, the mantissa odd where it can be.
struct QuantizedScale {
  int32_t mantissa = 0;
  int32_t exponent = 0;
  double wanted = 0;

  double realised() const;      ///< mantissa * 2^exponent
  double relativeError() const; ///< |realised - wanted| / |wanted|; 0.0078 at most unless `wanted` is below 2^-26
};

/// The nearest scale to a finite `coefficient` that is not 0; nothing if it is too small or too large for any.
std::optional<QuantizedScale> quantizeScale(double coefficient);

/// A trace as its registers hold it (N20).
struct QuantizedTrace {
  spec::TraceRegisters registers;
  double wantedImpulse = 0;
  double wantedTau = 0; ///< in time steps

  double realisedImpulse() const;
  double realisedTau() const; ///< in time steps; infinite if the trace never decays
};

/// `impulse` in 0..127, `tauInSteps` 0..inf.
QuantizedTrace quantizeTrace(double impulse, double tauInSteps);

/// A number as messages show it: up to ten digits, no trailing zeros.
std::string numberText(double value);

} // namespace engram::analysis

#endif
