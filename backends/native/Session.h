// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A network that runs: its program, the code generated from it, the memory that the code works on, and the threads that
// call it.

#ifndef ENGRAM_BACKENDS_NATIVE_SESSION_H
#define ENGRAM_BACKENDS_NATIVE_SESSION_H

#include "backends/native/Arena.h"
#include "backends/native/Crew.h"
#include "backends/native/NetworkState.h"
#include "backends/native/SharedCode.h"

#include <memory>
#include <string>

namespace engram::native {

class Session {
public:
  /// As createNativeExecutor; `parts` threads, 1..kMaxThreads.
  Session(const image::ImageT &image, int64_t parts, const std::string &codeCache, Delays delays);

  /// (N40) One step with the spikes and values that stand in the arena.
  void step();

  /// (N42)
  void settle() { forget(arena.data()); }

  int64_t parts;
  Program program;

private:
  std::shared_ptr<LoadedCode> code;

public:
  Arena arena;
  NetworkState state;

private:
  using PartFunction = void (*)(uint8_t *arena, int64_t part);
  using ArenaFunction = void (*)(uint8_t *arena);
  using TraceFunction = void (*)(uint8_t *arena, int64_t offset, int64_t step);

  template <typename Function> Function function(const std::string &name) const {
    return reinterpret_cast<Function>(code->lookup("engram_" + name));
  }

  void stepTraces(size_t projection, int64_t offset, int64_t step);
  void work(int64_t part);

  PartFunction neurons, synapses;
  ArenaFunction forget;
  Crew crew; ///< last: its threads use all of the above
};

} // namespace engram::native

#endif
