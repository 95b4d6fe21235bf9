// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A step takes microseconds, so that a waiting thread first looks again and again; if nothing happens for long, it
// sleeps.

#include "backends/native/Crew.h"

#include <utility>

namespace engram::native {

namespace {

constexpr int kLooks = 2000;  ///< without giving way
constexpr int kYields = 2000; ///< then, giving way to others

} // namespace

Crew::Crew(int64_t parts, std::function<void(int64_t)> what) : parts(parts), task(std::move(what)) {
  for (int64_t part = 1; part < parts; ++part)
    threads.emplace_back([this, part] { work(part); });
}

Crew::~Crew() {
  ends = true;
  if (!threads.empty())
    wait();
  for (std::thread &thread : threads)
    thread.join();
}

void Crew::run() {
  wait();
  task(0);
  wait();
}

void Crew::work(int64_t part) {
  for (;;) {
    wait();
    if (ends)
      return;
    task(part);
    wait();
  }
}

void Crew::wait() {
  if (parts == 1)
    return;
  const uint64_t mine = round.load(std::memory_order_acquire);
  if (arrived.fetch_add(1, std::memory_order_acq_rel) + 1 == parts) {
    arrived.store(0, std::memory_order_relaxed);
    {
      const std::lock_guard<std::mutex> lock(mutex); // so that nobody falls asleep between looking and sleeping
      round.store(mine + 1, std::memory_order_release);
    }
    changed.notify_all();
    return;
  }
  const auto isOver = [&] { return round.load(std::memory_order_acquire) != mine; };
  for (int look = 0; look < kLooks + kYields; ++look) {
    if (isOver())
      return;
    if (look >= kLooks)
      std::this_thread::yield();
  }
  std::unique_lock<std::mutex> lock(mutex);
  changed.wait(lock, isOver);
}

} // namespace engram::native
