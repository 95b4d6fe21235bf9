// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every family of operations that loops may use, from text to numbers.

#include "tests/unit/native_jit/Loops.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <thread>

namespace engram::native {

std::string kernelText(const std::string &body) {
  return R"mlir(
    memref.global "private" constant @table : memref<4xi32> = dense<[10, 20, 30, 40]>
    func.func private @twice(%x: i32) -> i32 {
      %sum = arith.addi %x, %x : i32
      return %sum : i32
    }
    func.func @kernel(%arena: memref<1152921504606846976xi8>, %part: i64) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c16 = arith.constant 16 : index
      %atU = arith.constant 64 : index
      %atL = arith.constant 1088 : index
      %atB = arith.constant 2112 : index
      %i = arith.index_cast %part : i64 to index
      %u = memref.view %arena[%atU][] : memref<1152921504606846976xi8> to memref<256xi32>
      %l = memref.view %arena[%atL][] : memref<1152921504606846976xi8> to memref<128xi64>
      %b = memref.view %arena[%atB][] : memref<1152921504606846976xi8> to memref<64xi8>
      %x = vector.load %u[%c0] : memref<256xi32>, vector<16xi32>
      %y = vector.load %u[%c16] : memref<256xi32>, vector<16xi32>
      %s = memref.load %u[%c0] : memref<256xi32>
)mlir" + body +
         "\nreturn\n}";
}

namespace {

/// u holds 3, 4, 5, ..., l 1000, 1001, ..., and b -32, -31, ....
Arena filled() {
  Arena arena;
  std::iota(arena.u.begin(), arena.u.end(), 3);
  std::iota(arena.l.begin(), arena.l.end(), 1000);
  std::iota(arena.b.begin(), arena.b.end(), -32);
  return arena;
}

Arena run(const std::string &body, int64_t part = 0) {
  const Loops loops(kernelText(body));
  if (!loops.module)
    throw std::runtime_error("the text of the kernel is wrong");
  const auto code = compile(*loops.module, "");
  Arena arena = filled();
  reinterpret_cast<Kernel>(code->lookup("kernel"))(&arena, part);
  return arena;
}

/// What a kernel leaves in u[100] on.
std::vector<int32_t> result(const std::string &body, size_t count = 16, int64_t part = 0) {
  const Arena arena = run("%at = arith.constant 100 : index\n" + body, part);
  return {arena.u.begin() + 100, arena.u.begin() + 100 + count};
}

std::vector<int32_t> vectorResult(const std::string &body, int64_t part = 0) {
  return result(body + "\nvector.store %r, %u[%at] : memref<256xi32>, vector<16xi32>", 16, part);
}

int32_t scalarResult(const std::string &body, int64_t part = 0) {
  return result(body + "\nmemref.store %r, %u[%at] : memref<256xi32>", 1, part)[0];
}

template <typename Function> std::vector<int32_t> each(Function function) {
  std::vector<int32_t> values(16);
  for (int32_t i = 0; i < 16; ++i)
    values[i] = function(i);
  return values;
}

TEST(LoopsTest, loopsOverVectorsOfUnalignedAddress) {
  const Arena arena = run(R"mlir(
    %n = arith.constant 37 : index
    %end = arith.constant 53 : index
    scf.for %j = %i to %end step %c16 {
      %v = vector.load %u[%j] : memref<256xi32>, vector<16xi32>
      %w8 = vector.load %b[%j] : memref<64xi8>, vector<16xi8>
      %w = arith.extsi %w8 : vector<16xi8> to vector<16xi32>
      %sum = arith.addi %v, %w : vector<16xi32>
      vector.store %sum, %u[%j] : memref<256xi32>, vector<16xi32>
      %low = arith.trunci %sum : vector<16xi32> to vector<16xi8>
      vector.store %low, %b[%j] : memref<64xi8>, vector<16xi8>
    })mlir",
                          5);
  for (int32_t i = 0; i < 64; ++i) {
    EXPECT_EQ(arena.u[i], i >= 5 && i < 53 ? 2 * i - 29 : i + 3) << i;
    EXPECT_EQ(arena.b[i], i >= 5 && i < 53 ? 2 * i - 29 : i - 32) << i;
  }
}

