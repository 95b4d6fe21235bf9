// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Trace memory: for each neuron that it serves the traces at the start of the epoch and a mask of the steps of the
// epoch in which the neuron fired. The traces inside the epoch are replayed when they are needed: a draw is a pure
// function of its step (N6), so the replay gives what stepping would have given (N20).

#ifndef ENGRAM_SIM_SYSTEMC_MEMORY_TRACEBANK_H
#define ENGRAM_SIM_SYSTEMC_MEMORY_TRACEBANK_H

#include "hw/spec/Random.h"
#include "hw/spec/Trace.h"

#include <cstdint>
#include <vector>

namespace engram::systemc {

/// The part of an epoch that is done: its step o = 1 .. offset is step begin + o of the network.
struct EpochSteps {
  uint32_t seed = 0;
  uint64_t begin = 0;
  uint32_t offset = 0;
};

/// The epoch of `length` steps in which `step` lies (`step` 0: the first, of which nothing is done).
constexpr EpochSteps epochOf(uint32_t seed, uint64_t step, uint32_t length) {
  const uint64_t begin = step == 0 ? 0 : (step - 1) / length * length;
  return {seed, begin, static_cast<uint32_t>(step - begin)};
}

/// Values of the traces of a bank after each step of an epoch; offset 0 is its start.
class TraceHistory {
public:
  void resize(uint32_t newEntries, uint32_t newOffsets, uint32_t traces) {
    entries = newEntries;
    offsets = newOffsets;
    values.resize(size_t{entries} * offsets * traces);
  }
  uint8_t *row(uint32_t trace, uint32_t offset) { return values.data() + (size_t{trace} * offsets + offset) * entries; }
  const uint8_t *row(uint32_t trace, uint32_t offset) const {
    return values.data() + (size_t{trace} * offsets + offset) * entries;
  }

private:
  uint32_t entries = 0;
  uint32_t offsets = 0;
  std::vector<uint8_t> values;
};

class TraceBank {
public:
  /// One entry for each of `indices` (logical, N7). Trace k steps by `registers[k]` and draws variable `first` + k.
  TraceBank(std::vector<spec::TraceRegisters> registers, spec::RandomVariable first, uint32_t key,
            std::vector<uint32_t> indices);

  uint32_t entries() const { return static_cast<uint32_t>(indices.size()); }
  uint32_t traces() const { return static_cast<uint32_t>(registers.size()); }
  uint32_t indexOf(uint32_t entry) const { return indices[entry]; }

  /// Marks a spike in step `offset` (from 1) of the epoch.
  void note(uint32_t entry, uint32_t offset) { spikes[entry] |= uint64_t{1} << (offset - 1); }

  uint64_t mask(uint32_t entry) const { return spikes[entry]; }
  void setMask(uint32_t entry, uint64_t mask) { spikes[entry] = mask; }
  uint8_t start(uint32_t trace, uint32_t entry) const { return starts[trace * indices.size() + entry]; }
  void setStart(uint32_t trace, uint32_t entry, int32_t value) {
    starts[trace * indices.size() + entry] = static_cast<uint8_t>(value);
  }

  /// Whether the entry's traces are zero throughout the epoch, as the memory shows it.
  bool isSilent(uint32_t entry) const;

  /// Computes the traces after each step of the epoch so far.
  void replay(const EpochSteps &epoch, TraceHistory &history) const;

  /// The epoch ends (N36): its last values, in row `offset` of `history`, start the next.
  void beginEpoch(const TraceHistory &history, uint32_t offset);

  /// (N42) No traces, no spikes.
  void settle();

private:
  std::vector<spec::TraceRegisters> registers;
  spec::RandomVariable first;
  uint32_t key;
  std::vector<uint32_t> indices;
  std::vector<uint8_t> starts; ///< by trace, then entry
  std::vector<uint64_t> spikes;
};

} // namespace engram::systemc

#endif
