// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The networks of Networks.h, in which projection 0 is plastic and projection 1 drives the neurons. ENGRAM_PLAIN is the
// namespace. Numbers of docs/spec/numerics.md are written out: a weight of 8 bits is stored halved, a change counts in
// quarters.

#include "tests/benchmarks/PlainLoops.h"

#include "hw/spec/Random.h"

#include <algorithm>

namespace engram::bench::ENGRAM_PLAIN {

namespace {

using spec::mix;
using spec::RandomVariable;

std::vector<uint32_t> mixedIndices(uint32_t size) {
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

/// The stored weight after a change in quarters.
int8_t learned(int32_t stored, int32_t change, uint32_t draw) {
  const int32_t sum = stored * (1 << 17) + change * (1 << 14) + static_cast<int32_t>(draw >> 15);
  return static_cast<int8_t>(std::clamp(sum >> 17, -128, 127));
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

  std::vector<int32_t> weights() const override {
    std::vector<int32_t> weights(stored.begin(), stored.end());
    for (int32_t &weight : weights)
      weight *= 2;
    return weights;
  }

private:
  void deliver(const int8_t *row) {
    for (size_t i = 0; i < posts; ++i)
      neurons.input[i] += row[i] * (1 << shift);
  }

  void learnRow(uint32_t i) {
    updates += posts;
    int8_t *row = &stored[i * posts];
    const uint32_t keyed = rowKeys[i];
    for (size_t j = 0; j < posts; ++j) {
      const int32_t change = (neurons.spikes.flags[j] ? x1.values[i] : 0) - y1.values[j];
      if (change != 0)
        row[j] = learned(row[j], change, mix(keyed ^ mixed[j]));
    }
  }

  void learnColumns(uint32_t i) {
    updates += neurons.spikes.list.size();
    if (x1.values[i] == 0)
      return;
    int8_t *row = &stored[i * posts];
    const uint32_t keyed = rowKeys[i];
    for (const uint32_t j : neurons.spikes.list)
      row[j] = learned(row[j], x1.values[i], mix(keyed ^ mixed[j]));
  }

  size_t posts;
  std::vector<int8_t> stored; ///< by pre, then post
  Spikes pre;
};

class Recurrent final : public Driven {
public:
  Recurrent(const mapping::Network &network, Visits visits)
      : Driven(network, network.populations[1].size, network.populations[1]), visits(visits),
        size(network.populations[1].size), epoch(network.rules[0].epoch), rows(size + 1), columns(size + 1),
        offsets(size), x(epoch), y(epoch) {
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
    const uint32_t offset = time++ % epoch;
    neurons.step();
    for (const Spike &spike : inputs)
      neurons.input[spike.index] += drive;
    for (const uint32_t i : neurons.spikes.list) {
      offsets[i] = offset + 1;
      for (uint32_t k = rows[i]; k < rows[i + 1]; ++k)
        neurons.input[targets[k]] += stored[k] * (1 << shift);
    }
    x1.step(seed, key, time, neurons.spikes);
    y1.step(seed, key, time, neurons.spikes);
    x[offset] = x1.values;
    y[offset] = y1.values;
    if (offset + 1 == epoch)
      learn();
  }

  std::vector<int32_t> weights() const override {
    std::vector<int32_t> weights(stored.begin(), stored.end());
    for (int32_t &weight : weights)
      weight *= 2;
    return weights;
  }

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

  /// Potentiation by the pre trace at the last post spike, depression by the post trace at the last pre spike.
  int32_t changeOf(uint32_t i, uint32_t j) const {
    return (offsets[j] != 0 ? x[offsets[j] - 1][i] : 0) - (offsets[i] != 0 ? y[offsets[i] - 1][j] : 0);
  }

  void learnRow(uint32_t i) {
    const uint32_t keyed = rowKeys[i];
    for (uint32_t k = rows[i]; k < rows[i + 1]; ++k) {
      const uint32_t j = targets[k];
      updates += offsets[i] != 0 || offsets[j] != 0;
      if (const int32_t change = changeOf(i, j))
        stored[k] = learned(stored[k], change, mix(keyed ^ mixed[j]));
    }
  }

  void learnColumn(uint32_t j) {
    for (uint32_t k = columns[j]; k < columns[j + 1]; ++k) {
      const auto [i, place] = entries[k];
      if (offsets[i] != 0)
        continue; // its row was visited
      ++updates;
      if (const int32_t change = changeOf(i, j))
        stored[place] = learned(stored[place], change, mix(rowKeys[i] ^ mixed[j]));
    }
  }

  Visits visits;
  uint32_t size, epoch;
  std::vector<uint32_t> rows, columns, targets;
  std::vector<int8_t> stored;
  std::vector<Entry> entries;             ///< by post
  std::vector<uint32_t> offsets;          ///< step of the epoch of a neuron's last spike, 0: none
  std::vector<std::vector<int32_t>> x, y; ///< traces by step of the epoch
};

} // namespace

std::unique_ptr<PlainNetwork> plainDense(const mapping::Network &network) { return std::make_unique<Dense>(network); }

std::unique_ptr<PlainNetwork> plainRecurrent(const mapping::Network &network, Visits visits) {
  return std::make_unique<Recurrent>(network, visits);
}

} // namespace engram::bench::ENGRAM_PLAIN
