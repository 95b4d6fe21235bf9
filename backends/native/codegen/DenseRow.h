// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The words of one presynaptic neuron in a part of a dense projection, by neuron of the part, wherever its group of
// rows (ProjectionProgram::rowsInGroup) keeps them.

#ifndef ENGRAM_BACKENDS_NATIVE_CODEGEN_DENSEROW_H
#define ENGRAM_BACKENDS_NATIVE_CODEGEN_DENSEROW_H

#include "backends/native/Program.h"
#include "backends/native/codegen/Code.h"

#include <optional>

namespace engram::native {

class DenseRow {
public:
  /// `pre`: index of the neuron; `width`: how many neurons the part has.
  DenseRow(Code &code, const ProjectionProgram &projection, const Int &part, const Int &width, const Int &pre);

  /// The word onto the k-th neuron of the part, and those onto kLanes neurons from it on.
  Int load(const Int &k) const;
  Int loadLanes(const Int &k) const;

  /// Where lanes hold, or in all of them.
  void storeLanes(const Int &values, const Int &k, const std::optional<Int> &condition) const;

private:
  const ProjectionProgram &projection;
  Memory words;
  Memory groups; ///< the same as numbers that hold a word of every row of a group
  Int begin;     ///< of the group's words, in numbers of `groups`
  Int row;       ///< in its group
  Int shift;     ///< of its words in those numbers, 32 bits
};

} // namespace engram::native

#endif
