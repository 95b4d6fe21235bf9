// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rendering is a pure function; drawing overwrites one line of the terminal.

#include "compiler/driver/ProgressBar.h"

#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>

namespace engram::driver {

namespace {

constexpr size_t kCells = 30;
constexpr auto kRedrawInterval = std::chrono::milliseconds(100);

/// "0:24", or "1:02:03" from an hour on.
std::string clockTime(double seconds) {
  const auto whole = static_cast<uint64_t>(seconds + 0.5);
  char text[32];
  if (whole >= 3600)
    std::snprintf(text, sizeof text, "%" PRIu64 ":%02d:%02d", whole / 3600, int(whole / 60 % 60), int(whole % 60));
  else
    std::snprintf(text, sizeof text, "%d:%02d", int(whole / 60), int(whole % 60));
  return text;
}

} // namespace

std::string renderProgress(const std::string &title, const std::string &unit, uint64_t done, uint64_t total,
                           double seconds) {
  const double part = total == 0 ? 1 : static_cast<double>(std::min(done, total)) / static_cast<double>(total);
  const auto full = static_cast<size_t>(part * kCells);
  char percent[16];
  std::snprintf(percent, sizeof percent, "%3d %%", int(part * 100));
  std::string line = title + "  [" + std::string(full, '#') + std::string(kCells - full, '.') + "]  " + percent + "  " +
                     std::to_string(done) + "/" + std::to_string(total) + " " + unit;
  if (done == 0 || seconds <= 0)
    return line;
  const double rate = static_cast<double>(done) / seconds;
  char speed[32];
  std::snprintf(speed, sizeof speed, rate < 100 ? "  %.1f/s" : "  %.0f/s", rate);
  return line + speed + "  " + clockTime(static_cast<double>(total - std::min(done, total)) / rate) + " left";
}

ProgressBar::ProgressBar(std::string title, std::string unit, uint64_t total)
    : title(std::move(title)), unit(std::move(unit)), total(total), visible(isatty(STDERR_FILENO) == 1),
      start(Clock::now()), lastDraw(start) {}

ProgressBar::~ProgressBar() {
  if (drawn != 0)
    std::fprintf(stderr, "\r%*s\r", static_cast<int>(drawn), "");
}

void ProgressBar::advance(uint64_t amount) {
  done += amount;
  if (!visible)
    return;
  const Clock::time_point now = Clock::now();
  if (now - lastDraw < kRedrawInterval)
    return;
  lastDraw = now;
  const std::string line = renderProgress(title, unit, done, total, std::chrono::duration<double>(now - start).count());
  std::fprintf(stderr, "\r%-*s", static_cast<int>(drawn), line.c_str());
  std::fflush(stderr);
  drawn = std::max(drawn, line.size());
}

} // namespace engram::driver
