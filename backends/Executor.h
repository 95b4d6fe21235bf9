// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one interface of everything that runs an image. A program, an experiment or a comparison works with each
// executor unchanged.

#ifndef ENGRAM_BACKENDS_EXECUTOR_H
#define ENGRAM_BACKENDS_EXECUTOR_H

#include "hw/image/ImageFile.h"
#include "sim/State.h"
#include "sim/Statistics.h"

#include <memory>
#include <string>
#include <vector>

namespace engram {

using ImagePtr = std::shared_ptr<const image::ImageT>;

using sim::Spike;
using sim::StateVariable;

class Executor {
public:
  virtual ~Executor() = default;

  /// Adds a spike of an input population, or a modulator's value, to the coming step. Indices must be in range.
  virtual void inject(const Spike &spike) = 0;

  /// Runs one time step, learning included (docs/spec/numerics.md N40).
  virtual void step() = 0;

  /// The spikes of the last step, inputs included, ascending by population and index.
  virtual const std::vector<Spike> &spikes() const = 0;

  /// The variable of a population (U to Value) or projection (Weight to Y3), in the order of sim::State.
  virtual std::vector<int32_t> read(StateVariable variable, uint32_t owner) const = 0;

  /// Sets it: a host access in the management phase. `values` must be as many as read() gives, in range. Traces (X1 to
  /// Y3) are computed from spikes and can only be read; throws std::invalid_argument for them.
  virtual void write(StateVariable variable, uint32_t owner, const std::vector<int32_t> &values) = 0;

  /// Forgets all input on its way and sets u, v and refractory to 0, and traces and the spikes of the epoch to none:
  /// a host access between two independent presentations. Weights, tags, delays, theta and modulators stay.
  virtual void settle() = 0;

  /// While learning is off the learning phase does not run, and theta is held (N41). It is on at first.
  virtual void setLearning(bool on) = 0;

  virtual sim::State checkpoint() const = 0;
  virtual void restore(const sim::State &state) = 0;

  virtual sim::Statistics statistics() const = 0;
};

constexpr unsigned kMaxThreads = 64;

struct ExecutorOptions {
  std::string vcdPath;   ///< waveform of the units' activity; executors without time ignore it
  unsigned threads = 1;  ///< that share the work, 1..kMaxThreads; executors that have one ignore it
  std::string codeCache; ///< folder in which compiled code is kept for the next time; empty: none
};

/// The executors that createExecutor knows, for messages and help.
std::vector<std::string> executorNames();

/// Whether ExecutorOptions::threads means something to an executor; false for an unknown name.
bool hasThreads(const std::string &executor);

/// Throws std::invalid_argument for an unknown name.
std::unique_ptr<Executor> createExecutor(const std::string &name, ImagePtr image, const ExecutorOptions &options = {});

} // namespace engram

#endif
