// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One packet at a time.

#include "sim/systemc/AxonUnit.h"

#include <numeric>

namespace engram::systemc {

AxonTable::AxonTable(const std::vector<image::OutputAxon> &axons, uint32_t sources) : begin(sources + 1, 0) {
  for (const image::OutputAxon &axon : axons)
    ++begin[axon.compartment() + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  packets.resize(axons.size());
  std::vector<uint32_t> next(begin.begin(), begin.end() - 1);
  for (const image::OutputAxon &axon : axons)
    packets[next[axon.compartment()]++] = {axon.core(), axon.axon()};
}

AxonUnit::AxonUnit(sc_core::sc_module_name name, const Context &context, Barrier &barrier, AxonTable table,
                   Router &router, uint32_t port)
    : sc_module(name), context(context), barrier(barrier), table(std::move(table)), router(router), port(port),
      SC_NAMED(finished) {
  SC_METHOD(serve);
  sensitive << finished;
  dont_initialize();
}

void AxonUnit::accept(uint32_t source) {
  if (table.count(source) == 0)
    return;
  barrier.hold();
  spikes.push(source);
  if (!busy)
    start();
}

void AxonUnit::start() {
  busy = true;
  meter.busy(context.clock.now(), context.costs().axonOut);
  context.clock.notify(finished, context.costs().axonOut.ticks);
}

void AxonUnit::serve() {
  ++meter.activations;
  const uint32_t source = spikes.front();
  const Packet packet = table.packets[table.begin[source] + sent];
  barrier.hold(); // of the packet, until its list is done
  router.accept(packet, port);
  busy = false;
  if (++sent == table.count(source)) {
    sent = 0;
    spikes.pop();
    barrier.release(context.clock.now());
  }
  if (!spikes.empty())
    start();
}

} // namespace engram::systemc
