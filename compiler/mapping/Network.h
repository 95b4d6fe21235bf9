// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The quantised network as the mapping algorithms see it: integers, synapses expanded, no MLIR. Positions in the
// vectors are the indices of the image.

#ifndef ENGRAM_COMPILER_MAPPING_NETWORK_H
#define ENGRAM_COMPILER_MAPPING_NETWORK_H

#include "hw/spec/Learning.h"
#include "hw/spec/Neuron.h"
#include "hw/spec/Target.h"
#include "hw/spec/Trace.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace engram::mapping {

enum class PopulationKind { Input, Lif, Modulator };

struct Population {
  std::string name;
  PopulationKind kind = PopulationKind::Lif;
  uint32_t size = 0;
  spec::LifRegisters registers; ///< Lif only
  std::vector<int32_t> bias;    ///< Lif only: one for all, or one a neuron; membrane units
  std::string location;
};

/// One synapse, quantised.
struct Synapse {
  uint32_t pre = 0;
  uint32_t post = 0;
  int16_t weight = 0;
  uint8_t delay = 0;
};

struct Projection {
  std::string name;
  uint32_t source = 0;
  uint32_t target = 0;
  int32_t rule = -1;
  spec::WeightFormat format;
  int shift = spec::kActivationBits;               ///< 0..15
  int delayBits = 0;                               ///< 0..6
  bool delayLearns = false;                        ///< the rule changes delays
  bool tags = false;                               ///< the rule has a tag
  std::array<int32_t, 3> thirdFactors{-1, -1, -1}; ///< populations that y1, y2, y3 read
  std::vector<Synapse> synapses;                   ///< by post, then pre; no pair twice
  std::string location;
};

struct Rule {
  std::string name;
  uint32_t epoch = 1;
  std::array<spec::TraceRegisters, 5> traces; ///< x1, x2, y1, y2, y3
  std::vector<int16_t> constants;
  std::vector<spec::Product> products;
  std::vector<std::string> productLocations;
  std::string location;
};

struct Network {
  std::string name;
  uint32_t seed = 1;
  uint64_t timeStepNs = 1000000;
  std::vector<Population> populations;
  std::vector<Projection> projections;
  std::vector<Rule> rules;
};

/// Something that does not fit the target. Rendered as
/// `RESOURCE: need NEED, have HAVE` at `location`, with notes for the largest contributor and for what would help.
struct Misfit {
  std::string resource; ///< e.g. "synapse words of a core"
  uint64_t need = 0;
  uint64_t have = 0;
  std::string location;    ///< where the user wrote what costs it
  std::string subject;     ///< e.g. "population 'exc'"
  std::string contributor; ///< the largest, e.g. "projection 'ff' takes 784 words"
  std::string contributorLocation;
  std::string advice; ///< the smallest change that would help
};

} // namespace engram::mapping

#endif
