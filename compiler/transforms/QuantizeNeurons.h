// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Real neuron parameters as registers.

#ifndef ENGRAM_COMPILER_TRANSFORMS_QUANTIZENEURONS_H
#define ENGRAM_COMPILER_TRANSFORMS_QUANTIZENEURONS_H

#include "compiler/transforms/QuantizationReport.h"
#include "dialects/snn/SNN.h"

namespace engram {

/// Membrane units per real unit of a population with this threshold: the power of two that puts the threshold into
/// [2^17, 2^18), so that its register has 12 significant bits and saturation is at least 32 thresholds away.
double membraneScale(double threshold);

/// The registers of a population with `lif` parameters. A value that no register holds is an error at `op`; one that is
/// off by more than 5 % is a warning. Adds what was realised to `values`.
mlir::FailureOr<neurocore::RegistersAttr> quantizeNeurons(snn::PopulationOp op, double stepNs,
                                                          std::vector<QuantizedValue> &values);

} // namespace engram

#endif
