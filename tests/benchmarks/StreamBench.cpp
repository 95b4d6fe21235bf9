// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the machine's memory can do: copy, triad and an update in place, in arrays that stay in the second-level cache
// and in arrays that no cache holds. Bytes read and written count, as in STREAM. Each thread has its own arrays.

#include "tests/benchmarks/Stream.h"

#include <benchmark/benchmark.h>
#include <vector>

namespace {

using namespace engram::bench;

constexpr int64_t kCached = 128 << 10; ///< bytes of an array
constexpr int64_t kMemory = 128 << 20;

void timeCopy(benchmark::State &state) {
  const auto count = static_cast<size_t>(state.range(0)) / sizeof(double);
  std::vector<double> from(count, 1), to(count);
  for (auto _ : state) {
    streamCopy(to.data(), from.data(), count);
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * state.range(0) * 2);
}

void timeTriad(benchmark::State &state) {
  const auto count = static_cast<size_t>(state.range(0)) / sizeof(double);
  std::vector<double> a(count, 1), b(count, 2), to(count);
  for (auto _ : state) {
    streamTriad(to.data(), a.data(), b.data(), count);
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * state.range(0) * 3);
}

void timeUpdate(benchmark::State &state) {
  std::vector<double> values(static_cast<size_t>(state.range(0)) / sizeof(double), 1);
  for (auto _ : state) {
    streamUpdate(values.data(), values.size());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * state.range(0) * 2);
}

// As elsewhere, one thread is timed by its processor time and two by the clock.
void oneThread(benchmark::internal::Benchmark *stream) { stream->ArgName("bytes")->Arg(kCached)->Arg(kMemory); }

void twoThreads(benchmark::internal::Benchmark *stream) {
  oneThread(stream);
  stream->Threads(2)->UseRealTime();
}

BENCHMARK(timeCopy)->Name("stream_copy")->Apply(oneThread);
BENCHMARK(timeCopy)->Name("stream_copy")->Apply(twoThreads);
BENCHMARK(timeTriad)->Name("stream_triad")->Apply(oneThread);
BENCHMARK(timeTriad)->Name("stream_triad")->Apply(twoThreads);
BENCHMARK(timeUpdate)->Name("stream_update")->Apply(oneThread);
BENCHMARK(timeUpdate)->Name("stream_update")->Apply(twoThreads);

} // namespace
