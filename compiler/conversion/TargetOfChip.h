// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The target model that a name in IR stands for.

#ifndef ENGRAM_COMPILER_CONVERSION_TARGETOFCHIP_H
#define ENGRAM_COMPILER_CONVERSION_TARGETOFCHIP_H

#include "hw/spec/Target.h"

#include "mlir/IR/Operation.h"

namespace engram {

/// Loads target `name`; an unknown or unusable one is an error at `op`.
mlir::FailureOr<spec::Target> loadTarget(mlir::Operation *op, const std::string &name);

} // namespace engram

#endif
