// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The machine that code is generated for.

#ifndef ENGRAM_BACKENDS_NATIVE_JIT_MACHINE_H
#define ENGRAM_BACKENDS_NATIVE_JIT_MACHINE_H

#include <string>

namespace engram::native {

/// In the words of LLVM: "x86_64-pc-linux-gnu", "znver4", "+avx2,+avx512f,...". No cpu: what all of the triple can do.
struct Machine {
  std::string triple, cpu, features;

  /// The processor of this process with all it can do.
  static Machine host();

  /// Any processor of the triple. Throws std::runtime_error for one that no code can be generated for.
  static Machine of(const std::string &triple);
};

} // namespace engram::native

#endif
