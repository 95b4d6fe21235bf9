// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Injecting the inputs belongs to the time of a step.

#include "tests/benchmarks/NativeRun.h"

#include <map>

namespace engram::bench {

Workload drivenWorkload(const mapping::Network &network, double rate, uint32_t steps) {
  return {imageOf(network), randomInputs(network, rate, steps)};
}

const Workload &remembered(const std::string &name, const std::function<Workload()> &make) {
  static std::map<std::string, Workload> known;
  const auto found = known.find(name);
  return found != known.end() ? found->second : known.emplace(name, make()).first->second;
}

NativeRun::NativeRun(const Workload &workload, int64_t threads) : workload(workload) {
  ExecutorOptions options;
  options.threads = static_cast<unsigned>(threads);
  native = createExecutor("native", workload.image, options);
}

void NativeRun::step() {
  for (const Spike &spike : workload.inputs[done++ % workload.inputs.size()])
    native->inject(spike);
  native->step();
}

void NativeRun::steps(uint64_t count) {
  for (uint64_t i = 0; i < count; ++i)
    step();
}

sim::Statistics timeSteps(benchmark::State &state, NativeRun &run) {
  const sim::Statistics before = run.executor().statistics();
  for (auto _ : state)
    run.step();
  sim::Statistics counted = run.executor().statistics();
  counted.steps -= before.steps;
  counted.synapticEvents -= before.synapticEvents;
  counted.learningUpdates -= before.learningUpdates;
  for (size_t p = 0; p < counted.spikes.size(); ++p)
    counted.spikes[p] -= before.spikes[p];
  const auto rate = [](uint64_t count) {
    return benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsRate);
  };
  state.counters["steps/s"] = rate(counted.steps);
  state.counters["events/s"] = rate(counted.synapticEvents);
  state.counters["updates/s"] = rate(counted.learningUpdates);
  return counted;
}

} // namespace engram::bench
