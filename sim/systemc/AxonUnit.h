// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The axon unit: turns the spike of a compartment into one packet for each of its output axons.

#ifndef ENGRAM_SIM_SYSTEMC_AXONUNIT_H
#define ENGRAM_SIM_SYSTEMC_AXONUNIT_H

#include "sim/systemc/Barrier.h"
#include "sim/systemc/Fifo.h"
#include "sim/systemc/Meter.h"
#include "sim/systemc/Router.h"

namespace engram::systemc {

/// A table of output axons by source: those of source s stand at begin[s] .. begin[s + 1] - 1.
struct AxonTable {
  AxonTable(const std::vector<image::OutputAxon> &axons, uint32_t sources);

  uint32_t count(uint32_t source) const { return begin[source + 1] - begin[source]; }

  std::vector<uint32_t> begin;
  std::vector<Packet> packets;
};

/// The axon unit of a core; the host port makes its packets in the same way.
class AxonUnit : public sc_core::sc_module {
public:
  SC_HAS_PROCESS(AxonUnit);

  /// Packets enter `router` at `port`.
  AxonUnit(sc_core::sc_module_name name, const Context &context, Barrier &barrier, AxonTable table, Router &router,
           uint32_t port);

  /// A spike of `source` arrives. One without output axons ends here, at once.
  void accept(uint32_t source);

  Meter meter;

private:
  void serve();
  void start();

  const Context &context;
  Barrier &barrier;
  AxonTable table;
  Router &router;
  uint32_t port;
  Fifo<uint32_t> spikes;
  bool busy = false;
  uint32_t sent = 0; ///< packets made of the first spike
  sc_core::sc_event finished;
};

} // namespace engram::systemc

#endif
