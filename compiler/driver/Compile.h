// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the file that a user wrote to IR and image. Every subcommand that takes a network goes through here.

#ifndef ENGRAM_COMPILER_DRIVER_COMPILE_H
#define ENGRAM_COMPILER_DRIVER_COMPILE_H

#include "backends/Executor.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdint>
#include <optional>
#include <string>

namespace engram::driver {

struct CompileOptions {
  std::string target = "engram1"; ///< name of a known target
  uint32_t cores = 0;             ///< 0: as few as possible; n: spread evenly over at least n
  std::optional<uint32_t> seed;   ///< replaces the network's own
};

/// Whether `path` is a network description by its name (.json, .mlir, .nir), not an image.
bool isNetworkFile(const std::string &path);

/// Compiles the network at `path`. Faults go to `messages` in Engram's form; null if there was an error.
ImagePtr compileFile(const std::string &path, const CompileOptions &options, llvm::raw_ostream &messages);

} // namespace engram::driver

#endif
