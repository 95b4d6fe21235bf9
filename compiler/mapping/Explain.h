// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Words for what does not fit: need, have, who takes most, and the smallest change that would help.

#ifndef ENGRAM_COMPILER_MAPPING_EXPLAIN_H
#define ENGRAM_COMPILER_MAPPING_EXPLAIN_H

#include "compiler/mapping/CoreLoad.h"

#include <map>

namespace engram::mapping {

/// One neuron alone exceeds a limit of an empty core.
Misfit explainNeuron(const Network &network, const spec::Target &target, const CoreLoad &load, const Overflow &overflow,
                     uint32_t population, uint32_t neuron);

/// The chip has too few cores; `population` and `neuron` are the first for which there is none, `fullCores` says how
/// many cores each resource filled.
Misfit explainCores(const Network &network, const Mapping &mapping, const spec::Target &target,
                    const std::map<Resource, size_t> &fullCores, uint32_t population, uint32_t neuron);

/// The network was to be spread over more cores than there are.
Misfit explainSpread(uint32_t need, uint32_t have);

Misfit explainOutputAxons(const Network &network, const Core &core, uint64_t need, uint64_t have);
Misfit explainDelay(const Projection &projection, uint32_t need, uint32_t have);
Misfit explainEpoch(const Rule &rule, uint32_t have);
Misfit explainInputSum(const Network &network, const Projection &projection, uint64_t need);

} // namespace engram::mapping

#endif
