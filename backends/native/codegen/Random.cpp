// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A second implementation: it shares nothing with hw/spec, which the executors that it is compared with use.

#include "backends/native/codegen/Random.h"

namespace engram::native {

Int mix(const Int &number) {
  Int a = number;
  a = a ^ shiftRightUnsigned(a, 16);
  a = a * 0x42121;
  a = a ^ shiftRightUnsigned(a, 12);
  a = a * 0x37601;
  a = a ^ shiftRightUnsigned(a, 16);
  return a;
}

Int drawBase(uint32_t seed, int variable, const Int &step) {
  const Int start = constantLike(step, static_cast<int32_t>(seed ^ (static_cast<uint32_t>(variable) << 24)));
  return mix(mix(start) + step);
}

Int keyedBase(const Int &base, const Int &key) { return mix(base ^ key); }

Int draw(const Int &keyed, const Int &mixedIndex) { return mix(keyed ^ mixedIndex); }

Int roundStochastically(const Int &x, int bits, const Int &draw) {
  if (bits == 0)
    return x;
  return shiftRight(x + zeroExtend(shiftRightUnsigned(draw, 32 - bits), x.bits()), bits);
}

} // namespace engram::native
