// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The bit-packed synapse lists of a core's synapse memory: layout, size and codec. A list is a run of entries; an entry
// is a prefix (4 bits format, 6 bits count, and a base index unless sparse) and up to `synapses_per_entry` synapses.
// Layout and sources: docs/spec/image.md, loihi.md 2.2.

#ifndef ENGRAM_HW_IMAGE_SYNAPSELIST_H
#define ENGRAM_HW_IMAGE_SYNAPSELIST_H

#include "hw/image/Image_generated.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace engram::image {

/// One stored synapse. `index` counts within the group that the list targets.
struct StoredSynapse {
  uint32_t index = 0;
  int32_t weight = 0; ///< multiple of 2^lsb, in the range of its spec::WeightFormat
  uint32_t delay = 0; ///< steps
  int32_t tag = 0;
};

constexpr uint32_t kWordBits = 64;
constexpr uint32_t kFormatIdBits = 4; ///< of an entry's prefix
constexpr uint32_t kCountBits = 6;    ///< of an entry's prefix
constexpr uint32_t kSkipBits = 5;     ///< of a run-length synapse: unused indices before it
constexpr uint32_t kTagBits = 9;      ///< of a format with tags
constexpr uint32_t kMaxIndexBits = 16;

/// The index field that a group of `count` compartments needs: 0 bits for one, else 6 to 16 (loihi.md 2.2 has no
/// narrower field).
uint32_t indexBitsFor(uint32_t count);

/// Whether the fields of a format are ones that a core can have.
bool isValid(const SynapseFormat &format);

/// Counts the entries that a list takes in each compression while its indices are added, so that the mapper knows the
/// exact size of a list that is still growing.
class ListShape {
public:
  /// Adds a synapse; indices must ascend.
  void add(uint32_t index, uint32_t synapsesPerEntry);

  uint32_t synapses() const { return count; }

  /// Bits that the list takes in `format`, before padding to whole words.
  uint64_t bits(const SynapseFormat &format) const;
  uint32_t words(const SynapseFormat &format) const {
    return static_cast<uint32_t>((bits(format) + kWordBits - 1) / kWordBits);
  }

private:
  uint32_t count = 0;
  uint32_t last = 0;
  uint32_t sparseEntries = 0;
  uint32_t runLengthEntries = 0;
  uint32_t denseEntries = 0;
  uint8_t sparseFill = 0; // synapses in the last entry
  uint8_t runLengthFill = 0;
  uint8_t denseFill = 0;
};

/// Bits that `list` (ascending, distinct indices) takes in `format`, before padding to whole words.
uint64_t encodedBits(const SynapseFormat &format, const std::vector<StoredSynapse> &list, uint32_t synapsesPerEntry);

/// Appends the list to `memory`, padded to whole words. `formatId` is the index of `format` on the core. Indices,
/// weights, delays and tags must fit the format.
void encodeList(const SynapseFormat &format, uint32_t formatId, const std::vector<StoredSynapse> &list,
                uint32_t synapsesPerEntry, std::vector<uint64_t> &memory);

/// The id of the format of an axon's list, as its first entry names it. The axon's words must be in the memory.
inline uint32_t formatOf(const CoreT &core, const InputAxon &axon) {
  return static_cast<uint32_t>(core.synapse_memory[axon.word()] & ((1u << kFormatIdBits) - 1));
}

/// The synapses of an axon, ascending by index. Nothing if the words do not hold such a list (the axon's ranges are
/// checked, not trusted).
std::optional<std::vector<StoredSynapse>> decodeList(const CoreT &core, const InputAxon &axon);

} // namespace engram::image

#endif
