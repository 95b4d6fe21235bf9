// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A chip image read back as the network it stands for: neurons and synapses by logical index. Cores, axons and
// encodings are gone, since mapping never changes a result.

#ifndef ENGRAM_SIM_REFERENCE_NETWORK_H
#define ENGRAM_SIM_REFERENCE_NETWORK_H

#include "hw/image/ImageFile.h"
#include "hw/spec/Learning.h"
#include "hw/spec/Neuron.h"
#include "hw/spec/Trace.h"
#include "sim/State.h"

#include <array>
#include <cstdint>
#include <vector>

namespace engram::sim {

struct NetworkPopulation {
  image::PopulationKind kind = image::PopulationKind::Lif;
  uint32_t size = 0;
  uint32_t key = 0;
  std::vector<spec::LifRegisters> registers; ///< by neuron; Lif only
  std::vector<int32_t> bias;                 ///< by neuron; Lif only
  size_t slots = 1;                          ///< of the delay ring: longest incoming delay + 1
};

struct NetworkProjection {
  uint32_t source = 0;
  uint32_t target = 0;
  int32_t rule = -1;
  uint32_t key = 0;
  spec::WeightFormat format;
  int shift = 0;
  int32_t maxDelay = 0;
  std::array<int32_t, 3> thirdFactors{-1, -1, -1};
  std::vector<size_t> listBegin; ///< by presynaptic neuron, and one past the last: where its synapses begin
  std::vector<uint32_t> post;    ///< by synapse
};

struct NetworkRule {
  uint32_t epoch = 1;
  std::array<spec::TraceRegisters, kTraces> traces;
  std::array<int16_t, spec::kConstants> constants{};
  std::vector<spec::Product> products;
};

struct Network {
  uint32_t seed = 0;
  std::vector<NetworkPopulation> populations;
  std::vector<NetworkProjection> projections;
  std::vector<NetworkRule> rules;
};

/// Reads `image`, which must be verified, and sets `state` to what it is before the first step.
Network readNetwork(const image::ImageT &image, State &state);

} // namespace engram::sim

#endif
