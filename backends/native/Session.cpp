// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A step in the phases of codegen/Loops.h; all threads wait for each other between two of them.

#include "backends/native/Session.h"

#include "backends/Executor.h"

namespace engram::native {

Session::Session(const image::ImageT &image, int64_t parts, const std::string &codeCache, Delays delays)
    : parts(parts), program(makeProgram(image, kMaxThreads, delays)), code(sharedCode(program, codeCache)),
      arena(program, image, parts),
      state(program, arena, [this](size_t p, int64_t offset, int64_t step) { stepTraces(p, offset, step); }),
      neurons(function<PartFunction>("neurons")), synapses(function<PartFunction>("synapses")),
      forget(function<ArenaFunction>("settle")), crew(parts, [this](int64_t part) { work(part); }) {
  function<ArenaFunction>("prepare")(arena.data());
}

void Session::step() {
  ++arena.header().step;
  crew.run();
}

void Session::stepTraces(size_t projection, int64_t offset, int64_t step) {
  function<TraceFunction>("traces_" + std::to_string(projection))(arena.data(), offset, step);
}

void Session::work(int64_t part) {
  neurons(arena.data(), part);
  crew.wait();
  synapses(arena.data(), part);
}

} // namespace engram::native
