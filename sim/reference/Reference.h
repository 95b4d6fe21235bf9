// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The oracle: docs/spec/numerics.md, executed clause by clause on the logical network. Written to be obviously right;
// its only concessions to speed are those that (N37) allows.

#ifndef ENGRAM_SIM_REFERENCE_REFERENCE_H
#define ENGRAM_SIM_REFERENCE_REFERENCE_H

#include "sim/State.h"
#include "sim/Statistics.h"
#include "sim/reference/Network.h"

#include <array>
#include <cstdint>
#include <vector>

namespace engram::sim {

class Reference {
public:
  /// `image` must be verified (image::verify).
  explicit Reference(const image::ImageT &image);

  /// Adds a spike or a modulator's value to the coming step. Indices must be in range.
  void inject(const Spike &spike) { injected.push_back(spike); }

  /// (N40) One time step.
  void step();

  /// The spikes of the last step, ascending by population and index, none twice.
  const std::vector<Spike> &spikes() const { return fired; }

  const State &state() const { return current; }

  /// Sets the state; it must have the shape of state().
  void restore(const State &state);

  /// Sets one variable, U to Tag, of a population or projection, to as many values as it has.
  void write(StateVariable variable, uint32_t owner, const std::vector<int32_t> &values) {
    select(current, variable, owner) = values;
  }

  /// (N42)
  void settle();

  /// (N41) On at first.
  void setLearning(bool on) { learning = on; }

  const Statistics &statistics() const { return counts; }

private:
  /// Traces after each step of the epoch: [trace][offset][neuron]; offset 0 is the end of the last epoch.
  using History = std::array<std::vector<std::vector<int32_t>>, kTraces>;

  void takeInjected();
  void updatePopulation(uint32_t index);
  void send(const Spike &spike);
  void noteSpikes();
  void stepTraces(uint32_t projection, uint32_t offset, uint64_t step);
  void learn(uint32_t projection);
  void endEpoch(uint32_t projection);
  void replayTraces();

  State current; // before `network`, whose initialiser fills it
  Network network;
  std::vector<History> histories; ///< by projection; empty if static
  std::vector<Spike> injected;
  std::vector<Spike> fired;
  bool learning = true;
  Statistics counts;
};

} // namespace engram::sim

#endif
