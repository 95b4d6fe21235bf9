// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The native executor on learning networks, beside plain loops that do the same arithmetic: a benchmark of a plain loop
// fails unless its weights are those of the executor in the end. One thread is timed by its processor time, which other
// work on the machine hardly changes, two by the clock. docs/benchmarks.md says how to run it and what was measured.

#include "tests/benchmarks/NativeRun.h"
#include "tests/benchmarks/PlainLoops.h"

#include <algorithm>
#include <utility>

namespace {

using namespace engram;
using namespace engram::bench;

constexpr uint32_t kDense = 1000;
constexpr uint32_t kLargeDense = 8000;
constexpr int64_t kCacheLine = 64;

mapping::Network denseNetwork() { return drivenDense(kDense, kDense, pairStdp(1)); }
mapping::Network recurrentNetwork() { return drivenRecurrent(pairStdp(4)); }

const Workload &denseWorkload() {
  return remembered("dense_stdp", [] { return drivenWorkload(denseNetwork(), 0.1); });
}

Workload largeDense(const mapping::Rule &rule) {
  return drivenWorkload(drivenDense(kLargeDense, kLargeDense, rule), 0.1, 20);
}

const Workload &epochWorkload() {
  return remembered("dense_epoch", [] { return largeDense(decayingStdp()); });
}

const Workload &exactWorkload() {
  return remembered("dense_exact", [] { return largeDense(exactStdp()); });
}

const Workload &recurrentWorkload() {
  return remembered("recurrent_1024", [] { return drivenWorkload(recurrentNetwork(), 0.05); });
}

const Workload &recurrentWorkloadOfEpoch1() {
  return remembered("recurrent_1024_epoch_1", [] { return drivenWorkload(drivenRecurrent(pairStdp(1)), 0.05); });
}

/// Its kicks are given before the first step.
const Workload &brunelWorkload() {
  return remembered("brunel", [] { return Workload{imageOf(brunel()), Inputs(1)}; });
}

// --- Bytes that learning must move -----------------------------------------------------------------------------------

/// Cache lines of a row, a byte a synapse, in which the synapse of a post neuron that fires lies.
int64_t linesOf(const std::vector<Spike> &spikes) {
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
double denseBytes() {
  const Inputs &inputs = denseWorkload().inputs;
  int64_t bytes = 0;
  for (const std::vector<Spike> &spikes : inputs) {
    const int64_t pres = std::count_if(spikes.begin(), spikes.end(), [](const auto &s) { return s.population == 0; });
    bytes += 2 * (pres * kDense + (kDense - pres) * linesOf(spikes) * kCacheLine);
  }
  return static_cast<double>(bytes) / static_cast<double>(inputs.size());
}

double largeDenseBytes() { return 2.0 * kLargeDense * kLargeDense; }

// --- The native executor ---------------------------------------------------------------------------------------------

using WorkloadOf = const Workload &(*)();

void timeNative(benchmark::State &state, WorkloadOf workload) {
  NativeRun run(workload(), state.range(0));
  run.steps(kWarmUp);
  timeSteps(state, run);
}

/// The same steps without their learning phases.
void timeNotLearning(benchmark::State &state, WorkloadOf workload) {
  NativeRun run(workload(), state.range(0));
  run.steps(kWarmUp);
  run.executor().setLearning(false);
  timeSteps(state, run);
}

/// Counts the bytes that a step must move, too.
void timeNativeBytes(benchmark::State &state, WorkloadOf workload, double (*bytes)()) {
  timeNative(state, workload);
  state.counters["bytes/step"] = bytes();
}

void timeBrunel(benchmark::State &state) {
  constexpr uint64_t settling = 2000;
  constexpr double stepSeconds = 1e-4, neurons = 10000;
  NativeRun run(brunelWorkload(), state.range(0));
  for (const uint32_t p : {0u, 2u})
    for (uint32_t i = 0; i < brunelWorkload().image->populations[p]->size; ++i)
      run.executor().inject({p, i, 1});
  run.steps(settling);
  const sim::Statistics counted = timeSteps(state, run);
  state.counters["rate_hz"] = static_cast<double>(counted.spikes[1] + counted.spikes[3]) /
                              (neurons * stepSeconds * static_cast<double>(counted.steps));
}

// --- Plain loops -----------------------------------------------------------------------------------------------------

using PlainOf = std::unique_ptr<PlainNetwork> (*)(const mapping::Network &);

void timePlain(benchmark::State &state, WorkloadOf workload, mapping::Network (*network)(), PlainOf make) {
  const Inputs &inputs = workload().inputs;
  const std::unique_ptr<PlainNetwork> loops = make(network());
  uint64_t done = 0;
  const auto step = [&] { loops->step(inputs[done++ % inputs.size()]); };
  while (done < kWarmUp)
    step();
  const uint64_t before = loops->updates;
  for (auto _ : state)
    step();
  const auto rate = [](uint64_t count) {
    return benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsRate);
  };
  state.counters["steps/s"] = rate(done - kWarmUp);
  state.counters["updates/s"] = rate(loops->updates - before);
  NativeRun native(workload(), 1);
  native.steps(done);
  if (loops->weights() != native.executor().read(StateVariable::Weight, 0))
    state.SkipWithError("expected the weights of the native executor but got others");
  else if (loops->updates != native.executor().statistics().learningUpdates)
    state.SkipWithError("expected as many updates as the native executor counts but got another number");
}

template <auto make, Visits visits> std::unique_ptr<PlainNetwork> visiting(const mapping::Network &network) {
  return make(network, visits);
}

// --- The list --------------------------------------------------------------------------------------------------------

template <typename Run> void withThreads(const std::string &name, Run run) {
  benchmark::RegisterBenchmark(name.c_str(), run)->ArgName("threads")->Arg(1)->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark(name.c_str(), run)
      ->ArgName("threads")
      ->Arg(2)
      ->UseRealTime()
      ->Unit(benchmark::kMicrosecond);
}

void withPlain(const std::string &name, WorkloadOf workload, mapping::Network (*network)(), PlainOf make) {
  benchmark::RegisterBenchmark(name.c_str(), [=](auto &state) {
    timePlain(state, workload, network, make);
  })->Unit(benchmark::kMicrosecond);
}

void registerDense() {
  withThreads("dense_stdp/native", [](auto &state) { timeNativeBytes(state, denseWorkload, denseBytes); });
  withThreads("dense_stdp/not_learning", [](auto &state) { timeNotLearning(state, denseWorkload); });
  withPlain("dense_stdp/plain", denseWorkload, denseNetwork, scalar::plainDense);
  withPlain("dense_stdp/plain_O3", denseWorkload, denseNetwork, vectorised::plainDense);
  for (const auto &[name, workload] :
       {std::pair("dense_epoch", &epochWorkload), std::pair("dense_exact", &exactWorkload)}) {
    const WorkloadOf of = workload;
    withThreads(name + std::string("/native"), [of](auto &state) { timeNativeBytes(state, of, largeDenseBytes); });
    withThreads(name + std::string("/not_learning"), [of](auto &state) { timeNotLearning(state, of); });
  }
}

void registerRecurrent() {
  const auto plain = [](const std::string &name, PlainOf make) {
    withPlain("recurrent_1024/" + name, recurrentWorkload, recurrentNetwork, make);
  };
  withThreads("recurrent_1024/native", [](auto &state) { timeNative(state, recurrentWorkload); });
  withThreads("recurrent_1024/not_learning", [](auto &state) { timeNotLearning(state, recurrentWorkload); });
  plain("plain", visiting<scalar::plainRecurrent, Visits::EverySynapse>);
  plain("plain_O3", visiting<vectorised::plainRecurrent, Visits::EverySynapse>);
  plain("plain_event_driven", visiting<scalar::plainRecurrent, Visits::Spiking>);
  plain("plain_event_driven_O3", visiting<vectorised::plainRecurrent, Visits::Spiking>);
  withThreads("recurrent_1024_epoch_1/native", [](auto &state) { timeNative(state, recurrentWorkloadOfEpoch1); });
}

} // namespace

int main(int argc, char **argv) {
  registerDense();
  registerRecurrent();
  withThreads("brunel/native", timeBrunel);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv))
    return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
