// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The accumulator of synaptic input: one slot for each step that a synapse can reach, one sum for each compartment.

#ifndef ENGRAM_SIM_SYSTEMC_MEMORY_DELAYRING_H
#define ENGRAM_SIM_SYSTEMC_MEMORY_DELAYRING_H

#include <cstdint>
#include <vector>

namespace engram::systemc {

class DelayRing {
public:
  /// Delays are 0 .. `maxDelay`. The slot of the step being computed is apart from those being filled.
  DelayRing(uint32_t compartments, uint32_t maxDelay) : compartments(compartments) {
    while (slots < maxDelay + 2)
      slots *= 2;
    sums.assign(size_t{slots} * compartments, 0);
  }

  /// The sums due at `step`, one a compartment.
  int64_t *due(uint64_t step) { return &sums[(step & (slots - 1)) * compartments]; }
  const int64_t *due(uint64_t step) const { return &sums[(step & (slots - 1)) * compartments]; }

  void clear() { sums.assign(sums.size(), 0); }

private:
  uint32_t compartments;
  uint32_t slots = 1; ///< a power of two
  std::vector<int64_t> sums;
};

} // namespace engram::systemc

#endif
