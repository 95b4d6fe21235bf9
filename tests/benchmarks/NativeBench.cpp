// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The native executor on four learning networks, beside plain loops that do the same arithmetic: a benchmark of a plain
// loop fails unless its weights are those of the executor in the end. docs/benchmarks.md says how to run it and what
// was measured.

#include "tests/benchmarks/NativeRun.h"
#include "tests/benchmarks/PlainLoops.h"

#include <algorithm>
#include <functional>
#include <string>

namespace {

using namespace engram;
using namespace engram::bench;

constexpr uint32_t kDense = 1000;
constexpr uint32_t kLargeDense = 8000;
constexpr int64_t kCacheLine = 64;

mapping::Network denseNetwork() { return drivenDense(kDense, kDense, pairStdp(1)); }
mapping::Network recurrentNetwork() { return drivenRecurrent(pairStdp(4)); }
mapping::Network recurrentNetworkOfEpoch1() { return drivenRecurrent(pairStdp(1)); }

const Workload &dense() {
  static const Workload workload = drivenWorkload(denseNetwork(), 0.1);
  return workload;
}

const Workload &largeDense() {
  static const Workload workload = drivenWorkload(drivenDense(kLargeDense, kLargeDense, decayingStdp()), 0.1, 20);
  return workload;
}

const Workload &recurrent() {
  static const Workload workload = drivenWorkload(recurrentNetwork(), 0.05);
  return workload;
}

const Workload &recurrentOfEpoch1() {
  static const Workload workload = drivenWorkload(recurrentNetworkOfEpoch1(), 0.05);
  return workload;
}

/// The kicks of the balanced network are given before its first step.
const Workload &balanced() {
  static const Workload workload{imageOf(brunel()), Inputs(1)};
  return workload;
}

// --- Bytes that learning must move -----------------------------------------------------------------------------------

/// Cache lines of `row` neurons, a byte each, in which some input of population 1 lies.
int64_t linesWith(const std::vector<Spike> &spikes) {
  int64_t lines = 0, last = -1;
  for (const Spike &spike : spikes)
    if (const int64_t line = spike.index / kCacheLine; spike.population == 1 && line != last) {
      last = line;
      ++lines;
    }
  return lines;
}

/// Read and written in a mean step: the rows of pre neurons that fire, and in all other rows the cache lines of post
/// neurons that fire.
double denseBytes(const Workload &workload) {
  int64_t bytes = 0;
  for (const std::vector<Spike> &spikes : workload.inputs) {
    const int64_t pres = std::count_if(spikes.begin(), spikes.end(), [](const auto &s) { return s.population == 0; });
    bytes += 2 * (pres * kDense + (kDense - pres) * linesWith(spikes) * kCacheLine);
  }
  return static_cast<double>(bytes) / static_cast<double>(workload.inputs.size());
}

double largeDenseBytes(const Workload &) { return 2.0 * kLargeDense * kLargeDense; }

// --- The native executor ---------------------------------------------------------------------------------------------

using WorkloadOf = const Workload &(*)();

void native(benchmark::State &state, WorkloadOf workload) {
  NativeRun run(workload(), state.range(0));
  run.steps(kWarmUp);
  timeSteps(state, run);
}

void nativeWithBytes(benchmark::State &state, WorkloadOf workload, double (*bytes)(const Workload &)) {
  NativeRun run(workload(), state.range(0));
  run.steps(kWarmUp);
  const auto steps = static_cast<double>(timeSteps(state, run).steps);
  state.counters["bytes/s"] = benchmark::Counter(steps * bytes(workload()), benchmark::Counter::kIsRate);
}

/// The same steps without their learning phases.
void notLearning(benchmark::State &state, WorkloadOf workload) {
  NativeRun run(workload(), state.range(0));
  run.steps(kWarmUp);
  run.executor().setLearning(false);
  timeSteps(state, run);
}

void brunelNetwork(benchmark::State &state) {
  constexpr uint64_t warmUp = 2000;
  constexpr double stepSeconds = 1e-4, neurons = 10000;
  NativeRun run(balanced(), state.range(0));
  for (const uint32_t p : {0u, 2u})
    for (uint32_t i = 0; i < balanced().image->populations[p]->size; ++i)
      run.executor().inject({p, i, 1});
  run.steps(warmUp);
  const sim::Statistics counted = timeSteps(state, run);
  state.counters["rate_hz"] = static_cast<double>(counted.spikes[1] + counted.spikes[3]) /
                              (neurons * stepSeconds * static_cast<double>(counted.steps));
}

// --- Plain loops -----------------------------------------------------------------------------------------------------

using PlainOf = std::unique_ptr<PlainNetwork> (*)(const mapping::Network &);

void plain(benchmark::State &state, WorkloadOf workload, mapping::Network (*network)(), PlainOf make) {
  const Inputs &inputs = workload().inputs;
  const std::unique_ptr<PlainNetwork> loops = make(network());
  uint64_t done = 0;
  const auto step = [&] { loops->step(inputs[done++ % inputs.size()]); };
  while (done < kWarmUp)
    step();
  const uint64_t before = loops->updates;
  for (auto _ : state)
    step();
  state.counters["steps/s"] = benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  state.counters["updates/s"] =
      benchmark::Counter(static_cast<double>(loops->updates - before), benchmark::Counter::kIsRate);
  NativeRun native(workload(), 1);
  native.steps(done);
  if (loops->weights() != native.executor().read(StateVariable::Weight, 0))
    state.SkipWithError("expected the weights of the native executor but got others");
  else if (loops->updates != native.executor().statistics().learningUpdates)
    state.SkipWithError("expected as many updates as the native executor counts but got another number");
}

template <std::unique_ptr<PlainNetwork> (*make)(const mapping::Network &, Visits), Visits visits>
std::unique_ptr<PlainNetwork> visiting(const mapping::Network &network) {
  return make(network, visits);
}

void threads(benchmark::internal::Benchmark *benchmark) {
  benchmark->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMicrosecond);
}

