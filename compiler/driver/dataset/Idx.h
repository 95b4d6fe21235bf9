// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading IDX files, plain or gzip: the format of the MNIST family of data sets (magic 0, 0, type, dimensions; sizes as
// 32-bit big-endian numbers; then the values).

#ifndef ENGRAM_COMPILER_DRIVER_DATASET_IDX_H
#define ENGRAM_COMPILER_DRIVER_DATASET_IDX_H

#include <cstdint>
#include <string>
#include <vector>

namespace engram::driver {

struct IdxArray {
  std::vector<uint32_t> shape;
  std::vector<uint8_t> values; ///< row by row
};

/// Reads a file of unsigned bytes with 1 to 3 dimensions. Throws UserError naming the file.
IdxArray readIdx(const std::string &path);

} // namespace engram::driver

#endif
