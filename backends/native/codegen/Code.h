// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of generated code over the arena: memory, loops and branches, in the words of Int.

#ifndef ENGRAM_BACKENDS_NATIVE_CODEGEN_CODE_H
#define ENGRAM_BACKENDS_NATIVE_CODEGEN_CODE_H

#include "backends/native/Program.h"
#include "backends/native/codegen/Int.h"
#include "mlir/IR/BuiltinOps.h"

#include <functional>
#include <string>
#include <vector>

namespace engram::native {

/// An array in generated code. Indices count elements; they are of index type.
class Memory {
public:
  Memory(mlir::OpBuilder &builder, mlir::Value memref) : builder(&builder), memref(memref) {}

  Int load(const Int &index) const;
  void store(const Int &value, const Int &index) const;

  /// kLanes elements from `index` on, at any element.
  Int loadLanes(const Int &index) const;
  void storeLanes(const Int &value, const Int &index) const;

  /// The same, only where lanes hold: the others keep `before`, what was loaded there.
  void storeLanes(const Int &value, const Int &before, const Int &index, const Int &condition) const;

  /// The elements at 32-bit `indices`, by one instruction where the machine has it.
  Int gather(const Int &indices) const;

  /// The elements at some places, one by one: a few of them are faster so than by a gather.
  Int loadEach(const std::vector<Int> &places) const;
  void storeEach(const Int &values, const std::vector<Int> &places) const;

private:
  mlir::OpBuilder *builder;
  mlir::Value memref;
};

/// The function that is being written.
class Code {
public:
  /// Begins `void name(uint8_t *arena, int64_t arguments...)` at the end of `module`.
  Code(mlir::ModuleOp module, const std::string &name, size_t arguments);

  /// Ends it.
  void finish();

  /// An argument, as an index.
  Int argument(size_t number);

  Int constant(int64_t value, int bits = 32);
  Int index(int64_t value);

  /// 0, 1, 2, ... in the lanes.
  Int lanes();

  Memory array(const Array &array);

  /// Elements of `bits` bits from a byte offset on that is known only when the code runs.
  Memory memoryAt(const Int &byteOffset, int bits);

  /// for (i = begin; i < end; i += step) body(i), all of index type.
  void loop(const Int &begin, const Int &end, int64_t step, const std::function<void(const Int &i)> &body);

  /// The same, with a number that each turn takes and gives on.
  Int loop(const Int &begin, const Int &end, int64_t step, const Int &initial,
           const std::function<Int(const Int &i, const Int &carried)> &body);

  /// `body` only where a truth value holds.
  void when(const Int &condition, const std::function<void()> &body);

  /// A number that is `body` where the truth value holds, else `otherwise`.
  Int choose(const Int &condition, const std::function<Int()> &body, const Int &otherwise);

  /// Appends i + lane to `memory` for each lane that holds, from `end` on; the new end.
  Int append(const Memory &memory, const Int &end, const Int &condition, const Int &i);

  mlir::OpBuilder builder;

private:
  mlir::Block *entry;
  mlir::Value arena;
};

} // namespace engram::native

#endif
