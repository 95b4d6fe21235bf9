// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code that is kept is used; what is damaged or made from something else is not.

#include "backends/native/jit/CodeCache.h"
#include "hw/file/File.h"
#include "tests/unit/native_jit/Loops.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace engram::native {
namespace {

namespace fs = std::filesystem;

const char *const kStoreOne = "%r = arith.constant 1 : i32\nmemref.store %r, %u[%i] : memref<256xi32>";
const char *const kStoreTwo = "%r = arith.constant 2 : i32\nmemref.store %r, %u[%i] : memref<256xi32>";

class CodeCacheTest : public ::testing::Test {
protected:
  fs::path folder = fs::temp_directory_path() / ("engram-code-cache-" + std::to_string(getpid()));

  ~CodeCacheTest() override { fs::remove_all(folder); }

  /// What the kernel of this body stores in u[0].
  int32_t run(const std::string &body) const {
    const Loops loops(kernelText(body));
    const auto code = compile(*loops.module, folder.string());
    Arena arena;
    reinterpret_cast<Kernel>(code->lookup("kernel"))(&arena, 0);
    return arena.u[0];
  }

  fs::path fileOf(const std::string &body) const {
    const Loops loops(kernelText(body));
    return folder / CodeCache::keyOf(*loops.module, Machine::host());
  }
};

TEST_F(CodeCacheTest, keepsTheCodeOfEachKernel) {
  EXPECT_EQ(run(kStoreOne), 1);
  EXPECT_EQ(run(kStoreTwo), 2);
  EXPECT_TRUE(fs::exists(fileOf(kStoreOne)));
  EXPECT_TRUE(fs::exists(fileOf(kStoreTwo)));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 2);
}

TEST_F(CodeCacheTest, runsTheCodeThatIsKept) {
  run(kStoreOne);
  run(kStoreTwo);
  fs::copy_file(fileOf(kStoreTwo), fileOf(kStoreOne), fs::copy_options::overwrite_existing);
  EXPECT_EQ(run(kStoreOne), 2) << "nothing was generated: the file under the name of the one is the other's";
}

TEST_F(CodeCacheTest, doesNotLowerWhatIsKept) {
  run(kStoreOne);
  const Loops loops(kernelText(kStoreOne));
  const std::string key = CodeCache::keyOf(*loops.module, Machine::host());
  compile(*loops.module, folder.string());
  EXPECT_EQ(CodeCache::keyOf(*loops.module, Machine::host()), key) << "the loops are as they were";
}

TEST_F(CodeCacheTest, replacesADamagedFile) {
  run(kStoreOne);
  const std::string whole = file::readFile(fileOf(kStoreOne).string());
  std::string flipped = whole;
  flipped[whole.size() / 2] ^= 1;
  for (const std::string &damaged : {flipped, whole.substr(0, whole.size() - 1), std::string()}) {
    file::writeFile(fileOf(kStoreOne).string(), damaged);
    EXPECT_EQ(run(kStoreOne), 1);
    EXPECT_EQ(file::readFile(fileOf(kStoreOne).string()), whole);
  }
}

TEST_F(CodeCacheTest, keyDependsOnLoopsAndMachine) {
  const Loops one(kernelText(kStoreOne)), two(kernelText(kStoreTwo)), again(kernelText(kStoreOne));
  const Machine machine{"x86_64-linux-gnu", "znver4", "+avx2"};
  const std::string key = CodeCache::keyOf(*one.module, machine);
  EXPECT_EQ(CodeCache::keyOf(*again.module, machine), key);
  EXPECT_NE(CodeCache::keyOf(*two.module, machine), key);
  EXPECT_NE(CodeCache::keyOf(*one.module, {"aarch64-linux-gnu", "znver4", "+avx2"}), key);
  EXPECT_NE(CodeCache::keyOf(*one.module, {"x86_64-linux-gnu", "znver3", "+avx2"}), key);
  EXPECT_NE(CodeCache::keyOf(*one.module, {"x86_64-linux-gnu", "znver4", "-avx2"}), key);
}

TEST_F(CodeCacheTest, saysWhereNothingCanBeKept) {
  file::writeFile(folder.string(), "a file, no folder");
  EXPECT_THROW(run(kStoreOne), file::FileError);
}

} // namespace
} // namespace engram::native
