// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In a file of its own, so that no loop is merged with what is around its call.

#include "tests/benchmarks/Stream.h"

namespace engram::bench {

void streamCopy(double *to, const double *from, size_t count) {
  for (size_t i = 0; i < count; ++i)
    to[i] = from[i] * 1.0; // exact, and not a call of memcpy, which may bypass the caches
}

void streamTriad(double *to, const double *a, const double *b, size_t count) {
  for (size_t i = 0; i < count; ++i)
    to[i] = a[i] + 3.0 * b[i];
}

void streamUpdate(double *values, size_t count) {
  for (size_t i = 0; i < count; ++i)
    values[i] += 1.0;
}

} // namespace engram::bench
