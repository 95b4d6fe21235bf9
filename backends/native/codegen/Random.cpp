// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A second implementation: it shares nothing with hw/spec, which the executors that it is compared with use.

#include "backends/native/codegen/Random.h"

namespace engram::native {

// Jenkins' hash of six shifts, in the order of the clause.
Int mix(const Int &number) {
  Int a = number;
  a = (a + 0x7ed55d16) + shiftLeft(a, 12);
  a = (a ^ 0xc761c23c) ^ shiftRightUnsigned(a, 19);
  a = (a + 0x165667b1) + shiftLeft(a, 5);
  a = (a + 0xd3a2646c) ^ shiftLeft(a, 9);
  a = (a + 0xfd7046c5) + shiftLeft(a, 3);
  a = (a ^ 0xb55a4f09) ^ shiftRightUnsigned(a, 16);
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
