// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The dendrite unit, soma included: updates every compartment of its core, in ascending order, and sends those that
// fire to the axon unit.

#ifndef ENGRAM_SIM_SYSTEMC_DENDRITEUNIT_H
#define ENGRAM_SIM_SYSTEMC_DENDRITEUNIT_H

#include "hw/spec/Neuron.h"
#include "sim/systemc/AxonUnit.h"
#include "sim/systemc/memory/DelayRing.h"
#include "sim/systemc/memory/LearningProfile.h"

namespace engram::systemc {

class DendriteUnit : public sc_core::sc_module {
public:
  SC_HAS_PROCESS(DendriteUnit);

  DendriteUnit(sc_core::sc_module_name name, const Context &context, Barrier &barrier, const image::CoreT &core,
               DelayRing &ring, std::vector<LearningProfile> &profiles, AxonUnit &axon);

  /// Phase SPK begins now.
  void begin();

  /// A spike of the walk at hand, and when it leaves.
  struct Firing {
    uint64_t tick;
    uint32_t compartment;
  };

  /// The firings of the last step, ascending by compartment.
  const std::vector<Firing> &firings() const { return fired; }

  Meter meter;
  std::vector<spec::LifState> states; ///< by compartment

private:
  /// The compartments of a group of the image.
  struct Slice {
    spec::LifRegisters registers;
    const image::GroupT *group;
    uint32_t key;                   ///< of the population
    std::vector<uint32_t> profiles; ///< learning profiles whose postsynaptic side this is
  };

  void serve();
  void walk(const Slice &slice, spec::Cost &done);
  void noteSpike(const Slice &slice, uint32_t neuron);

  const Context &context;
  Barrier &barrier;
  DelayRing &ring;
  std::vector<LearningProfile> &profiles;
  AxonUnit &axon;
  std::vector<Slice> slices; ///< by first compartment
  std::vector<Firing> fired;
  size_t sent = 0;
  uint64_t end = 0;
  sc_core::sc_event leaving;
};

} // namespace engram::systemc

#endif
