// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registers of a group.

#include "hw/image/Registers.h"

namespace engram::image {

spec::LifRegisters registersOf(const GroupT &group) {
  spec::LifRegisters registers;
  registers.du = static_cast<int32_t>(group.du);
  registers.dv = static_cast<int32_t>(group.dv);
  registers.vth = static_cast<int32_t>(group.vth);
  registers.vreset = group.vreset;
  registers.reset = group.subtractive ? spec::ResetMode::Subtractive : spec::ResetMode::Hard;
  registers.refractory = static_cast<int32_t>(group.refractory);
  registers.thetaStep = static_cast<int32_t>(group.theta_step);
  registers.thetaDecayMantissa = static_cast<int32_t>(group.theta_mantissa);
  registers.thetaDecayExponent = static_cast<int32_t>(group.theta_exponent);
  return registers;
}

} // namespace engram::image
