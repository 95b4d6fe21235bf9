// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The three integer operations that neurons, traces and learning share: saturation, decay toward zero, and rounding
// by a random draw. Everything else in the machine is built from these. Normative text: docs/spec/numerics.md.

#ifndef ENGRAM_HW_SPEC_FIXEDPOINT_H
#define ENGRAM_HW_SPEC_FIXEDPOINT_H

#include <algorithm>
#include <cstdint>

namespace engram::spec {

/// Largest magnitude of a membrane state u, v or theta: 23 bits and a sign (loihi.md 3.1, steps 4 and 7).
constexpr int32_t kStateMax = (1 << 23) - 1;

/// Decay registers count in units of 1/4096 (loihi.md 3.1, step 3).
constexpr int kDecayBits = 12;
constexpr int32_t kDecayUnity = 1 << kDecayBits;

/// (N2) Clips `value` to [low, high].
constexpr int64_t saturate(int64_t value, int64_t low, int64_t high) { return std::clamp(value, low, high); }

/// (N2) Clips `value` to the range of a membrane state, +-(2^23 - 1).
constexpr int32_t saturateState(int64_t value) {
  return static_cast<int32_t>(saturate(value, -int64_t{kStateMax}, kStateMax));
}

/// (N3) `value` times (4096 - decay)/4096, rounded toward zero. `decay` is in 0..4096.
constexpr int32_t decayTowardZero(int32_t value, int32_t decay) {
  const int64_t magnitude = value < 0 ? -int64_t{value} : int64_t{value};
  const int64_t kept = (magnitude * (kDecayUnity - decay)) >> kDecayBits;
  return static_cast<int32_t>(value < 0 ? -kept : kept);
}

/// (N4) floor((value + r) / 2^bits), r the top `bits` bits of `draw`: rounds `value`/2^bits up with the probability of
/// its fraction, so that the mean over draws is exact. `bits` is in 0..32.
constexpr int64_t roundStochastically(int64_t value, int bits, uint32_t draw) {
  const int64_t r = bits == 0 ? 0 : int64_t{draw} >> (32 - bits);
  return (value + r) >> bits;
}

} // namespace engram::spec

#endif
