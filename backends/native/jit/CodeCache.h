// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A folder of object files, each under a hash of all that it was made from.

#ifndef ENGRAM_BACKENDS_NATIVE_JIT_CODECACHE_H
#define ENGRAM_BACKENDS_NATIVE_JIT_CODECACHE_H

#include "backends/native/jit/Machine.h"

#include "mlir/IR/BuiltinOps.h"

#include <optional>

namespace engram::native {

class CodeCache {
public:
  /// The folder is made when there is something to keep.
  explicit CodeCache(std::string folder);

  /// The name of the file for loops that are not lowered yet. It depends on the text of the loops without locations,
  /// the machine, and the versions of LLVM and of this project.
  static std::string keyOf(mlir::ModuleOp loops, const Machine &machine);

  /// Nothing if there is no such file, or if it is damaged.
  std::optional<std::string> find(const std::string &key) const;

  /// Takes the place of a file that is there. Throws file::FileError.
  void keep(const std::string &key, const std::string &object) const;

private:
  std::string folder;
};

} // namespace engram::native

#endif
