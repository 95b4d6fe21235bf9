// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// When a phase ends, and what the barrier takes.

#include "tests/unit/systemc/TestNetwork.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engram::test {

TEST(BarrierTest, WaitsForTheLatestEndThenTakesItsTime) {
  const image::ImageT image;
  const systemc::Clock clock(1e-9);
  const systemc::Kernel kernel(clock);
  const systemc::Kernel::Scope scope(kernel);
  const systemc::Context context{image, testTarget(), clock, nullptr, 0, true, {}};
  std::vector<std::pair<uint64_t, uint64_t>> passed; // end of the phase, end of the barrier
  systemc::Barrier barrier("barrier", context, 3, [&](uint64_t end) { passed.emplace_back(end, clock.now()); });
  barrier.hold();
  barrier.hold();
  barrier.release(50); // an end that is known ahead of time
  EXPECT_EQ(barrier.meter.ticks, 0u);
  barrier.release(0);
  sc_core::sc_start();
  // 50 + 100 + 2 * 20
  EXPECT_THAT(passed, testing::ElementsAre(testing::Pair(50u, 190u)));
  EXPECT_EQ(barrier.meter.ticks, 140u);
  EXPECT_EQ(barrier.meter.femtojoules, 1001u + 2 * 201u);
  EXPECT_EQ(barrier.meter.activations, 1u);
}

TEST(ClockTest, CountsTicksThatAreNoPowerOfTen) {
  const systemc::Clock clock(2.5e-9);
  EXPECT_EQ(clock.units(), 25u);
  EXPECT_EQ(clock.resolutionFemtoseconds(), 100000u);
  const systemc::Kernel kernel(clock);
  const systemc::Kernel::Scope scope(kernel);
  sc_core::sc_event event;
  clock.notify(event, 4);
  sc_core::sc_start(sc_core::sc_time(10, sc_core::SC_NS));
  EXPECT_EQ(clock.now(), 4u);
}

} // namespace engram::test
