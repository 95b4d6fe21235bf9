// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The current-based leaky integrate-and-fire neuron with refractory period, hard or subtractive reset and adaptive
// threshold. Normative text: docs/spec/numerics.md (N10 to N16); arithmetic of u and v: loihi.md 3.1.

#ifndef ENGRAM_HW_SPEC_NEURON_H
#define ENGRAM_HW_SPEC_NEURON_H

#include "hw/spec/FixedPoint.h"

#include <cstdint>

namespace engram::spec {

/// The membrane counts in 1/64 of a weight unit: a weight w with exponent 0 adds w * 2^6 to u (loihi.md 3.1, step 8).
constexpr int kActivationBits = 6;

enum class ResetMode : uint8_t { Hard = 0, Subtractive = 1 };

/// The registers of a compartment group. Ranges: du 0..4095, dv 0..4096, vth 0..131071, vreset +-kStateMax,
/// refractory 0..63 steps, thetaStep 0..kStateMax, thetaDecayMantissa 0..255, thetaDecayExponent 1..31.
struct LifRegisters {
  int32_t du = 4095;  ///< current decay; the effective decay is (du + 1)/4096 a step
  int32_t dv = 0;     ///< voltage decay; the effective decay is dv/4096 a step
  int32_t vth = 0;    ///< threshold; the membrane is compared with vth * 2^6
  int32_t vreset = 0; ///< membrane after a hard reset
  ResetMode reset = ResetMode::Hard;
  int32_t refractory = 0;         ///< steps after a spike in which v is held and no spike is fired
  int32_t thetaStep = 0;          ///< added to theta, the adaptive part of the threshold, at a spike
  int32_t thetaDecayMantissa = 0; ///< theta decays by mantissa * 2^-exponent of itself a step
  int32_t thetaDecayExponent = 1;
};

struct LifState {
  int32_t u = 0;
  int32_t v = 0;
  int32_t theta = 0;
  int32_t refractory = 0;
};

/// (N14) theta after one step of decay: stochastically rounded, so that a time constant of hours still acts on average.
constexpr int32_t decayTheta(const LifRegisters &registers, int32_t theta, uint32_t draw) {
  const int64_t product = int64_t{theta} * registers.thetaDecayMantissa;
  return static_cast<int32_t>(theta - roundStochastically(product, registers.thetaDecayExponent, draw));
}

/// (N10) One step of one compartment. `input` is the exact sum of synaptic input due now, `bias` is in membrane units,
/// `adapts` says whether theta may move (it is held while learning is off, N41), `draw` is the draw of
/// RandomVariable::Theta. Returns whether the neuron fires.
constexpr bool stepLif(const LifRegisters &registers, LifState &state, int64_t input, int32_t bias, bool adapts,
                       uint32_t draw) {
  const int32_t a = saturateState(input);                                           // (N11)
  state.u = saturateState(int64_t{decayTowardZero(state.u, registers.du + 1)} + a); // (N12)
  if (adapts)
    state.theta = decayTheta(registers, state.theta, draw); // (N14)
  if (state.refractory > 0) {                               // (N13)
    --state.refractory;
    return false;
  }
  state.v = saturateState(int64_t{decayTowardZero(state.v, registers.dv)} + state.u + bias); // (N12)
  const int32_t threshold = (registers.vth << kActivationBits) + state.theta;
  if (state.v <= threshold) // (N15)
    return false;
  state.v = registers.reset == ResetMode::Hard ? registers.vreset : saturateState(int64_t{state.v} - threshold);
  state.refractory = registers.refractory; // (N16)
  if (adapts)
    state.theta = saturateState(int64_t{state.theta} + registers.thetaStep);
  return true;
}

} // namespace engram::spec

#endif
