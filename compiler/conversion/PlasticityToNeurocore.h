// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a normalised plasticity.rule to a neurocore.rule: traces become registers, updates become products.

#ifndef ENGRAM_COMPILER_CONVERSION_PLASTICITYTONEUROCORE_H
#define ENGRAM_COMPILER_CONVERSION_PLASTICITYTONEUROCORE_H

#include "compiler/analysis/Quantization.h"
#include "dialects/neurocore/Neurocore.h"
#include "dialects/plasticity/PlasticityDialect.h"

#include <array>
#include <optional>

namespace engram {

/// The traces of a rule as registers, with what was wanted: x1, x2, y1, y2, y3; nothing for one without a trace.
/// `timeStepNs`: the length of a time step, not 0.
using QuantizedTraces = std::array<std::optional<analysis::QuantizedTrace>, 5>;
QuantizedTraces quantizeTraces(plasticity::RuleOp rule, uint64_t timeStepNs);

/// Creates the neurocore.rule of the same name at the builder's place, in a neurocore.chip. Locations are kept. Fails
/// with a located error if the rule is not in normal form; warns of a time constant that the registers miss by more
/// than 1 %.
mlir::FailureOr<neurocore::RuleOp> convertRule(plasticity::RuleOp rule, uint64_t timeStepNs, mlir::OpBuilder &builder);

} // namespace engram

#endif
