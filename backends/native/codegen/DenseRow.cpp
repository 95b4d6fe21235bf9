// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A row that shares numbers with others is shifted out of them, and put back between the words of the others.

#include "backends/native/codegen/DenseRow.h"

#include "backends/native/codegen/Stages.h"

#include <cstddef>

namespace engram::native {

DenseRow::DenseRow(Code &code, const ProjectionProgram &projection, const Int &part, const Int &width, const Int &pre)
    : projection(projection),
      words(blockArray(code, projection, part, offsetof(SynapseBlock, words), projection.word.bits)),
      groups(blockArray(code, projection, part, offsetof(SynapseBlock, words), projection.groupBits())),
      begin(divide(pre, projection.rowsInGroup) * width), row(remainder(pre, projection.rowsInGroup)),
      shift(fromIndex(row, 32) * projection.word.bits) {}

Int DenseRow::load(const Int &k) const { return words.load((begin + k) * projection.rowsInGroup + row); }

Int DenseRow::loadLanes(const Int &k) const {
  if (projection.rowsInGroup == 1)
    return words.loadLanes(begin + k);
  // First up, then down: with what follows, LLVM makes one shift of the latter and of the extension of the sign.
  const int above = projection.groupBits() - projection.word.bits;
  const Int top = shiftLeft(groups.loadLanes(begin + k), constantLike(shift, above) - shift);
  return truncate(shiftRightUnsigned(top, above), projection.word.bits);
}

void DenseRow::storeLanes(const Int &values, const Int &k, const std::optional<Int> &condition) const {
  const Int before = groups.loadLanes(begin + k);
  Int after = values;
  if (projection.rowsInGroup > 1) {
    const Int mask = shiftLeft(constantLike(shift, (int64_t{1} << projection.word.bits) - 1), shift);
    after = (before & (mask ^ -1)) | shiftLeft(zeroExtend(values, projection.groupBits()), shift);
  }
  condition ? groups.storeLanes(after, before, begin + k, *condition) : groups.storeLanes(after, begin + k);
}

} // namespace engram::native
