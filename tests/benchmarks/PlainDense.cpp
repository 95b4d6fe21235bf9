// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Dense plastic synapses, learning in every step: rows of pre neurons that fired, and in all other rows the synapses of
// post neurons that fired.

#include "tests/benchmarks/PlainParts.h"

namespace engram::bench::ENGRAM_PLAIN {

namespace {

class Dense final : public Driven {
public:
  explicit Dense(const mapping::Network &network)
      : Driven(network, network.populations[0].size, network.populations[2]), posts(network.populations[2].size),
        stored(network.projections[0].synapses.size()), pre(network.populations[0].size) {
    for (const mapping::Synapse &synapse : network.projections[0].synapses)
      stored[synapse.pre * posts + synapse.post] = static_cast<int8_t>(synapse.weight / 2);
  }

  void step(const std::vector<Spike> &inputs) override {
    ++time;
    neurons.step();
    pre.clear();
    for (const Spike &spike : inputs)
      spike.population == 0 ? pre.add(spike.index) : static_cast<void>(neurons.input[spike.index] += drive);
    for (const uint32_t i : pre.list)
      deliver(&stored[i * posts]);
    x1.step(seed, key, time, pre);
    y1.step(seed, key, time, neurons.spikes);
    makeRowKeys();
    for (uint32_t i = 0; i < pre.flags.size(); ++i)
      pre.flags[i] ? learnRow(i) : learnColumns(i);
  }

  std::vector<int32_t> weights() const override { return inUnitsOfOne(stored); }

private:
  // A store to a row could change any member, so members are read before.

  void deliver(const int8_t *__restrict row) {
    int32_t *__restrict input = neurons.input.data();
    const int32_t scale = 1 << shift;
    const size_t count = posts;
    for (size_t j = 0; j < count; ++j)
      input[j] += row[j] * scale;
  }

  void learnRow(uint32_t i) {
    updates += posts;
    int8_t *__restrict row = &stored[i * posts];
    const uint8_t *__restrict fired = neurons.spikes.flags.data();
    const int32_t *__restrict y = y1.values.data();
    const uint32_t *__restrict indices = mixed.data();
    const uint32_t keyed = rowKeys[i];
    const int32_t x = x1.values[i];
    const size_t count = posts;
    for (size_t j = 0; j < count; ++j) {
      const int32_t change = (fired[j] ? x : 0) - y[j];
      if (kStoresAll || change != 0)
        row[j] = learned(row[j], change, mix(keyed ^ indices[j]));
    }
  }

  void learnColumns(uint32_t i) {
    updates += neurons.spikes.list.size();
    const int32_t x = x1.values[i];
    if (x == 0)
      return;
    int8_t *__restrict row = &stored[i * posts];
    const uint32_t *__restrict indices = mixed.data();
    const uint32_t keyed = rowKeys[i];
    for (const uint32_t j : neurons.spikes.list)
      row[j] = learned(row[j], x, mix(keyed ^ indices[j]));
  }

  size_t posts;
  std::vector<int8_t> stored; ///< by pre, then post
  Spikes pre;
};

} // namespace

std::unique_ptr<PlainNetwork> plainDense(const mapping::Network &network) { return std::make_unique<Dense>(network); }

} // namespace engram::bench::ENGRAM_PLAIN
