// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All read-outs are votes: a spike of neuron i adds vote[i][c] to class c.

#include "compiler/driver/experiment/Readout.h"

#include <algorithm>
#include <cmath>

namespace engram::driver {

namespace {

/// Responses and posteriors below these say nothing: one image more or less would change them.
constexpr double kResponseFloor = 1e-4;
constexpr double kPosteriorFloor = 2e-3;

} // namespace

Readout::Readout(ReadoutKind kind, uint32_t neurons, uint32_t classes)
    : kind(kind), neurons(neurons), classes(classes), response(neurons, std::vector<double>(classes, 0)),
      images(classes, 0), vote(neurons, std::vector<double>(classes, 0)), labelOf(neurons, -1) {}

void Readout::learn(const std::vector<uint32_t> &spikes, uint32_t label) {
  ++images[label];
  for (uint32_t i = 0; i < neurons; ++i)
    response[i][label] += spikes[i];
}

void Readout::finish() {
  std::vector<double> members(classes, 0);
  for (uint32_t i = 0; i < neurons; ++i) {
    std::vector<double> mean(classes);
    double sum = 0;
    for (uint32_t c = 0; c < classes; ++c) {
      mean[c] = images[c] == 0 ? 0 : response[i][c] / images[c];
      sum += mean[c] + kResponseFloor;
    }
    const auto best = std::max_element(mean.begin(), mean.end());
    if (*best > 0) {
      labelOf[i] = static_cast<int32_t>(best - mean.begin());
      ++members[labelOf[i]];
    }
    for (uint32_t c = 0; c < classes; ++c) {
      const double posterior = (mean[c] + kResponseFloor) / sum;
      vote[i][c] = kind == ReadoutKind::Log ? std::log(posterior + kPosteriorFloor) : posterior;
    }
  }
  if (kind != ReadoutKind::Label)
    return;
  for (uint32_t i = 0; i < neurons; ++i)
    for (uint32_t c = 0; c < classes; ++c)
      vote[i][c] = labelOf[i] == static_cast<int32_t>(c) ? 1 / members[c] : 0;
}

uint32_t Readout::classify(const std::vector<uint32_t> &spikes) const {
  std::vector<double> votes(classes, 0);
  for (uint32_t i = 0; i < neurons; ++i)
    for (uint32_t c = 0; spikes[i] != 0 && c < classes; ++c)
      votes[c] += spikes[i] * vote[i][c];
  return static_cast<uint32_t>(std::max_element(votes.begin(), votes.end()) - votes.begin());
}

} // namespace engram::driver
