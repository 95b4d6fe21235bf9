// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Between the arena and sim::State: what the host reads and writes between two steps.

#ifndef ENGRAM_BACKENDS_NATIVE_NETWORKSTATE_H
#define ENGRAM_BACKENDS_NATIVE_NETWORKSTATE_H

#include "backends/native/Arena.h"
#include "sim/State.h"

#include <functional>

namespace engram::native {

/// Steps the traces of a projection alone, at a step of its epoch (codegen/Loops.h).
using StepTraces = std::function<void(size_t projection, int64_t offset, int64_t step)>;

/// Whether a program can hold these delays of a projection, or those of a state (ProjectionProgram::fixedDelay).
bool holdsDelays(const ProjectionProgram &projection, const std::vector<int32_t> &delays);
bool holdsDelays(const Program &program, const sim::State &state);

class NetworkState {
public:
  NetworkState(const Program &program, Arena &arena, StepTraces stepTraces)
      : program(program), arena(arena), stepTraces(std::move(stepTraces)) {}

  /// As Executor::read and Executor::write.
  std::vector<int32_t> read(sim::StateVariable variable, uint32_t owner) const;
  void write(sim::StateVariable variable, uint32_t owner, const std::vector<int32_t> &values);

  sim::State checkpoint() const;
  void restore(const sim::State &state);

private:
  std::vector<int32_t> numbers(const Array &array, uint32_t count) const;
  void setNumbers(const Array &array, const std::vector<int32_t> &values);
  std::vector<int32_t> synapses(uint32_t projection, int32_t (*unpack)(const ProjectionProgram &, uint64_t)) const;
  void setSynapses(uint32_t projection, sim::StateVariable variable, const std::vector<int32_t> &values);
  std::vector<int32_t> trace(uint32_t projection, size_t k, bool atStart) const;
  std::vector<uint64_t> spikes(const ProjectionProgram &projection, bool isPre) const;
  bool epochIsOver(const ProjectionProgram &projection) const;
  sim::PopulationState populationState(uint32_t index) const;
  sim::ProjectionState projectionState(uint32_t index) const;
  void restorePopulation(uint32_t index, const sim::PopulationState &state);
  void restoreProjection(uint32_t index, const sim::ProjectionState &state);
  void restoreSpikes(const Array &array, const Array &offsets, const std::vector<uint64_t> &spikes);
  void replay(uint32_t index, const sim::ProjectionState &state);

  const Program &program;
  Arena &arena;
  StepTraces stepTraces;
};

} // namespace engram::native

#endif
