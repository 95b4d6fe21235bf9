// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Integers in generated code, written as arithmetic: a scalar, or a vector of kLanes numbers, with C++'s operators. A
// plain number beside one takes its type; a scalar beside a vector is broadcast.

#ifndef ENGRAM_BACKENDS_NATIVE_CODEGEN_INT_H
#define ENGRAM_BACKENDS_NATIVE_CODEGEN_INT_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/Value.h"

#include <cstdint>

namespace engram::native {

class Int {
public:
  Int() = default;
  Int(mlir::OpBuilder &builder, mlir::Value value) : builder(&builder), value(value) {}

  mlir::Value get() const { return value; }
  mlir::OpBuilder &at() const { return *builder; }
  bool isVector() const;

  /// Bits of the number, 1 for a truth value, 64 for an index.
  int bits() const;

private:
  mlir::OpBuilder *builder = nullptr;
  mlir::Value value;
};

/// A constant of the type of `like`.
Int constantLike(const Int &like, int64_t value);

Int operator+(const Int &a, const Int &b);
Int operator-(const Int &a, const Int &b);
Int operator*(const Int &a, const Int &b);
Int operator&(const Int &a, const Int &b);
Int operator|(const Int &a, const Int &b);
Int operator^(const Int &a, const Int &b);
Int operator+(const Int &a, int64_t b);
Int operator-(const Int &a, int64_t b);
Int operator*(const Int &a, int64_t b);
Int operator&(const Int &a, int64_t b);
Int operator^(const Int &a, int64_t b);

/// Shifts by a constant, or by as many bits a lane; `shiftRight` keeps the sign (floor), `shiftRightUnsigned` does not.
Int shiftLeft(const Int &a, int64_t bits);
Int shiftLeft(const Int &a, const Int &bits);
Int shiftRight(const Int &a, int64_t bits);
Int shiftRight(const Int &a, const Int &bits);
Int shiftRightUnsigned(const Int &a, int64_t bits);
Int shiftRightUnsigned(const Int &a, const Int &bits);

/// a divided by a positive number, and what remains; a not negative.
Int divide(const Int &a, int64_t b);
Int remainder(const Int &a, int64_t b);

Int minimum(const Int &a, const Int &b);
Int maximum(const Int &a, const Int &b);

/// a, not below low and not above high.
Int clamp(const Int &a, int64_t low, int64_t high);

/// Signed comparisons; the results are truth values.
Int lessThan(const Int &a, const Int &b);
Int lessThan(const Int &a, int64_t b);
Int greaterThan(const Int &a, const Int &b);
Int greaterThan(const Int &a, int64_t b);
Int equal(const Int &a, int64_t b);
Int equal(const Int &a, const Int &b);
Int notEqual(const Int &a, int64_t b);

Int select(const Int &condition, const Int &a, const Int &b);
Int select(const Int &condition, const Int &a, int64_t b);

/// Other widths. A truth value becomes 0 or 1.
Int signExtend(const Int &a, int bits);
Int zeroExtend(const Int &a, int bits);
Int truncate(const Int &a, int bits);

/// Between an index (of memory, of a loop) and a number of `bits` bits.
Int toIndex(const Int &a);
Int fromIndex(const Int &a, int bits);

/// A scalar in all lanes; lanes stay as they are.
Int broadcast(const Int &a);

/// The first `count` lanes, over and over.
Int repeatFirst(const Int &lanes, int64_t count);

/// The same bits as lanes of another width, low ones first.
Int splitLanes(const Int &lanes, int bits);

/// Whether some lane holds; a scalar.
Int any(const Int &condition);

/// How many lanes hold; 64 bits.
Int countLanes(const Int &condition);

/// The lanes of a truth value as bits of a 64-bit number, lane 0 first.
Int laneBits(const Int &condition);

} // namespace engram::native

#endif
