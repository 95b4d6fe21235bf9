// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the weights of a projection become integers: the exponent and what integer weight 1 means.

#ifndef ENGRAM_COMPILER_TRANSFORMS_QUANTIZEWEIGHTS_H
#define ENGRAM_COMPILER_TRANSFORMS_QUANTIZEWEIGHTS_H

#include "compiler/transforms/QuantizationReport.h"
#include "dialects/snn/SNN.h"

namespace engram {

/// Gives the projection an exponent and, if its weights are real, a unit. `scale`: membrane units per real unit of the
/// target. Integer weights off their grid are floored to it with a warning. A weight that no exponent holds, or that
/// its sign or weight_max forbids, is an error at `op`. Adds what was realised to `values`.
mlir::LogicalResult quantizeWeights(snn::ProjectionOp op, double scale, std::vector<QuantizedValue> &values);

} // namespace engram

#endif