TEST(LoopsTest, gathersAndScattersUnderAMask) {
  const std::string mask = R"mlir(
    %limit = arith.constant dense<10> : vector<16xi32>
    %m = arith.cmpi slt, %x, %limit : vector<16xi32>
  )mlir";
  EXPECT_EQ(vectorResult(mask + R"mlir(%r = vector.gather %u[%c1][%x], %m, %y :
    memref<256xi32>, vector<16xi32>, vector<16xi1>, vector<16xi32> into vector<16xi32>)mlir"),
            each([](int32_t i) { return i < 7 ? i + 3 + 1 + 3 : i + 19; }));
  EXPECT_EQ(vectorResult(mask + R"mlir(
    %none = arith.constant dense<-1> : vector<16xi64>
    %g = vector.gather %l[%c0][%x], %m, %none :
      memref<128xi64>, vector<16xi32>, vector<16xi1>, vector<16xi64> into vector<16xi64>
    %r = arith.trunci %g : vector<16xi64> to vector<16xi32>)mlir"),
            each([](int32_t i) { return i < 7 ? 1000 + i + 3 : -1; }));
  EXPECT_EQ(result(mask + R"mlir(vector.scatter %u[%at][%x], %m, %y :
    memref<256xi32>, vector<16xi32>, vector<16xi1>, vector<16xi32>)mlir",
                   12),
            (std::vector<int32_t>{103, 104, 105, 19, 20, 21, 22, 23, 24, 25, 113, 114}));
}

TEST(LoopsTest, masksBecomeBitsAndBack) {
  const std::string mask = R"mlir(
    %limit = arith.constant dense<6> : vector<16xi32>
    %m = arith.cmpi sge, %x, %limit : vector<16xi32>
    %one = vector.bitcast %m : vector<16xi1> to vector<1xi16>
    %bits = vector.extract %one[0] : i16 from vector<1xi16>
  )mlir";
  EXPECT_EQ(scalarResult(mask + "%r = arith.extui %bits : i16 to i32"), 0xfff8);
  EXPECT_EQ(vectorResult(mask + R"mlir(
    %c3 = arith.constant 3 : i16
    %shifted = arith.shrui %bits, %c3 : i16
    %again = vector.broadcast %shifted : i16 to vector<1xi16>
    %k = vector.bitcast %again : vector<1xi16> to vector<16xi1>
    %r = arith.select %k, %x, %y : vector<16xi1>, vector<16xi32>)mlir"),
            each([](int32_t i) { return i < 13 ? i + 3 : i + 19; }));
}

TEST(LoopsTest, masksByCount) {
  EXPECT_EQ(vectorResult("%m = vector.create_mask %i : vector<16xi1>\n"
                         "%r = vector.maskedload %u[%c0], %m, %y : "
                         "memref<256xi32>, vector<16xi1>, vector<16xi32> into vector<16xi32>",
                         5),
            each([](int32_t i) { return i < 5 ? i + 3 : i + 19; }));
  EXPECT_EQ(vectorResult("%m = vector.constant_mask [7] : vector<16xi1>\n"
                         "%r = arith.select %m, %x, %y : vector<16xi1>, vector<16xi32>"),
            each([](int32_t i) { return i < 7 ? i + 3 : i + 19; }));
  EXPECT_EQ(result("%m = vector.create_mask %i : vector<16xi1>\n"
                   "vector.maskedstore %u[%at], %m, %x : memref<256xi32>, vector<16xi1>, vector<16xi32>",
                   4, 3),
            (std::vector<int32_t>{3, 4, 5, 106}));
  EXPECT_EQ(result("%odd = arith.trunci %x : vector<16xi32> to vector<16xi1>\n"
                   "vector.compressstore %u[%at], %odd, %x : memref<256xi32>, vector<16xi1>, vector<16xi32>",
                   9),
            (std::vector<int32_t>{3, 5, 7, 9, 11, 13, 15, 17, 111}));
}

