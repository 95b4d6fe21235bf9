// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arena is a memref of bytes whose size is not part of the code; arrays are views of it.

#include "backends/native/codegen/Code.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace engram::native {

using namespace mlir;

namespace {

/// Static, since only such memrefs are passed as bare pointers; larger than any memory, so that it bounds nothing.
constexpr int64_t kUnbounded = int64_t{1} << 60;

VectorType lanesOf(Type element) { return VectorType::get({kLanes}, element); }

Type elementOf(Value memref) { return cast<MemRefType>(memref.getType()).getElementType(); }

Value constantIndex(OpBuilder &builder, int64_t value) {
  return arith::ConstantIndexOp::create(builder, builder.getUnknownLoc(), value);
}

} // namespace

Int Memory::load(const Int &index) const {
  return {*builder, memref::LoadOp::create(*builder, builder->getUnknownLoc(), memref, index.get())};
}

void Memory::store(const Int &value, const Int &index) const {
  memref::StoreOp::create(*builder, builder->getUnknownLoc(), value.get(), memref, index.get());
}

Int Memory::loadLanes(const Int &index) const {
  const Location loc = builder->getUnknownLoc();
  return {*builder, vector::LoadOp::create(*builder, loc, lanesOf(elementOf(memref)), memref, ValueRange{index.get()})};
}

void Memory::storeLanes(const Int &value, const Int &index) const {
  vector::StoreOp::create(*builder, builder->getUnknownLoc(), value.get(), memref, ValueRange{index.get()});
}

// Not a select of whole words where a masked store exists: LLVM 22.1 folds a select of a bitwise expression into one
// AVX-512 instruction with the wrong truth table (llvm-project issue 157929). Narrow words have no such instruction.
void Memory::storeLanes(const Int &value, const Int &before, const Int &index, const Int &condition) const {
  if (value.bits() < 32)
    return storeLanes(select(condition, value, before), index);
  vector::MaskedStoreOp::create(*builder, builder->getUnknownLoc(), memref, ValueRange{index.get()}, condition.get(),
                                value.get());
}

Int Memory::gather(const Int &indices) const {
  const Location loc = builder->getUnknownLoc();
  const VectorType type = lanesOf(elementOf(memref));
  const Value mask =
      arith::ConstantOp::create(*builder, loc, DenseElementsAttr::get(lanesOf(builder->getI1Type()), true));
  const Value none = arith::ConstantOp::create(*builder, loc, builder->getZeroAttr(type));
  return {*builder, vector::GatherOp::create(*builder, loc, type, memref, ValueRange{constantIndex(*builder, 0)},
                                             indices.get(), mask, none)};
}

Int Memory::loadEach(const std::vector<Int> &places) const {
  const Location loc = builder->getUnknownLoc();
  llvm::SmallVector<Value> elements;
  for (const Int &place : places)
    elements.push_back(load(place).get());
  const VectorType type = VectorType::get({static_cast<int64_t>(places.size())}, elementOf(memref));
  return {*builder, vector::FromElementsOp::create(*builder, loc, type, elements)};
}

void Memory::storeEach(const Int &values, const std::vector<Int> &places) const {
  for (size_t k = 0; k < places.size(); ++k)
    store({*builder,
           vector::ExtractOp::create(*builder, builder->getUnknownLoc(), values.get(), static_cast<int64_t>(k))},
          places[k]);
}

Code::Code(ModuleOp module, const std::string &name, size_t arguments) : builder(module.getContext()) {
  builder.setInsertionPointToEnd(module.getBody());
  llvm::SmallVector<Type> types{MemRefType::get({kUnbounded}, builder.getI8Type())};
  types.append(arguments, builder.getI64Type());
  auto function = func::FuncOp::create(builder, builder.getUnknownLoc(), name, builder.getFunctionType(types, {}));
  entry = function.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  arena = entry->getArgument(0);
}

void Code::finish() { func::ReturnOp::create(builder, builder.getUnknownLoc()); }

