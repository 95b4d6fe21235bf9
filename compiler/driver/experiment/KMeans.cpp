// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lloyd's algorithm. The distance to a prototype p is compared as |p|^2 / 2 - p.x, since |x|^2 is the same for all.

#include "compiler/driver/experiment/KMeans.h"

#include "hw/spec/Random.h"

#include <algorithm>
#include <set>

namespace engram::driver {

namespace {

class Prototypes {
public:
  Prototypes(const DataSet &training, uint32_t count, uint32_t prototypes, uint32_t seed) : size(training.imageSize()) {
    std::set<uint32_t> drawn;
    for (uint32_t draw = 0; drawn.size() < std::min(prototypes, count); ++draw)
      drawn.insert(static_cast<uint32_t>(uint64_t{spec::draw(spec::mix(seed), draw)} * count >> 32));
    for (const uint32_t image : drawn)
      means.emplace_back(training.image(image), training.image(image) + size);
    norms.resize(means.size());
    updateNorms();
  }

  size_t count() const { return means.size(); }

  size_t nearest(const uint8_t *pixels) const {
    const std::vector<float> image(pixels, pixels + size);
    size_t best = 0;
    float bestDistance = 0;
    for (size_t k = 0; k < means.size(); ++k) {
      const float distance = norms[k] - dot(means[k].data(), image.data());
      if (k == 0 || distance < bestDistance) {
        best = k;
        bestDistance = distance;
      }
    }
    return best;
  }

  /// Moves each prototype to the mean of its images; one without images stays.
  void move(const DataSet &training, const std::vector<size_t> &assigned) {
    std::vector<std::vector<double>> sums(means.size(), std::vector<double>(size, 0));
    std::vector<double> members(means.size(), 0);
    for (uint32_t n = 0; n < assigned.size(); ++n) {
      ++members[assigned[n]];
      for (uint32_t i = 0; i < size; ++i)
        sums[assigned[n]][i] += training.image(n)[i];
    }
    for (size_t k = 0; k < means.size(); ++k)
      for (uint32_t i = 0; members[k] > 0 && i < size; ++i)
        means[k][i] = static_cast<float>(sums[k][i] / members[k]);
    updateNorms();
  }

private:
  /// Eight partial sums, so that the compiler may use vectors without reordering additions.
  float dot(const float *a, const float *b) const {
    constexpr uint32_t kLanes = 8;
    float lanes[kLanes] = {};
    uint32_t i = 0;
    for (; i + kLanes <= size; i += kLanes)
      for (uint32_t lane = 0; lane < kLanes; ++lane)
        lanes[lane] += a[i + lane] * b[i + lane];
    float sum = 0;
    for (; i < size; ++i)
      sum += a[i] * b[i];
    for (const float lane : lanes)
      sum += lane;
    return sum;
  }

  void updateNorms() {
    for (size_t k = 0; k < means.size(); ++k)
      norms[k] = dot(means[k].data(), means[k].data()) / 2;
  }

  uint32_t size;
  std::vector<std::vector<float>> means;
  std::vector<float> norms; ///< half the squared norm
};

} // namespace

KMeansResult kMeansBaseline(const DataSet &training, uint32_t count, const DataSet &test, uint32_t wanted,
                            uint32_t classes, uint32_t iterations, uint32_t seed,
                            const std::function<void()> &onIteration) {
  Prototypes prototypes(training, count, wanted, seed);
  std::vector<size_t> assigned(count, prototypes.count());
  KMeansResult result;
  for (bool moved = true; moved && result.iterations < iterations; ++result.iterations) {
    moved = false;
    for (uint32_t n = 0; n < count; ++n) {
      const size_t nearest = prototypes.nearest(training.image(n));
      moved |= nearest != assigned[n];
      assigned[n] = nearest;
    }
    prototypes.move(training, assigned);
    onIteration();
  }
  std::vector<std::vector<uint32_t>> votes(prototypes.count(), std::vector<uint32_t>(classes, 0));
  for (uint32_t n = 0; n < count; ++n)
    ++votes[prototypes.nearest(training.image(n))][training.labels[n]];
  uint32_t right = 0;
  for (uint32_t n = 0; n < test.count; ++n) {
    const std::vector<uint32_t> &vote = votes[prototypes.nearest(test.image(n))];
    right += std::max_element(vote.begin(), vote.end()) - vote.begin() == test.labels[n];
  }
  result.accuracy = test.count == 0 ? 0 : static_cast<double>(right) / test.count;
  return result;
}

} // namespace engram::driver
