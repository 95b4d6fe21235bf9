// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Links one packet at a time, fair by arrival and port; XY routes over the mesh.

#include "tests/unit/systemc/TestNetwork.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engram::test {

namespace {

using systemc::Packet;
using testing::ElementsAre;
using testing::Pair;

/// A kernel with a context and a record of what came out of a router, and when.
class RouterTest : public testing::Test {
protected:
  RouterTest() : clock(1e-9), kernel(clock), scope(kernel), context{image, testTarget(), clock, nullptr, 0, true, {}} {
    for (uint32_t tile = 0; tile < 4; ++tile) {
      image.cores.push_back(std::make_unique<image::CoreT>());
      image.cores.back()->tile = tile;
    }
  }

  std::function<void(const Packet &)> record() {
    return [this](const Packet &packet) { delivered.emplace_back(context.clock.now(), packet.axon); };
  }

  static void runFor(uint64_t ticks) { sc_core::sc_start(sc_core::sc_time::from_value(ticks)); }

  image::ImageT image;
  systemc::Clock clock;
  systemc::Kernel kernel;
  systemc::Kernel::Scope scope;
  systemc::Context context;
  std::vector<std::pair<uint64_t, uint32_t>> delivered; ///< tick, axon
};

} // namespace

TEST_F(RouterTest, ALinkCarriesOnePacketAtATime) {
  systemc::Link link("link", context, {6, 61}, record());
  link.accept({0, 1}, 7); // 0 + 6
  runFor(4);
  link.accept({0, 2}, 7); // comes at 4, starts at 6: 6 + 6
  runFor(16);
  link.accept({0, 3}, 7); // comes at 20 to an idle link: 20 + 6
  runFor(20);
  EXPECT_THAT(delivered, ElementsAre(Pair(6u, 1u), Pair(12u, 2u), Pair(26u, 3u)));
  EXPECT_EQ(link.meter.ticks, 18u);        // 3 * 6
  EXPECT_EQ(link.meter.femtojoules, 183u); // 3 * 61
  EXPECT_EQ(link.meter.activations, 3u);   // one event a packet
}

TEST_F(RouterTest, PacketsOfOneTickGoByPortWhateverTheOrderOfProcesses) {
  systemc::Link link("link", context, {6, 61}, record());
  link.accept({0, 9}, 9);
  link.accept({0, 2}, 2); // lower than the port in service: takes its place
  link.accept({0, 5}, 5);
  runFor(3);
  link.accept({0, 1}, 1); // later, so it waits although its port is lowest
  runFor(40);
  EXPECT_THAT(delivered, ElementsAre(Pair(6u, 2u), Pair(12u, 5u), Pair(18u, 9u), Pair(24u, 1u)));
}

TEST_F(RouterTest, GoesAlongTheRowThenAlongTheColumn) {
  std::vector<std::unique_ptr<systemc::Router>> routers;
  for (uint32_t tile = 0; tile < 4; ++tile)
    routers.push_back(
        std::make_unique<systemc::Router>(("tile" + std::to_string(tile)).c_str(), context, tile, record()));
  routers[0]->joinEast(*routers[1]);
  routers[2]->joinEast(*routers[3]);
  routers[0]->joinSouth(*routers[2]);
  routers[1]->joinSouth(*routers[3]);
  routers[0]->accept({3, 30}, systemc::Router::Host); // east 8, south 9, local 6: 23
  runFor(100);
  routers[3]->accept({0, 31}, systemc::Router::FirstCore); // at 100: west 8, north 9, local 6: 123
  runFor(100);
  routers[2]->accept({2, 32}, systemc::Router::FirstCore); // at 200, to its own tile: local 6: 206
  runFor(100);
  EXPECT_THAT(delivered, ElementsAre(Pair(23u, 30u), Pair(123u, 31u), Pair(206u, 32u)));
  EXPECT_EQ(routers[0]->east.meter.ticks, 8u);
  EXPECT_EQ(routers[1]->south.meter.ticks, 9u);
  EXPECT_EQ(routers[3]->west.meter.ticks, 8u);
  EXPECT_EQ(routers[2]->north.meter.ticks, 9u);
  EXPECT_EQ(routers[0]->south.meter.ticks + routers[1]->west.meter.ticks, 0u); // the ways not taken
}

TEST_F(RouterTest, TwoStreamsShareALink) {
  systemc::Router left("left", context, 0, record());
  systemc::Router right("right", context, 1, record());
  left.joinEast(right);
  left.accept({1, 1}, systemc::Router::Host);      // east 0..8, local 8..14
  left.accept({1, 2}, systemc::Router::FirstCore); // east 8..16, local 16..22
  runFor(10);
  right.accept({1, 3}, systemc::Router::FirstCore + 1); // at 10: local free at 14: 14..20, so axon 2 waits: 20..26
  runFor(40);
  EXPECT_THAT(delivered, ElementsAre(Pair(14u, 1u), Pair(20u, 3u), Pair(26u, 2u)));
}

TEST(FifoTest, KeepsTheOrderAndInsertsAtTheEnd) {
  systemc::Fifo<int> fifo;
  const auto byTens = [](int a, int b) { return a / 10 == b / 10 && a < b; };
  for (const int item : {15, 27, 21, 11})
    fifo.insert(item, byTens); // 11 does not pass the twenties
  std::vector<int> order;
  while (!fifo.empty())
    order.push_back(fifo.pop());
  EXPECT_THAT(order, ElementsAre(15, 21, 27, 11));
  fifo.push(1);
  EXPECT_EQ(fifo.size(), 1u);
  EXPECT_EQ(fifo.front(), 1);
}

} // namespace engram::test