Int Code::argument(size_t number) { return toIndex({builder, entry->getArgument(static_cast<unsigned>(number) + 1)}); }

Int Code::constant(int64_t value, int bits) {
  return {builder, arith::ConstantIntOp::create(builder, builder.getUnknownLoc(), value, static_cast<unsigned>(bits))};
}

Int Code::index(int64_t value) { return {builder, constantIndex(builder, value)}; }

Int Code::lanes() {
  llvm::SmallVector<int32_t> numbers;
  for (int32_t lane = 0; lane < kLanes; ++lane)
    numbers.push_back(lane);
  return {builder, arith::ConstantOp::create(builder, builder.getUnknownLoc(), builder.getI32VectorAttr(numbers))};
}

Memory Code::array(const Array &array) { return memoryAt(index(array.offset), array.bits); }

Memory Code::memoryAt(const Int &byteOffset, int bits) {
  const MemRefType type = MemRefType::get({kUnbounded / 8}, builder.getIntegerType(static_cast<unsigned>(bits)));
  return {builder,
          memref::ViewOp::create(builder, builder.getUnknownLoc(), type, arena, byteOffset.get(), ValueRange{})};
}

void Code::loop(const Int &begin, const Int &end, int64_t step, const std::function<void(const Int &)> &body) {
  auto loop =
      scf::ForOp::create(builder, builder.getUnknownLoc(), begin.get(), end.get(), constantIndex(builder, step));
  const OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  body({builder, loop.getInductionVar()});
}

Int Code::loop(const Int &begin, const Int &end, int64_t step, const Int &initial,
               const std::function<Int(const Int &, const Int &)> &body) {
  const Location loc = builder.getUnknownLoc();
  auto loop =
      scf::ForOp::create(builder, loc, begin.get(), end.get(), constantIndex(builder, step), ValueRange{initial.get()});
  const OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  const Int next = body({builder, loop.getInductionVar()}, {builder, loop.getRegionIterArg(0)});
  scf::YieldOp::create(builder, loc, next.get());
  return {builder, loop.getResult(0)};
}

void Code::when(const Int &condition, const std::function<void()> &body) {
  auto branch = scf::IfOp::create(builder, builder.getUnknownLoc(), condition.get(), false);
  const OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.thenBlock());
  body();
}

Int Code::choose(const Int &condition, const std::function<Int()> &body, const Int &otherwise) {
  const Location loc = builder.getUnknownLoc();
  auto branch = scf::IfOp::create(builder, loc, TypeRange{otherwise.get().getType()}, condition.get(), true);
  const OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.elseBlock());
  scf::YieldOp::create(builder, loc, otherwise.get());
  builder.setInsertionPointToStart(branch.thenBlock());
  scf::YieldOp::create(builder, loc, body().get());
  return {builder, branch.getResult(0)};
}

Int Code::append(const Memory &memory, const Int &end, const Int &condition, const Int &i) {
  const Location loc = builder.getUnknownLoc();
  const Int bits = laneBits(condition);
  const llvm::SmallVector<Type> types{bits.get().getType(), end.get().getType()};
  auto loop = scf::WhileOp::create(builder, loc, types, ValueRange{bits.get(), end.get()});
  const OpBuilder::InsertionGuard guard(builder);
  mlir::Block *before = builder.createBlock(&loop.getBefore(), {}, types, {loc, loc});
  scf::ConditionOp::create(builder, loc, notEqual({builder, before->getArgument(0)}, 0).get(), before->getArguments());
  mlir::Block *after = builder.createBlock(&loop.getAfter(), {}, types, {loc, loc});
  const Int rest(builder, after->getArgument(0));
  const Int place(builder, after->getArgument(1));
  const Int lane(builder, math::CountTrailingZerosOp::create(builder, loc, rest.get()));
  memory.store(truncate(fromIndex(i, 64) + lane, 32), place);
  const llvm::SmallVector<Value> next{(rest & (rest - 1)).get(), (place + 1).get()};
  scf::YieldOp::create(builder, loc, next);
  return {builder, loop.getResult(1)};
}

} // namespace engram::native
