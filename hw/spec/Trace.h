// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Spike traces: decaying 7-bit memories of pre- and postsynaptic spikes. Normative text: docs/spec/numerics.md (N20 to
// N22).

#ifndef ENGRAM_HW_SPEC_TRACE_H
#define ENGRAM_HW_SPEC_TRACE_H

#include "hw/spec/FixedPoint.h"

#include <cstdint>

namespace engram::spec {

constexpr int32_t kTraceMax = 127;     ///< 7 bits (loihi.md 2.7)
constexpr int kTraceFractionBits = 16; ///< fraction bits of impulse and decay factor
constexpr int32_t kTraceUnity = 1 << kTraceFractionBits;
constexpr int32_t kThirdFactorMin = -128; ///< a third factor is a signed 8-bit number
constexpr int32_t kThirdFactorMax = 127;

/// impulse: 0..127 in units of 2^-16. factor: what is kept of the trace a step, 0..65536 in units of 2^-16;
/// 65536 (tau = inf) freezes the trace, 0 (tau = 0) keeps nothing beyond the step of the impulse.
struct TraceRegisters {
  uint32_t impulse = 0;
  uint32_t factor = 0;
};

/// (N20) The trace after one step: decay, then the impulse if there was a spike, each rounded by its own half of
/// `draw`, so that fractional impulses have their true mean. The result is in 0..127.
constexpr int32_t stepTrace(const TraceRegisters &registers, int32_t trace, bool spike, uint32_t draw) {
  int64_t next = roundStochastically(int64_t{trace} * registers.factor, kTraceFractionBits, draw);
  if (spike)
    next += roundStochastically(registers.impulse, kTraceFractionBits, draw << 16);
  return static_cast<int32_t>(saturate(next, 0, kTraceMax));
}

} // namespace engram::spec

#endif
