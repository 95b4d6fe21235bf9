// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The progress bar of long work: on standard error, and only when that is a terminal.

#ifndef ENGRAM_COMPILER_DRIVER_PROGRESSBAR_H
#define ENGRAM_COMPILER_DRIVER_PROGRESSBAR_H

#include <chrono>
#include <cstdint>
#include <string>

namespace engram::driver {

/// "train  [######......]  50 %  300/600 images  12.5/s  0:24 left" after `seconds` of work. The rate and the time
/// left stand there once something is done.
std::string renderProgress(const std::string &title, const std::string &unit, uint64_t done, uint64_t total,
                           double seconds);

class ProgressBar {
public:
  /// `unit` in the plural, e.g. "images".
  ProgressBar(std::string title, std::string unit, uint64_t total);
  /// Wipes the bar, so that what is printed next stands on a clean line.
  ~ProgressBar();
  ProgressBar(const ProgressBar &) = delete;
  ProgressBar &operator=(const ProgressBar &) = delete;

  /// `amount` more is done. Redraws a few times a second.
  void advance(uint64_t amount = 1);

private:
  using Clock = std::chrono::steady_clock;

  std::string title, unit;
  uint64_t total, done = 0;
  bool visible;
  Clock::time_point start, lastDraw;
  size_t drawn = 0; ///< characters on the line
};

} // namespace engram::driver

#endif
