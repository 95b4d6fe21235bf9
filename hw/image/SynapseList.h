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

/// Bits that `list` (ascending, distinct indices) takes in `format`, before padding to whole words.
uint64_t encodedBits(const SynapseFormat &format, const std::vector<StoredSynapse> &list, uint32_t synapsesPerEntry);

/// Appends the list to `memory`, padded to whole words. `formatId` is the index of `format` on the core.
void encodeList(const SynapseFormat &format, uint32_t formatId, const std::vector<StoredSynapse> &list,
                uint32_t synapsesPerEntry, std::vector<uint64_t> &memory);

/// The synapses of an axon, ascending by index. Nothing if the words do not hold such a list (the axon's ranges are
/// checked, not trusted).
std::optional<std::vector<StoredSynapse>> decodeList(const CoreT &core, const InputAxon &axon);

} // namespace engram::image

#endif
