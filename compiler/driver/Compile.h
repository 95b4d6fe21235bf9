// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the file that a user wrote to IR and image. Every subcommand that takes a network goes through here.

#ifndef ENGRAM_COMPILER_DRIVER_COMPILE_H
#define ENGRAM_COMPILER_DRIVER_COMPILE_H

#include "backends/Executor.h"
#include "compiler/pipelines/CompileOptions.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace engram::driver {

/// Whether `path` is a network description by its name (.json, .mlir, .nir), not an image.
bool isNetworkFile(const std::string &path);

/// Compiles the network at `path`. Faults go to `messages` in Engram's form; null if there was an error. Throws
/// UserError if the file cannot be read, UsageError for an unknown target.
ImagePtr compileFile(const std::string &path, const CompileOptions &options, llvm::raw_ostream &messages);

} // namespace engram::driver

#endif
