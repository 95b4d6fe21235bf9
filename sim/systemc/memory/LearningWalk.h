// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The walk of the learning unit over the lists of one profile at the end of an epoch: which synapses it visits, which
// it evaluates, and what they become (N30 to N37).

#ifndef ENGRAM_SIM_SYSTEMC_MEMORY_LEARNINGWALK_H
#define ENGRAM_SIM_SYSTEMC_MEMORY_LEARNINGWALK_H

#include "sim/systemc/memory/LearningProfile.h"

#include <cstdint>
#include <vector>

namespace engram::systemc {

struct WalkCounts {
  uint64_t lists = 0;   ///< opened
  uint64_t visits = 0;  ///< synapses of opened lists
  uint64_t updates = 0; ///< visited synapses for which a product acted
  uint64_t acted = 0;   ///< all synapses for which a product acted, also where the list stayed closed (N37)
};

/// What modulators say, by population.
using ModulatorValues = std::vector<std::vector<int32_t>>;

/// Walks profiles one after the other and keeps its buffers in between.
class LearningWalk {
public:
  /// Learns at the end of `epoch`, then begins the next.
  WalkCounts learn(LearningProfile &profile, SynapseMemory &memory, const EpochSteps &epoch,
                   const ModulatorValues &modulators);

  /// (N41) Begins the next epoch without learning.
  void skip(LearningProfile &profile, const EpochSteps &epoch);

private:
  /// The operands as products of one event see them (N32), and whether these products act on the synapse at hand.
  struct Instant {
    bool acts = false;
    uint32_t offset = 0; ///< step of the epoch at which traces are read
    spec::OperandValues values{};
  };
  enum class Visit : uint8_t { Closed, Open, Done };

  void arm(const EpochSteps &epoch);
  WalkCounts walkLists();
  void walkColumns(WalkCounts &counts);
  void readPre(Instant &instant, uint32_t entry);
  void readPost(Instant &instant, uint32_t neuron);
  void updateList(uint32_t entry);
  void update(uint32_t entry, uint32_t synapse, uint32_t neuron);
  int32_t load(size_t target, uint32_t synapse) const;
  void store(size_t target, uint32_t synapse, int64_t sum, uint32_t draw);
  Instant &instant(spec::Event event) { return instants[static_cast<size_t>(event)]; }

  // The walk at hand.
  LearningProfile *profile = nullptr;
  SynapseMemory *memory = nullptr;
  const ModulatorValues *modulators = nullptr;
  spec::VisitRule rule;                ///< of the armed products
  std::vector<spec::Product> armed;    ///< the products whose event can happen in this epoch, in order
  std::array<uint32_t, 3> drawBases{}; ///< by target
  std::array<bool, 3> used{};          ///< by target: some armed product writes or reads this variable
  std::array<Instant, 3> instants;     ///< by event
  TraceHistory preHistory;
  TraceHistory postHistory;
  std::vector<uint32_t> fired; ///< neurons of the group that fired in the epoch
  std::vector<Visit> visits;   ///< by entry
};

} // namespace engram::systemc

#endif
