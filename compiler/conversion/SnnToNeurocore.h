// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pass convert-snn-to-neurocore with a place for its report.

#ifndef ENGRAM_COMPILER_CONVERSION_SNNTONEUROCORE_H
#define ENGRAM_COMPILER_CONVERSION_SNNTONEUROCORE_H

#include "compiler/conversion/Passes.h"
#include "compiler/transforms/QuantizationReport.h"

#include <memory>

namespace engram {

/// `report`, if not null, gets the realised traces and coefficients of the rules in use; it must outlive the pass.
std::unique_ptr<mlir::Pass> createConvertSnnToNeurocore(const ConvertSnnToNeurocoreOptions &options,
                                                        QuantizationReport *report);

} // namespace engram

#endif
