// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What cannot be compiled, linked or found, and how it is said.

#include "tests/unit/native_jit/Loops.h"

#include <gtest/gtest.h>

namespace engram::native {
namespace {

/// Of compiling the loops and looking up a function.
std::string errorOf(const std::string &text, const std::string &function) {
  const Loops loops(text);
  try {
    compile(*loops.module, "")->lookup(function);
  } catch (const std::runtime_error &error) {
    return error.what();
  }
  return "";
}

TEST(CompileTest, exportsWhatIsNotPrivate) {
  EXPECT_EQ(errorOf(kernelText(""), "kernel"), "");
  EXPECT_EQ(errorOf(kernelText(""), "twice"), "cannot generate code: Symbols not found: [ twice ]");
}

TEST(CompileTest, operationWithoutLowering) {
  EXPECT_EQ(errorOf(kernelText("%v = vector.shape_cast %x : vector<16xi32> to vector<4x4xi32>\n"
                               "vector.print %v : vector<4x4xi32>"),
                    "kernel"),
            "cannot generate code: failed to legalize operation 'vector.shape_cast'");
}

TEST(CompileTest, functionThatIsNowhere) {
  EXPECT_EQ(errorOf("func.func private @engramNowhere()\n"
                    "func.func @kernel() { func.call @engramNowhere() : () -> ()  return }",
                    "kernel"),
            "cannot generate code: Symbols not found: [ engramNowhere ]; "
            "Failed to materialize symbols: { (main, { kernel }) }");
}

TEST(CompileTest, bytesThatAreNoObject) { EXPECT_THROW(LoadedCode::load("no object"), std::runtime_error); }

} // namespace
} // namespace engram::native
