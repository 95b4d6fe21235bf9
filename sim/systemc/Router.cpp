// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Routing and carrying of packets.

#include "sim/systemc/Router.h"

#include <tuple>

namespace engram::systemc {

Link::Link(sc_core::sc_module_name name, const Context &context, const spec::Cost &cost,
           std::function<void(const Packet &)> deliver)
    : sc_module(name), context(context), cost(cost), deliver(std::move(deliver)), SC_NAMED(finished) {
  SC_METHOD(serve);
  sensitive << finished;
  dont_initialize();
}

void Link::accept(const Packet &packet, uint32_t port) {
  Job job{packet, context.clock.now(), port};
  if (!busy) {
    start(job);
    return;
  }
  if (carried.arrival == job.arrival && port < carried.port) // it came in this very tick as well, and started in it
    std::swap(job, carried);
  queue.insert(job,
               [](const Job &a, const Job &b) { return std::tie(a.arrival, a.port) < std::tie(b.arrival, b.port); });
}

void Link::start(const Job &job) {
  busy = true;
  carried = job;
  meter.busy(context.clock.now(), cost);
  context.clock.notify(finished, cost.ticks);
}

void Link::serve() {
  ++meter.activations;
  busy = false;
  const Packet packet = carried.packet;
  if (!queue.empty())
    start(queue.pop());
  deliver(packet);
}

Router::Router(sc_core::sc_module_name name, const Context &context, uint32_t tile,
               std::function<void(const Packet &)> deliver)
    : sc_module(name), SC_NAMED(local, context, context.costs().tile, std::move(deliver)),
      SC_NAMED(east, context, context.costs().hopEastWest,
               [this](const Packet &packet) { neighbors[0]->accept(packet, FromWest); }),
      SC_NAMED(west, context, context.costs().hopEastWest,
               [this](const Packet &packet) { neighbors[1]->accept(packet, FromEast); }),
      SC_NAMED(north, context, context.costs().hopNorthSouth,
               [this](const Packet &packet) { neighbors[2]->accept(packet, FromSouth); }),
      SC_NAMED(south, context, context.costs().hopNorthSouth,
               [this](const Packet &packet) { neighbors[3]->accept(packet, FromNorth); }),
      context(context), column(tile % context.target.columns), row(tile / context.target.columns) {
  const std::string scope = "tile" + std::to_string(tile) + ".router_";
  for (Link *link : {&local, &east, &west, &north, &south})
    link->meter.trace(context.waveform, scope + link->basename());
}

void Router::joinEast(Router &neighbor) {
  neighbors[0] = &neighbor;
  neighbor.neighbors[1] = this;
}

void Router::joinSouth(Router &neighbor) {
  neighbors[3] = &neighbor;
  neighbor.neighbors[2] = this;
}

void Router::accept(const Packet &packet, uint32_t port) {
  route(context.image.cores[packet.core]->tile).accept(packet, port);
}

Link &Router::route(uint32_t destination) {
  const uint32_t toColumn = destination % context.target.columns;
  const uint32_t toRow = destination / context.target.columns;
  if (toColumn != column)
    return toColumn > column ? east : west;
  if (toRow != row)
    return toRow > row ? south : north;
  return local;
}

} // namespace engram::systemc
