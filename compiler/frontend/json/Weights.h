// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The 'weights' of a projection: a number, a distribution, or a table from the description or a file. Private to this
// folder.

#ifndef ENGRAM_COMPILER_FRONTEND_JSON_WEIGHTS_H
#define ENGRAM_COMPILER_FRONTEND_JSON_WEIGHTS_H

#include "compiler/frontend/json/Value.h"
#include "hw/spec/Learning.h"

#include "mlir/IR/Attributes.h"

#include <vector>

namespace engram::json {

/// Numbers in rows; a list of numbers has one column.
struct Table {
  uint64_t rows = 0;
  uint64_t columns = 0;
  bool flat = false;          ///< written as a list
  std::vector<double> values; ///< by row

  double at(uint64_t row, uint64_t column) const { return values[row * columns + column]; }
};

/// What 'weights' says, not yet related to synapses. Exactly one of `all` and `table` is set.
struct Weights {
  mlir::Attribute all;        ///< of all synapses: f64, i32, #snn.uniform or #snn.normal
  std::optional<Table> table; ///< finite numbers, whole ones if `integral`
  bool integral = false;      ///< the chip's integers
  spec::WeightFormat format;
  std::optional<int32_t> exponent; ///< integral only
  Value place;                     ///< of the numbers
  bool inFile = false;

  /// Emits an error about an entry of the table at its pointer; of a file, at the file's, with row and column.
  void error(uint64_t row, uint64_t column, const llvm::Twine &text) const;

  /// Whether `weight` can be stored; an error at the entry if not.
  bool checkFits(double weight, uint64_t row, uint64_t column) const;
};

/// Reads `value`; files are looked for in `folder`. Nothing after an error.
std::optional<Weights> readWeights(const Value &value, llvm::StringRef folder);

} // namespace engram::json

#endif
