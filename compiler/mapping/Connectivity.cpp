// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Expansion of connectivity, and the way of a real weight to an integer.

#include "compiler/mapping/Connectivity.h"

#include "hw/spec/Random.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <tuple>

namespace engram::mapping {

namespace {

// Which variable's stream at step 0 serves which purpose. Part of what a seed means: never renumber.
constexpr spec::RandomVariable kWeightStream = spec::RandomVariable::Weight;
constexpr spec::RandomVariable kPairStream = spec::RandomVariable::X1;
constexpr spec::RandomVariable kDegreeStream = spec::RandomVariable::X2;

constexpr double kDrawRange = 4294967296.0; // 2^32
constexpr int kMaxShift = 15;
constexpr uint32_t kNormalDraws = 12;

/// The part of a draw that the presynaptic neuron shares.
uint32_t listBase(spec::RandomVariable stream, const DrawKey &key, uint32_t pre) {
  return spec::keyedBase(spec::drawBase(key.seed, stream, 0), spec::keyOfList(key.key, pre));
}

} // namespace

std::vector<Pair> allToAll(const Shape &shape) {
  std::vector<Pair> pairs;
  pairs.reserve(size_t{shape.pre} * shape.post);
  for (uint32_t post = 0; post < shape.post; ++post)
    for (uint32_t pre = 0; pre < shape.pre; ++pre)
      if (shape.self || pre != post)
        pairs.push_back({pre, post});
  return pairs;
}

std::vector<Pair> oneToOne(uint32_t size) {
  std::vector<Pair> pairs;
  for (uint32_t i = 0; i < size; ++i)
    pairs.push_back({i, i});
  return pairs;
}

std::vector<Pair> fixedProbability(const Shape &shape, double probability, const DrawKey &key) {
  const uint64_t limit = static_cast<uint64_t>(std::clamp(probability, 0.0, 1.0) * kDrawRange);
  std::vector<uint32_t> bases;
  for (uint32_t pre = 0; pre < shape.pre; ++pre)
    bases.push_back(listBase(kPairStream, key, pre));
  std::vector<Pair> pairs;
  for (uint32_t post = 0; post < shape.post; ++post)
    for (uint32_t pre = 0; pre < shape.pre; ++pre)
      if ((shape.self || pre != post) && spec::draw(bases[pre], post) < limit)
        pairs.push_back({pre, post});
  return pairs;
}

std::optional<std::vector<Pair>> fixedInDegree(const Shape &shape, uint32_t degree, const DrawKey &key) {
  std::vector<Pair> pairs;
  for (uint32_t post = 0; post < shape.post; ++post) {
    const bool leaveOut = !shape.self && post < shape.pre;
    const uint32_t candidates = shape.pre - (leaveOut ? 1 : 0);
    if (degree > candidates)
      return std::nullopt;
    // Floyd's choice of `degree` different numbers below `candidates`.
    const uint32_t base = listBase(kDegreeStream, key, post);
    std::set<uint32_t> chosen;
    for (uint32_t last = candidates - degree; last < candidates; ++last) {
      const uint64_t scaled = uint64_t{spec::draw(base, last)} * (uint64_t{last} + 1);
      const uint32_t choice = static_cast<uint32_t>(scaled >> 32);
      if (!chosen.insert(choice).second)
        chosen.insert(last);
    }
    for (const uint32_t choice : chosen)
      pairs.push_back({choice + (leaveOut && choice >= post ? 1 : 0), post});
  }
  return pairs;
}

SortedPairs sortPairs(const std::vector<Pair> &pairs) {
  SortedPairs sorted;
  sorted.order.resize(pairs.size());
  std::iota(sorted.order.begin(), sorted.order.end(), size_t{0});
  std::sort(sorted.order.begin(), sorted.order.end(), [&](size_t a, size_t b) {
    return std::tie(pairs[a].post, pairs[a].pre, a) < std::tie(pairs[b].post, pairs[b].pre, b);
  });
  for (size_t i = 1; i < sorted.order.size() && !sorted.twice; ++i)
    if (pairs[sorted.order[i - 1]] == pairs[sorted.order[i]])
      sorted.twice = {sorted.order[i - 1], sorted.order[i]};
  return sorted;
}

double uniformWeight(double low, double high, const DrawKey &key, const Pair &pair) {
  return low + (high - low) * (spec::draw(listBase(kWeightStream, key, pair.pre), pair.post) / kDrawRange);
}

double normalWeight(double mean, double deviation, const DrawKey &key, const Pair &pair) {
  // Each uniform draw has the variance 1/12; half a unit of the draw keeps the mean exact.
  const uint32_t base = listBase(kWeightStream, key, pair.pre);
  double sum = 0;
  for (uint32_t i = 0; i < kNormalDraws; ++i)
    sum += (spec::draw(spec::keyedBase(base, i), pair.post) + 0.5) / kDrawRange;
  return mean + deviation * (sum - kNormalDraws / 2.0);
}

std::optional<int> shiftFor(double magnitude, double scale, const spec::WeightFormat &format) {
  const double largest = format.sign == spec::SignMode::Inhibitory ? -format.min() : format.max();
  for (int shift = 0; shift <= kMaxShift; ++shift)
    if (magnitude * scale <= std::ldexp(largest, shift))
      return shift;
  return std::nullopt;
}

int32_t quantizeWeight(double real, double scale, int shift, const spec::WeightFormat &format) {
  const double steps = std::round(std::ldexp(real * scale, -shift - format.lsb()));
  const double weight = std::ldexp(steps, format.lsb());
  return static_cast<int32_t>(std::clamp(weight, double(format.min()), double(format.max())));
}

double realWeight(int32_t weight, double scale, int shift) { return std::ldexp(double(weight), shift) / scale; }

} // namespace engram::mapping
