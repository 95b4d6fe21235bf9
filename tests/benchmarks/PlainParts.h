// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the plain loops of both networks have. Projection 0 is plastic, projection 1 drives the neurons. ENGRAM_PLAIN is
// the namespace. Numbers of docs/spec/numerics.md are written out: a weight of 8 bits is stored halved, a change counts
// in quarters.

#ifndef ENGRAM_TESTS_BENCHMARKS_PLAINPARTS_H
#define ENGRAM_TESTS_BENCHMARKS_PLAINPARTS_H

#include "hw/spec/Random.h"
#include "tests/benchmarks/PlainLoops.h"

#include <algorithm>

namespace engram::bench::ENGRAM_PLAIN {

using spec::mix;
using spec::RandomVariable;

inline std::vector<uint32_t> mixedIndices(uint32_t size) {
  std::vector<uint32_t> mixed(size);
  for (uint32_t i = 0; i < size; ++i)
    mixed[i] = mix(i);
  return mixed;
}

/// Who fired in a step.
struct Spikes {
  std::vector<uint32_t> list;
  std::vector<uint8_t> flags;

  explicit Spikes(uint32_t size) : flags(size) {}

  void clear() {
    for (const uint32_t i : list)
      flags[i] = 0;
    list.clear();
  }

  void add(uint32_t i) {
    list.push_back(i);
    flags[i] = 1;
  }
};

/// Neurons that forget within a step.
struct Neurons {
  std::vector<int32_t> input;
  int32_t threshold;
  Spikes spikes;

  explicit Neurons(const mapping::Population &population)
      : input(population.size), threshold(population.registers.vth << 6), spikes(population.size) {}

  void step() {
    spikes.clear();
    for (uint32_t i = 0; i < input.size(); ++i) {
      if (input[i] > threshold)
        spikes.add(i);
      input[i] = 0;
    }
  }
};

struct Trace {
  std::vector<int32_t> values;
  std::vector<uint32_t> mixed;
  int32_t factor, impulse;
  RandomVariable variable;

  Trace(uint32_t size, const spec::TraceRegisters &registers, RandomVariable variable)
      : values(size), mixed(mixedIndices(size)), factor(static_cast<int32_t>(registers.factor)),
        impulse(static_cast<int32_t>(registers.impulse >> 16)), variable(variable) {}

  void step(uint32_t seed, uint32_t key, uint32_t time, const Spikes &spikes) {
    const uint32_t keyed = spec::keyedBase(spec::drawBase(seed, variable, time), key);
    for (size_t i = 0; i < values.size(); ++i) {
      if (values[i] == 0 && !spikes.flags[i])
        continue;
      const auto random = static_cast<int32_t>(mix(keyed ^ mixed[i]) >> 16);
      const int32_t next = ((values[i] * factor + random) >> 16) + (spikes.flags[i] ? impulse : 0);
      values[i] = std::min(next, 127);
    }
  }
};

/// Where there are vectors, a store for every synapse is faster than a branch; a change of 0 changes nothing.
constexpr bool kStoresAll = ENGRAM_PLAIN_VECTORS;

/// The stored weight after a change in quarters.
inline int8_t learned(int32_t stored, int32_t change, uint32_t draw) {
  const int32_t sum = stored * (1 << 17) + change * (1 << 14) + static_cast<int32_t>(draw >> 15);
  return static_cast<int8_t>(std::clamp(sum >> 17, -128, 127));
}

inline std::vector<int32_t> inUnitsOfOne(const std::vector<int8_t> &stored) {
  std::vector<int32_t> weights(stored.begin(), stored.end());
  for (int32_t &weight : weights)
    weight *= 2;
  return weights;
}

/// What both networks have.
class Driven : public PlainNetwork {
protected:
  Driven(const mapping::Network &network, uint32_t pres, const mapping::Population &posts)
      : seed(network.seed), key(spec::keyOfName(network.projections[0].name)), shift(network.projections[0].shift + 1),
        drive(network.projections[1].synapses[0].weight << network.projections[1].shift), neurons(posts),
        mixed(mixedIndices(posts.size)), x1(pres, network.rules[0].traces[0], RandomVariable::X1),
        y1(posts.size, network.rules[0].traces[2], RandomVariable::Y1), listKeys(pres), rowKeys(pres) {
    for (uint32_t i = 0; i < pres; ++i)
      listKeys[i] = spec::keyOfList(key, i);
  }

  /// What the draws of a neuron's synapses have in common in this step.
  void makeRowKeys() {
    const uint32_t base = spec::drawBase(seed, RandomVariable::Weight, time);
    for (size_t i = 0; i < listKeys.size(); ++i)
      rowKeys[i] = spec::keyedBase(base, listKeys[i]);
  }

  uint32_t seed, key;
  int shift;
  int32_t drive;
  uint32_t time = 0;
  Neurons neurons;
  std::vector<uint32_t> mixed;
  Trace x1, y1;
  std::vector<uint32_t> listKeys, rowKeys;
};

} // namespace engram::bench::ENGRAM_PLAIN

#endif