TEST(LoopsTest, elementsOfVectors) {
  EXPECT_EQ(vectorResult("%e = vector.extract %x[%i] : i32 from vector<16xi32>\n"
                         "%r = vector.insert %e, %y[5] : i32 into vector<16xi32>",
                         9),
            each([](int32_t i) { return i == 5 ? 12 : i + 19; }));
  EXPECT_EQ(vectorResult("%all = vector.broadcast %s : i32 to vector<16xi32>\n"
                         "%steps = vector.step : vector<16xindex>\n"
                         "%j = arith.index_cast %steps : vector<16xindex> to vector<16xi32>\n"
                         "%r = arith.muli %all, %j : vector<16xi32>"),
            each([](int32_t i) { return 3 * i; }));
  EXPECT_EQ(vectorResult("%q = vector.extract_strided_slice %y {offsets = [8], sizes = [8], strides = [1]} : "
                         "vector<16xi32> to vector<8xi32>\n"
                         "%r = vector.insert_strided_slice %q, %x {offsets = [0], strides = [1]} : "
                         "vector<8xi32> into vector<16xi32>"),
            each([](int32_t i) { return i < 8 ? i + 27 : i + 3; }));
  EXPECT_EQ(vectorResult("%r = vector.shuffle %x, %y [0,16,1,17,2,18,3,19,4,20,5,21,6,22,7,23] : "
                         "vector<16xi32>, vector<16xi32>"),
            each([](int32_t i) { return i / 2 + (i % 2 ? 19 : 3); }));
}

TEST(LoopsTest, reductions) {
  EXPECT_EQ(scalarResult("%r = vector.reduction <add>, %x : vector<16xi32> into i32"), 16 * 3 + 120);
  EXPECT_EQ(scalarResult("%r = vector.reduction <maxsi>, %x : vector<16xi32> into i32"), 18);
  EXPECT_EQ(scalarResult("%w = arith.extsi %y : vector<16xi32> to vector<16xi64>\n"
                         "%sum = vector.reduction <add>, %w : vector<16xi64> into i64\n"
                         "%r = arith.trunci %sum : i64 to i32"),
            16 * 19 + 120);
}

TEST(LoopsTest, arithmeticOnVectors) {
  EXPECT_EQ(vectorResult(R"mlir(
    %c7 = arith.constant dense<7> : vector<16xi32>
    %c10 = arith.constant dense<10> : vector<16xi32>
    %low = arith.maxsi %x, %c7 : vector<16xi32>
    %r = arith.minsi %low, %c10 : vector<16xi32>)mlir"),
            each([](int32_t i) { return std::clamp(i + 3, 7, 10); }));
  EXPECT_EQ(vectorResult(R"mlir(
    %c2 = arith.constant dense<2> : vector<16xi32>
    %minus = arith.subi %x, %y : vector<16xi32>
    %quarter = arith.shrsi %minus, %c2 : vector<16xi32>
    %shifted = arith.shli %x, %c2 : vector<16xi32>
    %r = arith.xori %quarter, %shifted : vector<16xi32>)mlir"),
            each([](int32_t i) { return -4 ^ ((i + 3) << 2); }));
  EXPECT_EQ(vectorResult("%wide = arith.extsi %x : vector<16xi32> to vector<16xi64>\n"
                         "%square = arith.muli %wide, %wide : vector<16xi64>\n"
                         "%big = arith.muli %square, %square : vector<16xi64>\n"
                         "%c8 = arith.constant dense<8> : vector<16xi64>\n"
                         "%high = arith.shrui %big, %c8 : vector<16xi64>\n"
                         "%r = arith.trunci %high : vector<16xi64> to vector<16xi32>"),
            each([](int32_t i) { return (i + 3) * (i + 3) * (i + 3) * (i + 3) >> 8; }));
}

