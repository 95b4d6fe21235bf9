// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the learning unit holds for one plastic projection onto one group of its core: the microcode, the traces of both
// sides, and which synapses there are.

#ifndef ENGRAM_SIM_SYSTEMC_MEMORY_LEARNINGPROFILE_H
#define ENGRAM_SIM_SYSTEMC_MEMORY_LEARNINGPROFILE_H

#include "hw/image/Image_generated.h"
#include "hw/spec/Learning.h"
#include "sim/systemc/memory/SynapseMemory.h"
#include "sim/systemc/memory/TraceBank.h"

#include <array>
#include <cstdint>
#include <vector>

namespace engram::systemc {

constexpr uint32_t kPreTraces = 2;
constexpr uint32_t kPostTraces = 3;

/// The registers of x1, x2 and of y1, y2, y3.
std::vector<spec::TraceRegisters> preRegisters(const image::RuleT &rule);
std::vector<spec::TraceRegisters> postRegisters(const image::RuleT &rule);

/// A synapse of a profile: its place in synapse memory and its list's place in the profile.
struct PlasticSynapse {
  uint32_t synapse = 0;
  uint32_t entry = 0;
};

struct LearningProfile {
  /// The profile of `projection` for `group` of `core`. Tells the lists in `memory` that they belong to profile
  /// `number`.
  LearningProfile(const image::ImageT &image, const image::CoreT &core, uint32_t projection, uint32_t group,
                  int32_t number, SynapseMemory &memory);

  uint32_t projection;
  uint32_t group;
  uint32_t epoch; ///< steps
  std::vector<spec::Product> products;
  std::array<int16_t, spec::kConstants> constants{};
  std::array<int32_t, kPostTraces> modulators{-1, -1, -1}; ///< populations that y1, y2, y3 read, -1: the trace
  spec::WeightFormat format;
  int32_t maxDelay = 0;
  uint32_t firstCompartment = 0;
  std::vector<uint32_t> axons;         ///< by entry
  std::vector<uint32_t> keys;          ///< random key of each list (N7)
  TraceBank pre;                       ///< by entry
  TraceBank post;                      ///< by compartment of the group
  std::vector<uint32_t> columnBegin;   ///< by compartment of the group, and the end
  std::vector<PlasticSynapse> columns; ///< the same synapses by postsynaptic neuron

private:
  void indexColumns(uint32_t count, const SynapseMemory &memory);
};

} // namespace engram::systemc

#endif
