// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparison of two states, variable by variable in a fixed order.

#include "sim/compare/Divergence.h"

#include <algorithm>

namespace engram::sim {

namespace {

struct Difference {
  size_t index;
  int64_t first;
  int64_t second;
};

template <typename T> std::optional<Difference> difference(const std::vector<T> &first, const std::vector<T> &second) {
  const auto [a, b] = std::mismatch(first.begin(), first.end(), second.begin(), second.end());
  if (a == first.end() && b == second.end())
    return std::nullopt;
  const auto index = static_cast<size_t>(a - first.begin());
  return Difference{index, a == first.end() ? 0 : static_cast<int64_t>(*a),
                    b == second.end() ? 0 : static_cast<int64_t>(*b)};
}

constexpr std::array<const char *, kTraces> kTraceNames{"x1", "x2", "y1", "y2", "y3"};

/// Collects the first difference; later ones are ignored.
class Finder {
public:
  explicit Finder(uint64_t step) : step(step) {}

  template <typename T, typename Place>
  void check(const std::string &owner, const std::string &variable, const std::vector<T> &first,
             const std::vector<T> &second, Place place) {
    if (found)
      return;
    if (first.size() != second.size()) {
      found = Divergence{step,
                         owner,
                         variable + " size",
                         "",
                         -1,
                         static_cast<int64_t>(first.size()),
                         static_cast<int64_t>(second.size())};
      return;
    }
    if (const std::optional<Difference> at = difference(first, second)) {
      const std::pair<std::string, int64_t> where = place(at->index);
      found = Divergence{step, owner, variable, where.first, where.second, at->first, at->second};
    }
  }

  std::optional<Divergence> found;

private:
  uint64_t step;
};

} // namespace

std::string Divergence::text() const {
  return "step " + std::to_string(step) + (core < 0 ? "" : ", core " + std::to_string(core)) + ": " + owner + "." +
         variable + (index.empty() ? "" : "[" + index + "]") + ": " + std::to_string(first) +
         " != " + std::to_string(second);
}

Comparison::Comparison(const image::ImageT &image) {
  State initial;
  network = readNetwork(image, initial);
  for (const auto &population : image.populations) {
    populationNames.push_back(population->name);
    cores.emplace_back(population->size, -1);
  }
  for (const auto &projection : image.projections)
    projectionNames.push_back(projection->name);
  for (size_t c = 0; c < image.cores.size(); ++c)
    for (const auto &group : image.cores[c]->groups)
      std::fill_n(cores[group->population].begin() + group->begin, group->count, static_cast<int64_t>(c));
}

int64_t Comparison::coreOf(uint32_t population, uint32_t neuron) const {
  return neuron < cores[population].size() ? cores[population][neuron] : -1;
}

std::optional<Divergence> Comparison::compare(const State &first, const State &second) const {
  Finder finder(first.step);
  for (uint32_t p = 0; p < populationNames.size(); ++p) {
    const PopulationState &a = first.populations.at(p);
    const PopulationState &b = second.populations.at(p);
    const auto neuron = [&](size_t i) { return std::pair(std::to_string(i), coreOf(p, static_cast<uint32_t>(i))); };
    finder.check(populationNames[p], "u", a.u, b.u, neuron);
    finder.check(populationNames[p], "v", a.v, b.v, neuron);
    finder.check(populationNames[p], "theta", a.theta, b.theta, neuron);
    finder.check(populationNames[p], "refractory", a.refractory, b.refractory, neuron);
    finder.check(populationNames[p], "value", a.value, b.value, neuron);
    for (size_t d = 0; d < std::min(a.pending.size(), b.pending.size()); ++d)
      finder.check(populationNames[p], "pending[" + std::to_string(d) + "]", a.pending[d], b.pending[d], neuron);
  }
  for (uint32_t p = 0; p < projectionNames.size(); ++p) {
    const ProjectionState &a = first.projections.at(p);
    const ProjectionState &b = second.projections.at(p);
    const NetworkProjection &projection = network.projections[p];
    const auto synapse = [&](size_t s) {
      const auto list = std::upper_bound(projection.listBegin.begin(), projection.listBegin.end(), s) - 1;
      const uint32_t post = s < projection.post.size() ? projection.post[s] : 0;
      return std::pair(std::to_string(post) + ":" + std::to_string(list - projection.listBegin.begin()),
                       coreOf(projection.target, post));
    };
    const auto pre = [](size_t i) { return std::pair(std::to_string(i), int64_t{-1}); };
    const auto post = [&](size_t i) {
      return std::pair(std::to_string(i), coreOf(projection.target, static_cast<uint32_t>(i)));
    };
    finder.check(projectionNames[p], "weight", a.weight, b.weight, synapse);
    finder.check(projectionNames[p], "tag", a.tag, b.tag, synapse);
    finder.check(projectionNames[p], "delay", a.delay, b.delay, synapse);
    finder.check(projectionNames[p], "pre spikes", a.preSpikes, b.preSpikes, pre);
    finder.check(projectionNames[p], "post spikes", a.postSpikes, b.postSpikes, post);
    for (size_t k = 0; k < kTraces; ++k) {
      const auto side = [&](size_t i) { return k < 2 ? pre(i) : post(i); };
      finder.check(projectionNames[p], kTraceNames[k], a.now[k], b.now[k], side);
      finder.check(projectionNames[p], std::string(kTraceNames[k]) + " at the epoch's start", a.epochStart[k],
                   b.epochStart[k], side);
    }
  }
  return finder.found;
}

} // namespace engram::sim
