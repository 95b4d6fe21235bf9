// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the machine's memory can do: copy, triad and an update in place. Bytes read and written count, as in STREAM. The
// argument is the size of an array, of which each thread has its share.

#include "tests/benchmarks/Stream.h"

#include <benchmark/benchmark.h>
#include <vector>

namespace {

using namespace engram::bench;

/// Half of a second-level cache or less, the weights of dense_stdp, those of dense_epoch, and more than caches hold.
constexpr int64_t kSizes[] = {128 << 10, 1000000, 64000000, 256 << 20};

size_t shareOf(const benchmark::State &state) {
  return static_cast<size_t>(state.range(0)) / sizeof(double) / static_cast<size_t>(state.threads());
}

void setBytes(benchmark::State &state, size_t arrays) {
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(shareOf(state) * sizeof(double) * arrays));
}

void timeCopy(benchmark::State &state) {
  const size_t count = shareOf(state);
  std::vector<double> from(count, 1), to(count);
  for (auto _ : state) {
    streamCopy(to.data(), from.data(), count);
    benchmark::ClobberMemory();
  }
  setBytes(state, 2);
}

void timeTriad(benchmark::State &state) {
  const size_t count = shareOf(state);
  std::vector<double> a(count, 1), b(count, 2), to(count);
  for (auto _ : state) {
    streamTriad(to.data(), a.data(), b.data(), count);
    benchmark::ClobberMemory();
  }
  setBytes(state, 3);
}

void timeUpdate(benchmark::State &state) {
  std::vector<double> values(shareOf(state), 1);
  for (auto _ : state) {
    streamUpdate(values.data(), values.size());
    benchmark::ClobberMemory();
  }
  setBytes(state, 2);
}

// As elsewhere, one thread is timed by its processor time and two by the clock.
void oneThread(benchmark::internal::Benchmark *stream) {
  stream->ArgName("bytes");
  for (const int64_t bytes : kSizes)
    stream->Arg(bytes);
}

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
