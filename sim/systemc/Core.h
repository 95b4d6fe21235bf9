// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A neurocore: its memories and its four units, wired.

#ifndef ENGRAM_SIM_SYSTEMC_CORE_H
#define ENGRAM_SIM_SYSTEMC_CORE_H

#include "sim/systemc/AxonUnit.h"
#include "sim/systemc/DendriteUnit.h"
#include "sim/systemc/LearningUnit.h"
#include "sim/systemc/SynapseUnit.h"

#include <vector>

namespace engram::systemc {

class Core : public sc_core::sc_module {
public:
  /// Core `number` of the image; `router`: of its tile.
  Core(sc_core::sc_module_name name, const Context &context, Barrier &barrier, uint32_t number, Router &router);

  const image::CoreT &image;
  SynapseMemory synapses;
  std::vector<LearningProfile> profiles;
  uint32_t maxDelay; ///< of all projections onto its compartments
  DelayRing ring;

  SynapseUnit synapse;
  AxonUnit axon;
  DendriteUnit dendrite;
  LearningUnit learning;
};

} // namespace engram::systemc

#endif
