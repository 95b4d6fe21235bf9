// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code for this machine and for others: text and object files.

#include "backends/native/jit/ObjectCode.h"
#include "tests/unit/native_jit/Loops.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace engram::native {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const char *const kAdd = "%r = arith.addi %x, %y : vector<16xi32>\n"
                         "vector.store %r, %u[%i] : memref<256xi32>, vector<16xi32>\n"
                         "%q = func.call @twice(%s) : (i32) -> i32\n"
                         "memref.store %q, %u[%c0] : memref<256xi32>";

/// Loops that are lowered.
struct Lowered : Loops {
  Lowered() : Loops(kernelText(kAdd)) {
    if (mlir::failed(lowerToLlvm(*module)))
      throw std::runtime_error("the kernel cannot be lowered");
  }
};

/// The machine of an ELF file, from its header.
int elfMachine(const std::string &object) { return static_cast<uint8_t>(object.at(18)); }

TEST(MachineTest, hostIsWrittenAlikeEachTime) {
  const Machine one = Machine::host();
  const Machine two = Machine::host();
  EXPECT_FALSE(one.triple.empty());
  EXPECT_FALSE(one.cpu.empty());
  EXPECT_EQ(one.features, two.features);
}

TEST(MachineTest, textIsOptimisedForTheMachine) {
  const Lowered loops;
  const std::string text = llvmText(*loops.module, Machine::of("x86_64-linux-gnu"));
  EXPECT_THAT(text, HasSubstr("target triple = \"x86_64-unknown-linux-gnu\""));
  EXPECT_THAT(text, HasSubstr("define void @kernel(ptr"));
  EXPECT_THAT(text, HasSubstr("<16 x i32>"));
  EXPECT_THAT(text, Not(HasSubstr("@twice"))) << "a private function is inlined";
}

TEST(MachineTest, objectForAnotherMachine) {
  const Lowered loops;
  const std::string object = objectCode(*loops.module, Machine::of("aarch64-linux-gnu"));
  EXPECT_THAT(object, StartsWith("\x7f"
                                 "ELF"));
  EXPECT_EQ(elfMachine(object), 183); // EM_AARCH64
  const Lowered again;
  EXPECT_EQ(elfMachine(objectCode(*again.module, Machine::of("riscv64-unknown-linux-gnu"))), 243); // EM_RISCV
}

TEST(MachineTest, oneLoweringServesManyMachines) {
  const Lowered loops;
  const std::string first = objectCode(*loops.module, Machine::of("x86_64-linux-gnu"));
  objectCode(*loops.module, Machine::of("aarch64-linux-gnu"));
  EXPECT_EQ(objectCode(*loops.module, Machine::of("x86_64-linux-gnu")), first);
}

/// The bytes of vpaddd zmm: EVEX, map 0F, no mask, length 512, opcode FE.
TEST(MachineTest, vectorsOf512BitsStayWhole) {
  const Lowered loops;
  const std::regex add("\x62[\\s\\S]{2}\x48\xfe");
  for (const char *cpu : {"skylake-avx512", "znver4"})
    EXPECT_TRUE(std::regex_search(objectCode(*loops.module, {"x86_64-linux-gnu", cpu, ""}), add)) << cpu;
  EXPECT_FALSE(std::regex_search(objectCode(*loops.module, {"x86_64-linux-gnu", "haswell", ""}), add));
}

std::string errorOf(const std::function<void()> &action) {
  try {
    action();
  } catch (const std::runtime_error &error) {
    return error.what();
  }
  return "";
}

TEST(MachineTest, unknownMachine) {
  EXPECT_THAT(errorOf([] { Machine::of("abacus-linux"); }),
              StartsWith("cannot generate code: 'abacus-linux' is no target of LLVM 22.1."));
  const Lowered loops;
  EXPECT_THAT(errorOf([&] { objectCode(*loops.module, Machine::of("nvptx64-nvidia-cuda")); }),
              HasSubstr("LLVM writes no object files for nvptx64-nvidia-cuda"));
}

TEST(MachineTest, loopsThatAreNotLowered) {
  const Loops loops(kernelText(kAdd));
  EXPECT_THAT(errorOf([&] { llvmText(*loops.module, Machine::host()); }),
              HasSubstr("the loops have no translation to LLVM IR"));
}

} // namespace
} // namespace engram::native