void alone(benchmark::internal::Benchmark *benchmark) { benchmark->UseRealTime()->Unit(benchmark::kMicrosecond); }

BENCHMARK_CAPTURE(nativeWithBytes, , dense, denseBytes)->Name("dense_stdp/native")->Apply(threads);
BENCHMARK_CAPTURE(notLearning, , dense)->Name("dense_stdp/native_not_learning")->Apply(threads);
BENCHMARK_CAPTURE(plain, , dense, denseNetwork, scalar::plainDense)->Name("dense_stdp/plain")->Apply(alone);
BENCHMARK_CAPTURE(plain, , dense, denseNetwork, vectorised::plainDense)->Name("dense_stdp/plain_O3")->Apply(alone);

BENCHMARK_CAPTURE(nativeWithBytes, , largeDense, largeDenseBytes)->Name("dense_epoch/native")->Apply(threads);
BENCHMARK_CAPTURE(notLearning, , largeDense)->Name("dense_epoch/native_not_learning")->Apply(threads);

BENCHMARK_CAPTURE(native, , recurrent)->Name("recurrent_1024/native")->Apply(threads);
BENCHMARK_CAPTURE(notLearning, , recurrent)->Name("recurrent_1024/native_not_learning")->Apply(threads);
BENCHMARK_CAPTURE(plain, , recurrent, recurrentNetwork, visiting<scalar::plainRecurrent, Visits::EverySynapse>)
    ->Name("recurrent_1024/plain")
    ->Apply(alone);
BENCHMARK_CAPTURE(plain, , recurrent, recurrentNetwork, visiting<scalar::plainRecurrent, Visits::Spiking>)
    ->Name("recurrent_1024/plain_event_driven")
    ->Apply(alone);
BENCHMARK_CAPTURE(plain, , recurrent, recurrentNetwork, visiting<vectorised::plainRecurrent, Visits::EverySynapse>)
    ->Name("recurrent_1024/plain_O3")
    ->Apply(alone);
BENCHMARK_CAPTURE(plain, , recurrent, recurrentNetwork, visiting<vectorised::plainRecurrent, Visits::Spiking>)
    ->Name("recurrent_1024/plain_event_driven_O3")
    ->Apply(alone);

BENCHMARK_CAPTURE(native, , recurrentOfEpoch1)->Name("recurrent_1024_epoch_1/native")->Apply(threads);

BENCHMARK(brunelNetwork)->Name("brunel/native")->Apply(threads);

} // namespace

BENCHMARK_MAIN();
