// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The router of a tile: five output links, each with a queue, that carry one packet at a time. Packets go along the row
// first, then along the column (XY routing), and leave through the local port of the tile of their core.

#ifndef ENGRAM_SIM_SYSTEMC_ROUTER_H
#define ENGRAM_SIM_SYSTEMC_ROUTER_H

#include "sim/systemc/Context.h"
#include "sim/systemc/Fifo.h"
#include "sim/systemc/Meter.h"

#include <functional>
#include <systemc>

namespace engram::systemc {

/// A spike on its way: the core that it goes to and the input axon there.
struct Packet {
  uint32_t core = 0;
  uint32_t axon = 0;
};

/// An output link of a router. Carrying a packet takes the same time for each.
class Link : public sc_core::sc_module {
public:
  SC_HAS_PROCESS(Link);

  /// `deliver` takes a packet that is through.
  Link(sc_core::sc_module_name name, const Context &context, const spec::Cost &cost,
       std::function<void(const Packet &)> deliver);

  /// A packet that entered the router at `port` is to be carried. Of packets that come at the same tick the one from
  /// the lowest port goes first, so that time does not depend on the order of SystemC's processes.
  void accept(const Packet &packet, uint32_t port);

  Meter meter;

private:
  struct Job {
    Packet packet;
    uint64_t arrival;
    uint32_t port;
  };

  void serve();
  void start(const Job &job);

  const Context &context;
  spec::Cost cost;
  std::function<void(const Packet &)> deliver;
  Fifo<Job> queue;
  bool busy = false;
  Job carried{};
  sc_core::sc_event finished;
};

class Router : public sc_core::sc_module {
public:
  /// Entry ports, in the order in which they are served. Core c of the image enters at FirstCore + c.
  enum Port : uint32_t { Host, FromEast, FromWest, FromNorth, FromSouth, FirstCore };

  /// `deliver` takes packets for the cores of this `tile` (row * columns + column).
  Router(sc_core::sc_module_name name, const Context &context, uint32_t tile,
         std::function<void(const Packet &)> deliver);

  /// Joins the router of the tile one column further; rows alike.
  void joinEast(Router &neighbor);
  void joinSouth(Router &neighbor);

  /// A packet enters at `port`.
  void accept(const Packet &packet, uint32_t port);

  Link local, east, west, north, south;

private:
  Link &route(uint32_t destination);

  const Context &context;
  uint32_t column;
  uint32_t row;
  Router *neighbors[4] = {}; ///< east, west, north, south
};

} // namespace engram::systemc

#endif
