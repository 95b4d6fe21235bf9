// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pair of IDX files as one data set.

#include "compiler/driver/dataset/DataSet.h"

#include "compiler/driver/UserError.h"
#include "compiler/driver/dataset/Idx.h"

#include <filesystem>

namespace engram::driver {

DataSet readDataSet(const std::string &images, const std::string &labels, uint32_t classes, const std::string &hint) {
  for (const std::string &path : {images, labels})
    if (!std::filesystem::exists(path))
      throw UserError(path, "the data set is not there" + hint);
  IdxArray pixels = readIdx(images), classOf = readIdx(labels);
  if (pixels.shape.size() != 3 || pixels.shape[1] == 0 || pixels.shape[2] == 0)
    throw UserError(images, "expected images x rows x columns but got " + std::to_string(pixels.shape.size()) +
                                " dimensions, none of them empty");
  if (classOf.shape.size() != 1 || classOf.shape[0] != pixels.shape[0])
    throw UserError(labels, "expected " + std::to_string(pixels.shape[0]) + " labels, one an image, but got " +
                                std::to_string(classOf.shape[0]));
  for (size_t i = 0; i < classOf.values.size(); ++i)
    if (classOf.values[i] >= classes)
      throw UserError(labels, "label " + std::to_string(i) + " is " + std::to_string(classOf.values[i]) +
                                  ", expected less than " + std::to_string(classes) + ", the number of classes");
  return {pixels.shape[0], pixels.shape[1], pixels.shape[2], std::move(pixels.values), std::move(classOf.values)};
}

} // namespace engram::driver
