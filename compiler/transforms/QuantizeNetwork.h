// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pass snn-quantize with a place for its report.

#ifndef ENGRAM_COMPILER_TRANSFORMS_QUANTIZENETWORK_H
#define ENGRAM_COMPILER_TRANSFORMS_QUANTIZENETWORK_H

#include "compiler/transforms/QuantizationReport.h"

#include "mlir/Pass/Pass.h"

#include <memory>

namespace engram {

/// `report`, if not null, gets every value that was realised; it must outlive the pass.
std::unique_ptr<mlir::Pass> createQuantizeNetwork(QuantizationReport *report);

} // namespace engram

#endif
