// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the native executor's costs grow: time with synapses and with spikes, start-up, memory. One thread.

#include "backends/native/Arena.h"
#include "tests/benchmarks/NativeRun.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace {

using namespace engram;
using namespace engram::bench;

constexpr double kRate = 0.1;
constexpr uint32_t kInDegree = 100;
constexpr uint32_t kLargest = 3162; ///< neurons a side, for 10^7 dense synapses

// --- Time ------------------------------------------------------------------------------------------------------------

void timeCost(benchmark::State &state, const Workload &workload, int64_t synapses) {
  NativeRun run(workload, 1);
  run.steps(kWarmUp);
  const sim::Statistics counted = timeSteps(state, run);
  state.counters["synapses"] = static_cast<double>(synapses);
  state.counters["spikes"] = static_cast<double>(counted.spikes[0]) / static_cast<double>(counted.steps);
}

void denseBySynapses(benchmark::State &state) {
  const auto size = static_cast<uint32_t>(state.range(0));
  const Workload &workload = remembered("dense " + std::to_string(size),
                                        [size] { return drivenWorkload(drivenDense(size, size, pairStdp(1)), kRate); });
  timeCost(state, workload, state.range(0) * state.range(0));
}

void sparseBySynapses(benchmark::State &state) {
  const auto size = static_cast<uint32_t>(state.range(0));
  const Workload &workload = remembered("sparse " + std::to_string(size), [size] {
    return drivenWorkload(drivenSparse(size, size, kInDegree, pairStdp(1)), kRate, 50);
  });
  timeCost(state, workload, state.range(0) * kInDegree);
}

/// The argument is the pre spikes of ten steps.
void bySpikes(benchmark::State &state) {
  const double rate = static_cast<double>(state.range(0)) / (10.0 * kLargest);
  const Workload &workload = remembered("spikes " + std::to_string(state.range(0)), [rate] {
    const mapping::Network network = drivenDense(kLargest, kLargest, preGatedRule());
    Workload workload = drivenWorkload(network, rate, rate < 0.01 ? 5000 : 50);
    for (std::vector<Spike> &spikes : workload.inputs) // pre neurons come first
      spikes.erase(std::find_if(spikes.begin(), spikes.end(), [](const auto &s) { return s.population != 0; }),
                   spikes.end());
    return workload;
  });
  timeCost(state, workload, int64_t{kLargest} * kLargest);
}

// --- Start-up --------------------------------------------------------------------------------------------------------

/// A small network whose code differs from that of other seeds.
ImagePtr smallImage(uint32_t seed) {
  mapping::Network network = drivenDense(784, 100, pairStdp(1));
  network.seed = seed;
  return imageOf(network);
}

/// A folder that goes when this does.
struct TemporaryFolder {
  std::string path = (std::filesystem::temp_directory_path() / "engram-bench-XXXXXX").string();

  TemporaryFolder() {
    if (!mkdtemp(path.data()))
      throw std::runtime_error("cannot make a folder like '" + path + "'");
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

void startFirst(benchmark::State &state) {
  static uint32_t seed = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const ImagePtr image = smallImage(++seed);
    state.ResumeTiming();
    benchmark::DoNotOptimize(createExecutor("native", image));
  }
}

void startFromCache(benchmark::State &state) {
  const TemporaryFolder folder;
  ExecutorOptions options;
  options.codeCache = folder.path;
  const ImagePtr image = smallImage(0);
  createExecutor("native", image, options);
  for (auto _ : state)
    benchmark::DoNotOptimize(createExecutor("native", image, options));
}

// --- Memory ----------------------------------------------------------------------------------------------------------

/// Times the filling of the arena. Counters: all synapses, and bytes of a synapse, of which what there is by neuron
/// (`by_neuron`) is no part.
void memoryOf(benchmark::State &state, const std::string &name, mapping::Network (*make)()) {
  const Workload &workload = remembered(name, [make] { return Workload{imageOf(make()), Inputs(1)}; });
  double synapses = 0, bytes = 0, byNeuron = 0;
  for (auto _ : state) {
    const native::Program program = native::makeProgram(*workload.image, 1);
    const native::Arena arena(program, *workload.image, 1);
    byNeuron = static_cast<double>(program.bytes);
    bytes = static_cast<double>(arena.bytes()) - byNeuron;
    synapses = 0;
    for (const native::ProjectionProgram &projection : program.projections)
      synapses += static_cast<double>(projection.synapses);
  }
  state.counters["synapses"] = synapses;
  state.counters["by_neuron"] = byNeuron;
  state.counters["bytes/synapse"] = bytes / synapses;
}

mapping::Network plasticDense() { return drivenDense(1000, 1000, pairStdp(1)); }
mapping::Network taggedDense() { return drivenDense(1000, 1000, taggedStdp()); }
mapping::Network plasticSparse() { return drivenSparse(10000, 10000, kInDegree, pairStdp(1)); }
mapping::Network taggedSparse() { return drivenSparse(10000, 10000, kInDegree, taggedStdp()); }

BENCHMARK(denseBySynapses)->Name("synapses_dense")->ArgName("size")->Arg(32)->Arg(100)->Arg(316)->Arg(1000)->Arg(3162);
BENCHMARK(sparseBySynapses)->Name("synapses_sparse")->ArgName("size")->RangeMultiplier(10)->Range(1000, 100000);
BENCHMARK(bySpikes)->Name("spikes")->ArgName("tenths")->Arg(3)->Arg(32)->Arg(316)->Arg(3162)->Arg(31620);
BENCHMARK(startFirst)->Name("start_up/first")->Unit(benchmark::kMillisecond);
BENCHMARK(startFromCache)->Name("start_up/from_cache")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memoryOf, , "memory/dense", plasticDense)->Name("memory/dense")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memoryOf, , "memory/dense_tag", taggedDense)->Name("memory/dense_tag")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memoryOf, , "memory/sparse", plasticSparse)->Name("memory/sparse")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memoryOf, , "memory/sparse_tag", taggedSparse)
    ->Name("memory/sparse_tag")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memoryOf, , "brunel", brunel)->Name("memory/brunel")->Unit(benchmark::kMillisecond);

} // namespace
