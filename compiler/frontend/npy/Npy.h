// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading and writing NumPy's .npy files: one- and two-dimensional arrays of little-endian numbers. The format is
// NumPy's "NEP 1" (numpy.lib.format), versions 1.0 to 3.0. Nothing in a file is trusted.

#ifndef ENGRAM_COMPILER_FRONTEND_NPY_NPY_H
#define ENGRAM_COMPILER_FRONTEND_NPY_NPY_H

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace engram::npy {

/// A file that cannot be used. what() is lower case, without the file's name.
class NpyError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// An array, row by row, whatever the order in the file.
struct Array {
  std::vector<uint64_t> shape; ///< one or two dimensions
  bool integral = false;       ///< the file held booleans or integers
  std::vector<double> values;  ///< integers beyond 2^53 lose their low bits
};

/// Unpacks the bytes of a file. Booleans, integers of 1, 2, 4 or 8 bytes, floats of 4 or 8. Throws NpyError.
Array parse(std::string_view bytes);

/// Reads and unpacks a file. Throws NpyError.
Array readFile(const std::string &path);

/// The bytes of a file of int32 values ("<i4"). `values` has as many elements as `shape` says.
std::string serialize(const std::vector<uint64_t> &shape, const std::vector<int32_t> &values);

/// Writes to a temporary name beside `path` and renames. Throws NpyError on failure, leaving nothing behind.
void writeFile(const std::string &path, const std::vector<uint64_t> &shape, const std::vector<int32_t> &values);

} // namespace engram::npy

#endif