TEST(LoopsTest, bitsOfIntegers) {
  EXPECT_EQ(scalarResult("%t = arith.constant 40 : i32\n%r = math.cttz %t : i32"), 3);
  EXPECT_EQ(scalarResult("%r = math.ctlz %s : i32"), 30);
  EXPECT_EQ(vectorResult("%r = math.ctpop %x : vector<16xi32>"),
            each([](int32_t i) { return __builtin_popcount(i + 3); }));
  EXPECT_EQ(scalarResult("%c2 = arith.constant -2 : i32\n%r = arith.ceildivsi %s, %c2 : i32"), -1);
  EXPECT_EQ(scalarResult("%q = index.ceildivu %i, %c16\n%r = index.castu %q : index to i32", 33), 3);
}

TEST(LoopsTest, controlFlowWithResults) {
  EXPECT_EQ(scalarResult(R"mlir(
    %zero = arith.constant 0 : i64
    %one = arith.constant 1 : i64
    %rest, %count = scf.while (%bits = %part, %n = %zero) : (i64, i64) -> (i64, i64) {
      %more = arith.cmpi ne, %bits, %zero : i64
      scf.condition(%more) %bits, %n : i64, i64
    } do {
    ^bb0(%bits: i64, %n: i64):
      %less = arith.subi %bits, %one : i64
      %cleared = arith.andi %bits, %less : i64
      %next = arith.addi %n, %one : i64
      scf.yield %cleared, %next : i64, i64
    }
    %r = arith.trunci %count : i64 to i32)mlir",
                         0x5a5a),
            8);
  const std::string sum = R"mlir(
    %big = arith.cmpi ugt, %i, %c16 : index
    %r = scf.if %big -> (vector<16xi32>) {
      scf.yield %y : vector<16xi32>
    } else {
      %sum = scf.for %j = %c0 to %i step %c1 iter_args(%acc = %x) -> (vector<16xi32>) {
        %next = arith.addi %acc, %y : vector<16xi32>
        scf.yield %next : vector<16xi32>
      }
      scf.yield %sum : vector<16xi32>
    })mlir";
  EXPECT_EQ(vectorResult(sum, 17), each([](int32_t i) { return i + 19; }));
  EXPECT_EQ(vectorResult(sum, 2), each([](int32_t i) { return i + 3 + 2 * (i + 19); }));
}

TEST(LoopsTest, functionsTablesViewsAndCopies) {
  EXPECT_EQ(scalarResult("%r = func.call @twice(%s) : (i32) -> i32"), 6);
  EXPECT_EQ(scalarResult("%t = memref.get_global @table : memref<4xi32>\n%r = memref.load %t[%i] : memref<4xi32>", 2),
            30);
  EXPECT_EQ(scalarResult("%v = memref.view %arena[%atU][%i] : memref<1152921504606846976xi8> to memref<?x8xi32>\n"
                         "%r = memref.load %v[%c1, %c1] : memref<?x8xi32>",
                         4),
            3 + 8 + 1);
  EXPECT_EQ(result("%n = arith.constant 12 : index\n"
                   "%to = arith.constant 464 : index\n" // u[100]
                   "%a = memref.view %arena[%atU][%i] : memref<1152921504606846976xi8> to memref<?xi32>\n"
                   "%z = memref.view %arena[%to][%i] : memref<1152921504606846976xi8> to memref<?xi32>\n"
                   "memref.copy %a, %z : memref<?xi32> to memref<?xi32>",
                   4, 3),
            (std::vector<int32_t>{3, 4, 5, 106}));
}

TEST(LoopsTest, twoThreadsGenerateCodeAtOnce) {
  const std::string body = "%r = arith.addi %x, %y : vector<16xi32>";
  std::vector<int32_t> first, second;
  std::thread other([&] { second = vectorResult(body); });
  first = vectorResult(body);
  other.join();
  EXPECT_EQ(first, each([](int32_t i) { return 2 * i + 22; }));
  EXPECT_EQ(second, first);
}

} // namespace
} // namespace engram::native
