// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The baseline that a network of as many neurons is held against: k-means prototypes, labelled on training images.

#ifndef ENGRAM_COMPILER_DRIVER_EXPERIMENT_KMEANS_H
#define ENGRAM_COMPILER_DRIVER_EXPERIMENT_KMEANS_H

#include "compiler/driver/dataset/DataSet.h"

#include <functional>

namespace engram::driver {

struct KMeansResult {
  uint32_t iterations = 0;
  double accuracy = 0; ///< on the test set
};

/// Lloyd's algorithm on the raw pixels of the first `count` training images from `prototypes` distinct ones drawn with
/// `seed`; a prototype gets the class most of its images have. Stops when nothing moves or after `iterations`;
/// `onIteration` is called after each.
KMeansResult kMeansBaseline(const DataSet &training, uint32_t count, const DataSet &test, uint32_t prototypes,
                            uint32_t classes, uint32_t iterations, uint32_t seed,
                            const std::function<void()> &onIteration);

} // namespace engram::driver

#endif
