// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A projection of a network, synapse by synapse.

#ifndef ENGRAM_COMPILER_CONVERSION_EXPANDPROJECTION_H
#define ENGRAM_COMPILER_CONVERSION_EXPANDPROJECTION_H

#include "compiler/mapping/Network.h"
#include "dialects/snn/SNN.h"

#include <vector>

namespace engram {

/// The synapses of a verified, quantised projection, by post, then pre. What is drawn depends on `seed`, the names and
/// the indices alone.
std::vector<mapping::Synapse> expandProjection(snn::ProjectionOp projection, uint32_t seed);

} // namespace engram

#endif
