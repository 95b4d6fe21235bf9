// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loops of the STREAM benchmark (J. D. McCalpin, "Memory bandwidth and machine balance in current high performance
// computers", 1995), and one that changes an array in place, as learning does. -O3 for this machine.

#ifndef ENGRAM_TESTS_BENCHMARKS_STREAM_H
#define ENGRAM_TESTS_BENCHMARKS_STREAM_H

#include <cstddef>

namespace engram::bench {

void streamCopy(double *to, const double *from, size_t count);
void streamTriad(double *to, const double *a, const double *b, size_t count);
void streamUpdate(double *values, size_t count);

} // namespace engram::bench

#endif
