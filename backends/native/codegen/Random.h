// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The random function in generated code (docs/spec/numerics.md N5 to N7), computed in vector registers.

#ifndef ENGRAM_BACKENDS_NATIVE_CODEGEN_RANDOM_H
#define ENGRAM_BACKENDS_NATIVE_CODEGEN_RANDOM_H

#include "backends/native/codegen/Int.h"

namespace engram::native {

/// The numbers of (N6) for what is rounded.
enum Variable { kWeightDraw = 0, kTagDraw, kDelayDraw, kX1Draw, kThetaDraw = 8 };

/// (N5) of 32-bit numbers.
Int mix(const Int &number);

/// (N6) The part of a draw that one variable has in common in one step; `step` has 32 bits.
Int drawBase(uint32_t seed, int variable, const Int &step);

/// (N6) The part that one key has in common.
Int keyedBase(const Int &base, const Int &key);

/// (N6) The draw of an element; `mixedIndex` is mix(index).
Int draw(const Int &keyed, const Int &mixedIndex);

/// (N4) (x + top bits of the draw) >> bits; the draw has 32 bits, x 32 or 64. `bits` in 0..32.
Int roundStochastically(const Int &x, int bits, const Int &draw);

} // namespace engram::native

#endif
