// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run leaves behind: spikes.csv, probes.csv, summary.json and weights. File formats: docs/formats.md.

#ifndef ENGRAM_COMPILER_DRIVER_RUN_RECORDER_H
#define ENGRAM_COMPILER_DRIVER_RUN_RECORDER_H

#include "backends/Executor.h"
#include "compiler/driver/run/Probe.h"
#include "hw/file/File.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace engram::driver {

/// Writes the spikes and the probed values of each step. The files come to their names in commit(). Members throw
/// UserError when a file cannot be written.
class Recorder {
public:
  /// Makes `folder`.
  Recorder(const std::string &folder, ImagePtr image, std::vector<Probe> probes);

  /// To be called after each step.
  void record(const Executor &executor, uint64_t step);

  void commit();

private:
  void recordProbe(const Probe &probe, const Executor &executor, uint64_t step);

  ImagePtr image;
  std::vector<Probe> probes;
  std::vector<std::vector<std::string>> synapses; ///< by projection: "post:pre" of each synapse
  file::AtomicFile spikes, values;
};

/// The counts of a run, and where there is time also ticks, seconds and joules. Deterministic but for `wallSeconds`.
nlohmann::ordered_json summarize(const image::ImageT &image, const std::string &executor,
                                 const sim::Statistics &statistics, double wallSeconds);

/// Writes PROJ.npy (int32, post x pre; absent synapses 0) for every projection into `folder`, which it makes. Throws
/// UserError.
void saveWeights(const std::string &folder, const image::ImageT &image, const Executor &executor);

} // namespace engram::driver

#endif
