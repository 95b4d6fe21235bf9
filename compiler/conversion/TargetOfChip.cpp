// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loads targets; the edge where TargetError becomes a diagnostic.

#include "compiler/conversion/TargetOfChip.h"

namespace engram {

mlir::FailureOr<spec::Target> loadTarget(mlir::Operation *op, const std::string &name) {
  try {
    return spec::loadTarget(name);
  } catch (const spec::TargetError &error) {
    return op->emitError() << error.what();
  }
}

} // namespace engram
