// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads in step.

#include "backends/native/Crew.h"

#include <chrono>
#include <gtest/gtest.h>
#include <numeric>

namespace engram::native {
namespace {

TEST(CrewTest, everyPartWorksOnceARun) {
  std::vector<int> done(3, 0);
  Crew crew(3, [&done](int64_t part) { ++done[static_cast<size_t>(part)]; });
  for (int run = 0; run < 1000; ++run)
    crew.run();
  EXPECT_EQ(done, std::vector<int>(3, 1000));
}

TEST(CrewTest, nobodyGoesOnBeforeAllHaveCome) {
  constexpr int64_t kParts = 4;
  std::vector<int64_t> numbers(kParts, 0);
  std::vector<int64_t> sums(kParts, 0);
  Crew *waiting = nullptr;
  Crew crew(kParts, [&](int64_t part) {
    ++numbers[static_cast<size_t>(part)];
    waiting->wait();
    sums[static_cast<size_t>(part)] = std::accumulate(numbers.begin(), numbers.end(), int64_t{0});
    waiting->wait();
  });
  waiting = &crew;
  for (int64_t run = 1; run <= 200; ++run) {
    crew.run();
    EXPECT_EQ(sums, std::vector<int64_t>(kParts, kParts * run));
  }
}

TEST(CrewTest, wakesUpAfterAPause) {
  int done = 0;
  Crew crew(2, [&done](int64_t part) { done += part == 1; });
  std::this_thread::sleep_for(std::chrono::milliseconds(50)); // long enough that the other thread sleeps
  crew.run();
  EXPECT_EQ(done, 1);
}

TEST(CrewTest, onePartNeedsNoThread) {
  const std::thread::id self = std::this_thread::get_id();
  std::thread::id worker;
  Crew crew(1, [&worker](int64_t) { worker = std::this_thread::get_id(); });
  crew.run();
  EXPECT_EQ(worker, self);
}

} // namespace
} // namespace engram::native
