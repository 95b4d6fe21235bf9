// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shows images to a network and counts what it answers.

#ifndef ENGRAM_COMPILER_DRIVER_EXPERIMENT_PRESENTER_H
#define ENGRAM_COMPILER_DRIVER_EXPERIMENT_PRESENTER_H

#include "backends/Executor.h"
#include "compiler/driver/dataset/DataSet.h"
#include "compiler/driver/dataset/Encoder.h"

#include <functional>
#include <vector>

namespace engram::driver {

/// Where images go in and answers come out.
struct Ports {
  uint32_t input = 0;   ///< population
  uint32_t output = 0;  ///< population
  uint32_t neurons = 0; ///< of the output
  bool settle = true;   ///< before each image
};

class Presenter {
public:
  Presenter(const EncoderOptions &options, const Ports &ports) : encoder(options), ports(ports) {}

  /// Shows image `number` to all `executors` in step and calls `afterStep` after each step.
  void show(const DataSet &set, uint32_t number, const std::vector<Executor *> &executors,
            const std::function<void()> &afterStep);

  /// Shows an image to one executor. Gives the spikes of each output neuron.
  std::vector<uint32_t> respond(const DataSet &set, uint32_t number, Executor &executor);

private:
  Encoder encoder;
  Ports ports;
};

} // namespace engram::driver

#endif
