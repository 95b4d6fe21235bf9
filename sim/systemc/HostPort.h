// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The host port at tile 0: brings the spikes of input populations onto the chip, as the axon unit of a core would.

#ifndef ENGRAM_SIM_SYSTEMC_HOSTPORT_H
#define ENGRAM_SIM_SYSTEMC_HOSTPORT_H

#include "sim/State.h"
#include "sim/systemc/AxonUnit.h"

#include <vector>

namespace engram::systemc {

class HostPort : public sc_core::sc_module {
public:
  /// `router`: of tile 0.
  HostPort(sc_core::sc_module_name name, const Context &context, Barrier &barrier, Router &router);

  /// A spike of an input population for the coming step. Told twice it is still one spike.
  void inject(uint32_t population, uint32_t neuron);

  /// Phase SPK begins now: the spikes are sent, ascending by population and neuron.
  void begin();

  /// The spikes of the last step, ascending by population and neuron.
  const std::vector<sim::Spike> &spikes() const { return sending; }

  const Meter &meter() const { return sender.meter; }

private:
  std::vector<uint32_t> firstSource; ///< by population: its neuron 0 among the sources of `sender`
  AxonUnit sender;
  std::vector<sim::Spike> injected;
  std::vector<sim::Spike> sending;
};

} // namespace engram::systemc

#endif
