// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One arith or vector operation each.

#include "backends/native/codegen/Int.h"

#include "backends/native/Program.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/TypeUtilities.h"

namespace engram::native {

namespace {

using namespace mlir;

Location here(const Int &a) { return a.at().getUnknownLoc(); }

/// The type of `like` with elements of `bits` bits.
Type withBits(const Int &like, int bits) {
  const Type element = like.at().getIntegerType(bits);
  if (auto vector = dyn_cast<VectorType>(like.get().getType()))
    return vector.clone(element);
  return element;
}

/// Makes the two of one shape.
std::pair<Int, Int> alike(const Int &a, const Int &b) {
  if (a.isVector() == b.isVector())
    return {a, b};
  return a.isVector() ? std::pair(a, broadcast(b)) : std::pair(broadcast(a), b);
}

template <typename Op> Int binary(const Int &a, const Int &b) {
  const auto [left, right] = alike(a, b);
  return {a.at(), Op::create(a.at(), here(a), left.get(), right.get())};
}

Int compare(arith::CmpIPredicate predicate, const Int &a, const Int &b) {
  const auto [left, right] = alike(a, b);
  return {a.at(), arith::CmpIOp::create(a.at(), here(a), predicate, left.get(), right.get())};
}

} // namespace

bool Int::isVector() const { return isa<VectorType>(value.getType()); }

int Int::bits() const {
  const Type element = getElementTypeOrSelf(value.getType());
  return element.isIndex() ? 64 : static_cast<int>(element.getIntOrFloatBitWidth());
}

Int constantLike(const Int &like, int64_t value) {
  const Type type = like.get().getType();
  const Type element = getElementTypeOrSelf(type);
  const TypedAttr number = like.at().getIntegerAttr(
      element, element.isIndex() ? APInt(64, value, true) : APInt(64, value, true).trunc(like.bits()));
  if (auto vector = dyn_cast<VectorType>(type))
    return {like.at(),
            arith::ConstantOp::create(like.at(), here(like), DenseElementsAttr::get(vector, cast<Attribute>(number)))};
  return {like.at(), arith::ConstantOp::create(like.at(), here(like), number)};
}

Int operator+(const Int &a, const Int &b) { return binary<arith::AddIOp>(a, b); }
Int operator-(const Int &a, const Int &b) { return binary<arith::SubIOp>(a, b); }
Int operator*(const Int &a, const Int &b) { return binary<arith::MulIOp>(a, b); }
Int operator&(const Int &a, const Int &b) { return binary<arith::AndIOp>(a, b); }
Int operator|(const Int &a, const Int &b) { return binary<arith::OrIOp>(a, b); }
Int operator^(const Int &a, const Int &b) { return binary<arith::XOrIOp>(a, b); }
Int operator+(const Int &a, int64_t b) { return b == 0 ? a : a + constantLike(a, b); }
Int operator-(const Int &a, int64_t b) { return b == 0 ? a : a - constantLike(a, b); }
Int operator*(const Int &a, int64_t b) { return b == 1 ? a : a * constantLike(a, b); }
Int operator&(const Int &a, int64_t b) { return a & constantLike(a, b); }
Int operator^(const Int &a, int64_t b) { return a ^ constantLike(a, b); }

Int shiftLeft(const Int &a, const Int &bits) { return binary<arith::ShLIOp>(a, bits); }
Int shiftRight(const Int &a, const Int &bits) { return binary<arith::ShRSIOp>(a, bits); }
Int shiftRightUnsigned(const Int &a, const Int &bits) { return binary<arith::ShRUIOp>(a, bits); }
Int shiftLeft(const Int &a, int64_t bits) { return bits == 0 ? a : shiftLeft(a, constantLike(a, bits)); }
Int shiftRight(const Int &a, int64_t bits) { return bits == 0 ? a : shiftRight(a, constantLike(a, bits)); }
Int shiftRightUnsigned(const Int &a, int64_t bits) {
  return bits == 0 ? a : shiftRightUnsigned(a, constantLike(a, bits));
}

Int divide(const Int &a, int64_t b) { return binary<arith::DivUIOp>(a, constantLike(a, b)); }
Int remainder(const Int &a, int64_t b) { return binary<arith::RemUIOp>(a, constantLike(a, b)); }

Int minimum(const Int &a, const Int &b) { return binary<arith::MinSIOp>(a, b); }
Int maximum(const Int &a, const Int &b) { return binary<arith::MaxSIOp>(a, b); }
Int clamp(const Int &a, int64_t low, int64_t high) {
  return minimum(maximum(a, constantLike(a, low)), constantLike(a, high));
}

Int lessThan(const Int &a, const Int &b) { return compare(arith::CmpIPredicate::slt, a, b); }
Int lessThan(const Int &a, int64_t b) { return lessThan(a, constantLike(a, b)); }
Int greaterThan(const Int &a, const Int &b) { return compare(arith::CmpIPredicate::sgt, a, b); }
Int greaterThan(const Int &a, int64_t b) { return greaterThan(a, constantLike(a, b)); }
Int equal(const Int &a, const Int &b) { return compare(arith::CmpIPredicate::eq, a, b); }
Int equal(const Int &a, int64_t b) { return equal(a, constantLike(a, b)); }
Int notEqual(const Int &a, int64_t b) { return compare(arith::CmpIPredicate::ne, a, constantLike(a, b)); }

Int select(const Int &condition, const Int &a, const Int &b) {
  const bool vector = condition.isVector() || a.isVector() || b.isVector();
  const auto shaped = [&](const Int &x) { return vector && !x.isVector() ? broadcast(x) : x; };
  return {a.at(), arith::SelectOp::create(a.at(), here(a), shaped(condition).get(), shaped(a).get(), shaped(b).get())};
}
Int select(const Int &condition, const Int &a, int64_t b) { return select(condition, a, constantLike(a, b)); }

Int signExtend(const Int &a, int bits) {
  return a.bits() == bits ? a : Int(a.at(), arith::ExtSIOp::create(a.at(), here(a), withBits(a, bits), a.get()));
}
Int zeroExtend(const Int &a, int bits) {
  return a.bits() == bits ? a : Int(a.at(), arith::ExtUIOp::create(a.at(), here(a), withBits(a, bits), a.get()));
}
Int truncate(const Int &a, int bits) {
  return a.bits() == bits ? a : Int(a.at(), arith::TruncIOp::create(a.at(), here(a), withBits(a, bits), a.get()));
}

Int toIndex(const Int &a) {
  return {a.at(), arith::IndexCastOp::create(a.at(), here(a), a.at().getIndexType(), a.get())};
}
Int fromIndex(const Int &a, int bits) {
  return {a.at(), arith::IndexCastOp::create(a.at(), here(a), a.at().getIntegerType(bits), a.get())};
}

Int broadcast(const Int &a) {
  if (a.isVector())
    return a;
  const VectorType type = VectorType::get({kLanes}, a.get().getType());
  return {a.at(), vector::BroadcastOp::create(a.at(), here(a), type, a.get())};
}

Int repeatFirst(const Int &lanes, int64_t count) {
  SmallVector<int64_t> from;
  for (int64_t lane = 0; lane < kLanes; ++lane)
    from.push_back(lane % count);
  return {lanes.at(), vector::ShuffleOp::create(lanes.at(), here(lanes), lanes.get(), lanes.get(), from)};
}

Int splitLanes(const Int &lanes, int bits) {
  const auto from = cast<VectorType>(lanes.get().getType());
  const VectorType type = VectorType::get({from.getNumElements() * lanes.bits() / bits},
                                          lanes.at().getIntegerType(static_cast<unsigned>(bits)));
  return {lanes.at(), vector::BitCastOp::create(lanes.at(), here(lanes), type, lanes.get())};
}

Int laneBits(const Int &condition) {
  OpBuilder &builder = condition.at();
  const VectorType type = VectorType::get({1}, builder.getIntegerType(kLanes));
  const Value packed = vector::BitCastOp::create(builder, here(condition), type, condition.get());
  return zeroExtend({builder, vector::ExtractOp::create(builder, here(condition), packed, ArrayRef<int64_t>{0})}, 64);
}

Int countLanes(const Int &condition) {
  return {condition.at(), math::CtPopOp::create(condition.at(), here(condition), laneBits(condition).get())};
}

Int any(const Int &condition) { return condition.isVector() ? notEqual(laneBits(condition), 0) : condition; }

} // namespace engram::native
