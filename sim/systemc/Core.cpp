// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Wiring of a core.

#include "sim/systemc/Core.h"

#include <algorithm>

namespace engram::systemc {

namespace {

uint32_t compartmentsOf(const image::CoreT &core) {
  uint32_t compartments = 0;
  for (const auto &group : core.groups)
    compartments = std::max(compartments, group->first + group->count);
  return compartments;
}

/// One profile for each plastic projection onto each group, in the order of the image.
std::vector<LearningProfile> profilesOf(const image::ImageT &image, const image::CoreT &core, SynapseMemory &memory) {
  std::vector<LearningProfile> profiles;
  for (uint32_t p = 0; p < image.projections.size(); ++p)
    for (uint32_t g = 0; g < core.groups.size(); ++g)
      if (image.projections[p]->rule >= 0 && image.projections[p]->target == core.groups[g]->population)
        profiles.emplace_back(image, core, p, g, static_cast<int32_t>(profiles.size()), memory);
  return profiles;
}

uint32_t maxDelayOf(const image::ImageT &image, const image::CoreT &core) {
  uint32_t delay = 0;
  for (const auto &projection : image.projections)
    for (const auto &group : core.groups)
      if (projection->target == group->population)
        delay = std::max(delay, (1u << projection->delay_bits) - 1);
  return delay;
}

} // namespace

Core::Core(sc_core::sc_module_name name, const Context &context, Barrier &barrier, uint32_t number, Router &router)
    : sc_module(name), image(*context.image.cores[number]), synapses(context.image, image),
      profiles(profilesOf(context.image, image, synapses)), maxDelay(maxDelayOf(context.image, image)),
      ring(compartmentsOf(image), maxDelay), SC_NAMED(synapse, context, barrier, synapses, ring, profiles),
      SC_NAMED(axon, context, barrier, AxonTable(image.output_axons, compartmentsOf(image)), router,
               Router::FirstCore + number),
      SC_NAMED(dendrite, context, barrier, image, ring, profiles, axon),
      SC_NAMED(learning, context, barrier, synapses, profiles) {
  const std::string scope = "core" + std::to_string(number) + ".";
  synapse.meter.trace(context.waveform, scope + "synapse");
  dendrite.meter.trace(context.waveform, scope + "dendrite");
  axon.meter.trace(context.waveform, scope + "axon");
  learning.meter.trace(context.waveform, scope + "learning");
}

} // namespace engram::systemc
