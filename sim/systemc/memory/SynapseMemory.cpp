// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unpacking of the synapse lists.

#include "sim/systemc/memory/SynapseMemory.h"

#include "hw/image/SynapseList.h"

#include <cassert>

namespace engram::systemc {

SynapseMemory::SynapseMemory(const image::ImageT &image, const image::CoreT &core) {
  for (const image::InputAxon &axon : core.input_axons) {
    const auto stored = image::decodeList(core, axon);
    assert(stored && "the image is verified");
    const image::ProjectionT &projection = *image.projections[axon.projection()];
    SynapseList list;
    list.begin = static_cast<uint32_t>(compartment.size());
    list.words = axon.words();
    list.shift = projection.shift;
    list.delayed = projection.delay_bits > 0;
    for (const image::StoredSynapse &synapse : *stored) {
      compartment.push_back(core.groups[axon.group()]->first + synapse.index);
      weight.push_back(static_cast<int16_t>(synapse.weight));
      tag.push_back(static_cast<int16_t>(synapse.tag));
      delay.push_back(static_cast<uint8_t>(synapse.delay));
    }
    list.end = static_cast<uint32_t>(compartment.size());
    lists.push_back(list);
  }
}

} // namespace engram::systemc
