// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What LLVM can generate code for, and the one way in which generating code fails.

#ifndef ENGRAM_BACKENDS_NATIVE_JIT_TARGETS_H
#define ENGRAM_BACKENDS_NATIVE_JIT_TARGETS_H

#include "backends/native/jit/Machine.h"

#include <memory>

namespace llvm {
class Target;
class TargetMachine;
} // namespace llvm

namespace engram::native {

/// Throws std::runtime_error: "cannot generate code: WHY".
[[noreturn]] void cannotGenerateCode(const std::string &why);

/// The code generator for a triple. Throws std::runtime_error if there is none.
const llvm::Target &findTarget(const std::string &triple);

/// For position-independent code. Throws std::runtime_error if there is none for the triple.
std::unique_ptr<llvm::TargetMachine> makeTargetMachine(const Machine &machine);

} // namespace engram::native

#endif
