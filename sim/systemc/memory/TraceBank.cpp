// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Replay of traces.

#include "sim/systemc/memory/TraceBank.h"

#include <algorithm>
#include <cstddef>

namespace engram::systemc {

TraceBank::TraceBank(std::vector<spec::TraceRegisters> registers, spec::RandomVariable first, uint32_t key,
                     std::vector<uint32_t> indices)
    : registers(std::move(registers)), first(first), key(key), indices(std::move(indices)) {
  starts.assign(this->registers.size() * this->indices.size(), 0);
  spikes.assign(this->indices.size(), 0);
}

bool TraceBank::isSilent(uint32_t entry) const {
  if (spikes[entry] != 0)
    return false;
  for (uint32_t k = 0; k < traces(); ++k)
    if (start(k, entry) != 0)
      return false;
  return true;
}

void TraceBank::replay(const EpochSteps &epoch, TraceHistory &history) const {
  history.resize(entries(), epoch.offset + 1, traces());
  for (uint32_t k = 0; k < traces(); ++k) {
    std::copy_n(starts.begin() + static_cast<ptrdiff_t>(k * indices.size()), entries(), history.row(k, 0));
    const auto variable = static_cast<spec::RandomVariable>(static_cast<uint32_t>(first) + k);
    for (uint32_t o = 1; o <= epoch.offset; ++o) {
      const uint32_t base = spec::drawBase(epoch.seed, variable, static_cast<uint32_t>(epoch.begin + o));
      const uint32_t keyed = spec::keyedBase(base, key);
      const uint8_t *before = history.row(k, o - 1);
      uint8_t *after = history.row(k, o);
      for (uint32_t e = 0; e < entries(); ++e) { // (N20); a trace at zero stays there without a spike
        const bool spike = (spikes[e] >> (o - 1)) & 1;
        after[e] =
            before[e] == 0 && !spike
                ? uint8_t{0}
                : static_cast<uint8_t>(spec::stepTrace(registers[k], before[e], spike, spec::draw(keyed, indices[e])));
      }
    }
  }
}

void TraceBank::beginEpoch(const TraceHistory &history, uint32_t offset) {
  for (uint32_t k = 0; k < traces(); ++k)
    std::copy_n(history.row(k, offset), entries(), starts.begin() + static_cast<ptrdiff_t>(k * indices.size()));
  std::fill(spikes.begin(), spikes.end(), 0);
}

void TraceBank::settle() {
  std::fill(starts.begin(), starts.end(), 0);
  std::fill(spikes.begin(), spikes.end(), 0);
}

} // namespace engram::systemc
