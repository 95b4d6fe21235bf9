// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A network with what drives it, and the native executor running it.

#ifndef ENGRAM_TESTS_BENCHMARKS_NATIVERUN_H
#define ENGRAM_TESTS_BENCHMARKS_NATIVERUN_H

#include "tests/benchmarks/Networks.h"

#include <benchmark/benchmark.h>
#include <functional>
#include <memory>
#include <string>

namespace engram::bench {

struct Workload {
  ImagePtr image;
  Inputs inputs; ///< of the first steps, then again from the first
};

/// Every input neuron fires with a probability of `rate` in a step.
Workload drivenWorkload(const mapping::Network &network, double rate, uint32_t steps = 200);

/// What `make` gives, made once for all who ask for this name: a benchmark's function is called several times.
const Workload &remembered(const std::string &name, const std::function<Workload()> &make);

/// Steps that are done before anything is measured.
constexpr uint64_t kWarmUp = 50;

class NativeRun {
public:
  NativeRun(const Workload &workload, int64_t threads);

  void step();
  void steps(uint64_t count);
  Executor &executor() { return *native; }

private:
  const Workload &workload;
  std::unique_ptr<Executor> native;
  uint64_t done = 0;
};

/// One iteration is one step. Sets the counters `steps/s`, `events/s` (synapses that spikes passed) and `updates/s`
/// (synapses for which a product acted). What the steps counted.
sim::Statistics timeSteps(benchmark::State &state, NativeRun &run);

} // namespace engram::bench

#endif
