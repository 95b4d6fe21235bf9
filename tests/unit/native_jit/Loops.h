// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops as text, and running them.

#ifndef ENGRAM_TESTS_UNIT_NATIVE_JIT_LOOPS_H
#define ENGRAM_TESTS_UNIT_NATIVE_JIT_LOOPS_H

#include "backends/native/jit/Compile.h"
#include "backends/native/jit/Lowering.h"

#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"

#include <array>

namespace engram::native {

/// What a kernel works on: `u` stands at byte 64, `l` at byte 1088 and `b` at byte 2112 of the arena.
struct Arena {
  std::array<uint8_t, 64> before{};
  std::array<int32_t, 256> u{};
  std::array<int64_t, 128> l{};
  std::array<int8_t, 64> b{};
  std::array<int8_t, 64> after{};
};

using Kernel = void (*)(Arena *, int64_t);

struct Loops {
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  mlir::OwningOpRef<mlir::ModuleOp> module;

  explicit Loops(const std::string &text) {
    loadLoopDialects(context);
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
  }
};

/// The text of `func.func @kernel(%arena, %part)` with this body. It sees the views %u (i32), %l (i64) and %b (i8), the
/// indices %c0, %c1 and %c16, %i = %part, %x and %y = the first 16 and the next 16 of u, and %s = the first of u.
std::string kernelText(const std::string &body);

} // namespace engram::native

#endif
