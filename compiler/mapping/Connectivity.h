// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Procedural connectivity and weights, expanded: which pairs a projection connects, what their real weights are, and
// how a real weight becomes an integer. Every draw is a pure function of (network seed, projection key, pre, post)
// through hw/spec/Random.h at step 0, which no executor uses; no libm, so that every machine draws the same.

#ifndef ENGRAM_COMPILER_MAPPING_CONNECTIVITY_H
#define ENGRAM_COMPILER_MAPPING_CONNECTIVITY_H

#include "hw/spec/Learning.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace engram::mapping {

/// A pre-post pair.
struct Pair {
  uint32_t pre = 0;
  uint32_t post = 0;
};

constexpr bool operator==(const Pair &a, const Pair &b) { return a.pre == b.pre && a.post == b.post; }

/// What draws of a projection depend on.
struct DrawKey {
  uint32_t seed = 0; ///< of the network
  uint32_t key = 0;  ///< spec::keyOfName of the projection
};

/// The sizes of two populations, and whether a neuron may connect to the one with the same index (a population that
/// projects onto itself may not want it).
struct Shape {
  uint32_t pre = 0;
  uint32_t post = 0;
  bool self = true;
};

// All lists of pairs stand by post, then pre, as mapping::Projection wants them.

std::vector<Pair> allToAll(const Shape &shape);

/// Neuron i to neuron i; both populations have `size` neurons.
std::vector<Pair> oneToOne(uint32_t size);

/// Every pair with `probability` (0..1), independently.
std::vector<Pair> fixedProbability(const Shape &shape, double probability, const DrawKey &key);

/// `degree` different presynaptic neurons for every postsynaptic one, all choices alike. Nothing if there are not so
/// many.
std::optional<std::vector<Pair>> fixedInDegree(const Shape &shape, uint32_t degree, const DrawKey &key);

/// The order by post, then pre, of an explicit list, as positions in it; of a pair that occurs twice, the positions.
struct SortedPairs {
  std::vector<size_t> order;
  std::optional<std::pair<size_t, size_t>> twice;
};
SortedPairs sortPairs(const std::vector<Pair> &pairs);

/// A weight uniform on [low, high).
double uniformWeight(double low, double high, const DrawKey &key, const Pair &pair);

/// A weight of the normal distribution, as the sum of twelve uniform draws: exact mean and deviation, tails end at six
/// deviations.
double normalWeight(double mean, double deviation, const DrawKey &key, const Pair &pair);

/// The smallest shift at which a weight of `magnitude` fits `format`: magnitude * scale <= largest weight * 2^shift.
/// `scale` is membrane units per unit of the real weight. Nothing if it is not in 0..15.
std::optional<int> shiftFor(double magnitude, double scale, const spec::WeightFormat &format);

/// The multiple of 2^lsb nearest to real * scale / 2^shift (halves away from zero), clipped to the format's range.
int32_t quantizeWeight(double real, double scale, int shift, const spec::WeightFormat &format);

/// What a stored weight means: weight * 2^shift / scale.
double realWeight(int32_t weight, double scale, int shift);

} // namespace engram::mapping

#endif
