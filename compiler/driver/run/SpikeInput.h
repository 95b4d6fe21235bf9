// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a network is told from outside: spikes of input populations and values of modulators, read from CSV or .npy.
// File formats: docs/formats.md.

#ifndef ENGRAM_COMPILER_DRIVER_RUN_SPIKEINPUT_H
#define ENGRAM_COMPILER_DRIVER_RUN_SPIKEINPUT_H

#include "hw/image/ImageFile.h"
#include "sim/State.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engram::driver {

struct TimedSpike {
  uint64_t step = 0; ///< from 1
  sim::Spike spike;
};

/// Spikes that stand beside each other in memory.
struct SpikeRange {
  const sim::Spike *first = nullptr;
  const sim::Spike *last = nullptr; ///< one past it

  const sim::Spike *begin() const { return first; }
  const sim::Spike *end() const { return last; }
};

/// Everything that is injected into a run, by step.
class SpikeInput {
public:
  /// Reads `argument`, FILE.csv or POPULATION=FILE.npy. Throws UserError, for a CSV file at FILE:LINE:COL.
  void add(const std::string &argument, const image::ImageT &image);

  /// To be called when all is added, before the first call of at().
  void sort();

  /// What is injected in `step`, in the order in which it was read; valid as long as this lives.
  SpikeRange at(uint64_t step) const;

private:
  std::vector<TimedSpike> read;   ///< until sort()
  std::vector<uint64_t> steps;    ///< with spikes, ascending
  std::vector<size_t> stepBegins; ///< by step of `steps`, and one past the last: its first spike
  std::vector<sim::Spike> spikes;
};

/// `step,population,index[,payload]` with that header. Steps need not ascend. `file` stands in messages.
std::vector<TimedSpike> parseSpikeCsv(std::string_view text, const std::string &file, const image::ImageT &image);

/// Steps x neurons: a spike wherever an input population has 1, a modulator is told every value.
std::vector<TimedSpike> readSpikeNpy(const std::string &path, const std::string &population,
                                     const image::ImageT &image);

} // namespace engram::driver

#endif
