// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The argument NET|IMAGE of many subcommands, with the options that go with it.

#ifndef ENGRAM_COMPILER_DRIVER_LOADIMAGE_H
#define ENGRAM_COMPILER_DRIVER_LOADIMAGE_H

#include "backends/Executor.h"
#include "sim/State.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace engram::driver {

/// What is to be run, and how a network description is compiled for it.
struct Subject {
  std::string path; ///< a network description or an image
  std::optional<std::string> target;
  std::optional<uint32_t> cores;
};

/// Adds the positional NET|IMAGE and the options --target and --cores.
void addSubjectOptions(CLI::App &command, Subject &subject);

/// Compiles the network, or reads and verifies the image. Throws UserError, or CLI::RuntimeError when the compiler has
/// said what is wrong; UsageError for --target or --cores with an image, which is mapped already.
ImagePtr loadImage(const Subject &subject);

/// The state in a checkpoint of `image`'s network. Throws UserError.
sim::State readCheckpoint(const std::string &path, const image::ImageT &image);

} // namespace engram::driver

#endif
