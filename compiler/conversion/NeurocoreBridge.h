// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The bridge between neurocore IR and the plain structures of compiler/mapping: the one place that knows both.

#ifndef ENGRAM_COMPILER_CONVERSION_NEUROCOREBRIDGE_H
#define ENGRAM_COMPILER_CONVERSION_NEUROCOREBRIDGE_H

#include "compiler/mapping/Mapping.h"
#include "dialects/neurocore/Neurocore.h"

namespace engram {

/// The network half of a verified chip.
mapping::Network readNetwork(neurocore::ChipOp chip);

/// The mapped half of a verified chip, as far as its phase goes.
mapping::Mapping readMapping(neurocore::ChipOp chip);

/// Replaces the mapped half by `mapping` and sets the phase, which says how much of `mapping` there is.
void writeMapping(neurocore::ChipOp chip, const mapping::Mapping &mapping, neurocore::Phase phase);

} // namespace engram

#endif
