// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the native executor's costs grow: time with synapses and with spikes, start-up, memory.

#include "backends/native/Arena.h"
#include "tests/benchmarks/NativeRun.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>

namespace {

using namespace engram;
using namespace engram::bench;

constexpr double kRate = 0.1;
constexpr uint32_t kInDegree = 100;
constexpr uint32_t kLargest = 3162; ///< neurons a side, for 10^7 dense synapses

// --- Time ------------------------------------------------------------------------------------------------------------

void time(benchmark::State &state, const Workload &workload, int64_t synapses) {
  NativeRun run(workload, 1);
  run.steps(kWarmUp);
  const sim::Statistics counted = timeSteps(state, run);
  uint64_t spikes = 0;
  for (const uint64_t of : {counted.spikes[0], counted.spikes[2]}) // what drives the post neurons is not counted
    spikes += of;
  state.counters["synapses"] = static_cast<double>(synapses);
  state.counters["spikes"] = static_cast<double>(spikes) / static_cast<double>(counted.steps);
}

void denseBySynapses(benchmark::State &state) {
  const auto size = static_cast<uint32_t>(state.range(0));
  const Workload workload = drivenWorkload(drivenDense(size, size, pairStdp(1)), kRate);
  time(state, workload, state.range(0) * state.range(0));
}

void sparseBySynapses(benchmark::State &state) {
  const auto size = static_cast<uint32_t>(state.range(0));
  const Workload workload = drivenWorkload(drivenSparse(size, size, kInDegree, pairStdp(1)), kRate);
  time(state, workload, state.range(0) * kInDegree);
}

/// The argument is the spikes of a hundred steps, pre and post.
void bySpikes(benchmark::State &state) {
  static const mapping::Network network = drivenDense(kLargest, kLargest, pairStdp(1));
  static const ImagePtr image = imageOf(network);
  const double rate = static_cast<double>(state.range(0)) / (100.0 * 2 * kLargest);
  const Workload workload{image, randomInputs(network, rate, rate < 0.01 ? 5000 : 50)};
  time(state, workload, int64_t{kLargest} * kLargest);
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
  uint32_t seed = 1;
  for (auto _ : state) {
    state.PauseTiming();
    const ImagePtr image = smallImage(seed++);
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

/// Times the filling of the arena. Counters: its bytes in all, and a plastic synapse.
void memory(benchmark::State &state, mapping::Network (*make)()) {
  const ImagePtr image = imageOf(make());
  int64_t bytes = 0;
  uint64_t plastic = 0;
  for (auto _ : state) {
    const native::Program program = native::makeProgram(*image, 1);
    const native::Arena arena(program, *image, 1);
    bytes = arena.bytes();
    plastic = program.projections[0].synapses;
  }
  state.counters["synapses"] = static_cast<double>(plastic);
  state.counters["bytes"] = static_cast<double>(bytes);
  state.counters["bytes/synapse"] = static_cast<double>(bytes) / static_cast<double>(plastic);
}

mapping::Network dense() { return drivenDense(1000, 1000, pairStdp(1)); }
mapping::Network taggedDense() { return drivenDense(1000, 1000, taggedStdp()); }
mapping::Network sparse() { return drivenSparse(10000, 10000, kInDegree, pairStdp(1)); }
mapping::Network taggedSparse() { return drivenSparse(10000, 10000, kInDegree, taggedStdp()); }

BENCHMARK(denseBySynapses)
    ->Name("synapses_dense")
    ->ArgName("size")
    ->Arg(32)
    ->Arg(100)
    ->Arg(316)
    ->Arg(1000)
    ->Arg(kLargest)
    ->UseRealTime();
BENCHMARK(sparseBySynapses)
    ->Name("synapses_sparse")
    ->ArgName("size")
    ->RangeMultiplier(10)
    ->Range(100, 100000)
    ->UseRealTime();
BENCHMARK(bySpikes)
    ->Name("spikes")
    ->ArgName("hundredths")
    ->Arg(63)
    ->Arg(632)
    ->Arg(6324)
    ->Arg(63240)
    ->Arg(632400)
    ->UseRealTime();
BENCHMARK(startFirst)->Name("start_up/first")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(startFromCache)->Name("start_up/from_cache")->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memory, , dense)->Name("memory/dense")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memory, , taggedDense)->Name("memory/dense_tag")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memory, , sparse)->Name("memory/sparse")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memory, , taggedSparse)->Name("memory/sparse_tag")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(memory, , brunel)->Name("memory/brunel")->Unit(benchmark::kMillisecond);

} // namespace
