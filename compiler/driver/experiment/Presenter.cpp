// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The only place that talks to an executor step by step.

#include "compiler/driver/experiment/Presenter.h"

namespace engram::driver {

void Presenter::show(const DataSet &set, uint32_t number, const std::vector<Executor *> &executors,
                     const std::function<void()> &afterStep) {
  const std::vector<std::vector<uint32_t>> &spikes = encoder.encode(set.image(number), set.imageSize(), number);
  if (ports.settle)
    for (Executor *executor : executors)
      executor->settle();
  for (const std::vector<uint32_t> &step : spikes) {
    for (Executor *executor : executors) {
      for (const uint32_t pixel : step)
        executor->inject({ports.input, pixel, 1});
      executor->step();
    }
    afterStep();
  }
}

std::vector<uint32_t> Presenter::respond(const DataSet &set, uint32_t number, Executor &executor) {
  std::vector<uint32_t> response(ports.neurons, 0);
  show(set, number, {&executor}, [&] {
    for (const Spike &spike : executor.spikes())
      if (spike.population == ports.output)
        ++response[spike.index];
  });
  return response;
}

} // namespace engram::driver
