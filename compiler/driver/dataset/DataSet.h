// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Labelled images.

#ifndef ENGRAM_COMPILER_DRIVER_DATASET_DATASET_H
#define ENGRAM_COMPILER_DRIVER_DATASET_DATASET_H

#include <cstdint>
#include <string>
#include <vector>

namespace engram::driver {

struct DataSet {
  uint32_t count = 0;
  uint32_t rows = 0;
  uint32_t columns = 0;
  std::vector<uint8_t> pixels; ///< image by image, row by row, 0..255
  std::vector<uint8_t> labels; ///< by image

  uint32_t imageSize() const { return rows * columns; }
  const uint8_t *image(uint32_t index) const { return pixels.data() + size_t{index} * imageSize(); }
};

/// Reads IDX files of images and labels, which must be as many, with labels below `classes`. Throws UserError; where a
/// file is missing, the message ends with `hint`.
DataSet readDataSet(const std::string &images, const std::string &labels, uint32_t classes, const std::string &hint);

} // namespace engram::driver

#endif
