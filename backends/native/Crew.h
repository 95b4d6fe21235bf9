// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads that do the same thing at the same time, each for its own part.

#ifndef ENGRAM_BACKENDS_NATIVE_CREW_H
#define ENGRAM_BACKENDS_NATIVE_CREW_H

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace engram::native {

class Crew {
public:
  /// `task` is what every part does in one run(); it may call wait(). Part 0 is the thread that calls run().
  Crew(int64_t parts, std::function<void(int64_t part)> task);
  ~Crew();

  /// Does the task once in every part and returns when all are done.
  void run();

  /// Within the task: returns when every part has come here.
  void wait();

private:
  void work(int64_t part);

  int64_t parts;
  std::function<void(int64_t)> task;
  std::atomic<int64_t> arrived{0};
  std::atomic<uint64_t> round{0}; ///< of waiting; everybody waits for it to change
  std::atomic<bool> ends{false};
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::thread> threads;
};

} // namespace engram::native

#endif
