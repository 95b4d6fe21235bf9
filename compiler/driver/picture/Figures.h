// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The pictures of an experiment.

#ifndef ENGRAM_COMPILER_DRIVER_PICTURE_FIGURES_H
#define ENGRAM_COMPILER_DRIVER_PICTURE_FIGURES_H

#include "compiler/driver/picture/Picture.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace engram::driver {

/// Tests counted by [true class][predicted class].
using Confusion = std::vector<std::vector<uint32_t>>;

/// The share of the diagonal; 0 if nothing was tested.
double accuracyOf(const Confusion &confusion);

/// One cell a pair of classes, coloured by its share of the true class, with the count in it.
Picture drawConfusion(const Confusion &confusion, const std::vector<std::string> &classes);

/// What the receptive fields show.
struct FieldSheet {
  std::vector<std::vector<int32_t>> fields; ///< by neuron: a weight a pixel, row by row
  std::vector<int32_t> labels;              ///< by neuron: class, or -1; empty if there are none
  std::vector<std::string> classes;
  uint32_t rows = 0, columns = 0; ///< pixels
};

/// One tile a neuron, sorted by label. All tiles share one scale, from 0 or the least weight to the greatest.
Picture drawFields(const FieldSheet &sheet);

/// Accuracy (0..1) over images seen.
Picture drawCurve(const std::vector<std::pair<uint64_t, double>> &points);

} // namespace engram::driver

#endif
