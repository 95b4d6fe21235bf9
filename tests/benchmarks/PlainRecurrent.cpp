// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sparse recurrent synapses, learning at the end of an epoch: every synapse, as most simulators do it, or only those of
// neurons that fired, for which the synapses are indexed by post neuron too.

#include "tests/benchmarks/PlainParts.h"

namespace engram::bench::ENGRAM_PLAIN {

namespace {

class Recurrent final : public Driven {
public:
  Recurrent(const mapping::Network &network, Visits visits)
      : Driven(network, network.populations[1].size, network.populations[1]), visits(visits),
        size(network.populations[1].size), epoch(network.rules[0].epoch), rows(size + 1), columns(size + 1),
        offsets(size), x((size_t{epoch} + 1) * size), y(x.size()) {
    const std::vector<mapping::Synapse> &synapses = network.projections[0].synapses;
    for (const mapping::Synapse &synapse : synapses) {
      ++rows[synapse.pre + 1];
      ++columns[synapse.post + 1];
    }
    for (uint32_t i = 0; i < size; ++i) {
      rows[i + 1] += rows[i];
      columns[i + 1] += columns[i];
    }
    std::vector<uint32_t> next = rows;
    targets.resize(synapses.size());
    stored.resize(synapses.size());
    for (const mapping::Synapse &synapse : synapses) { // by post, so entries are by column
      const uint32_t place = next[synapse.pre]++;
      targets[place] = synapse.post;
      stored[place] = static_cast<int8_t>(synapse.weight / 2);
      entries.push_back({synapse.pre, place});
    }
  }

  void step(const std::vector<Spike> &inputs) override {
    const uint32_t offset = time++ % epoch + 1;
    neurons.step();
    for (const Spike &spike : inputs)
      neurons.input[spike.index] += drive;
    for (const uint32_t i : neurons.spikes.list) {
      offsets[i] = offset;
      for (uint32_t k = rows[i]; k < rows[i + 1]; ++k)
        neurons.input[targets[k]] += stored[k] * (1 << shift);
    }
    x1.step(seed, key, time, neurons.spikes);
    y1.step(seed, key, time, neurons.spikes);
    std::copy(x1.values.begin(), x1.values.end(), &x[size_t{offset} * size]);
    std::copy(y1.values.begin(), y1.values.end(), &y[size_t{offset} * size]);
    if (offset == epoch)
      learn();
  }

  std::vector<int32_t> weights() const override { return inUnitsOfOne(stored); }

private:
  struct Entry {
    uint32_t pre, place;
  };

  void learn() {
    makeRowKeys();
    for (uint32_t i = 0; i < size; ++i)
      if (visits == Visits::EverySynapse || offsets[i] != 0)
        learnRow(i);
    if (visits == Visits::Spiking)
      for (uint32_t j = 0; j < size; ++j)
        if (offsets[j] != 0)
          learnColumn(j);
    std::fill(offsets.begin(), offsets.end(), 0);
  }

  // Potentiation by the pre trace at the last post spike, depression by the post trace at the last pre spike.

  void learnRow(uint32_t i) {
    const uint32_t *__restrict posts = targets.data();
    const uint32_t *__restrict spiked = offsets.data();
    const uint32_t *__restrict indices = mixed.data();
    const int32_t *__restrict xOf = x.data();
    const int32_t *__restrict yOf = y.data() + size_t{offsets[i]} * size;
    int8_t *__restrict weights = stored.data();
    const uint32_t keyed = rowKeys[i], count = size, own = offsets[i];
    uint64_t acted = 0;
    for (uint32_t k = rows[i], end = rows[i + 1]; k < end; ++k) {
      const uint32_t j = posts[k];
      acted += own != 0 || spiked[j] != 0;
      const int32_t change = xOf[spiked[j] * count + i] - yOf[j];
      if (kStoresAll || change != 0)
        weights[k] = learned(weights[k], change, mix(keyed ^ indices[j]));
    }
    updates += acted;
  }

  void learnColumn(uint32_t j) {
    const Entry *__restrict column = entries.data();
    const uint32_t *__restrict spiked = offsets.data();
    const uint32_t *__restrict keys = rowKeys.data();
    const int32_t *__restrict xOf = x.data() + size_t{offsets[j]} * size;
    int8_t *__restrict weights = stored.data();
    const uint32_t index = mixed[j];
    uint64_t acted = 0;
    for (uint32_t k = columns[j], end = columns[j + 1]; k < end; ++k) {
      const auto [i, place] = column[k];
      if (spiked[i] != 0)
        continue; // its row was visited
      ++acted;
      if (const int32_t change = xOf[i])
        weights[place] = learned(weights[place], change, mix(keys[i] ^ index));
    }
    updates += acted;
  }

  Visits visits;
  uint32_t size, epoch;
  std::vector<uint32_t> rows, columns, targets;
  std::vector<int8_t> stored;
  std::vector<Entry> entries;    ///< by post
  std::vector<uint32_t> offsets; ///< step of the epoch of a neuron's last spike, 0: none
  std::vector<int32_t> x, y;     ///< traces by step of the epoch, from 1; at 0, where no spike was, nothing
};

} // namespace

std::unique_ptr<PlainNetwork> plainRecurrent(const mapping::Network &network, Visits visits) {
  return std::make_unique<Recurrent>(network, visits);
}

} // namespace engram::bench::ENGRAM_PLAIN
