// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Image files are read, everything else is compiled.

#include "compiler/driver/LoadImage.h"

#include "compiler/driver/Commands.h"
#include "compiler/driver/Compile.h"
#include "compiler/driver/UserError.h"
#include "hw/file/File.h"
#include "sim/checkpoint/Checkpoint.h"

namespace engram::driver {

void addSubjectOptions(CLI::App &command, Subject &subject) {
  command.add_option("NET|IMAGE", subject.path, "network description (.json, .mlir) or chip image (.ngi)")
      ->required()
      ->type_name("FILE");
  command.add_option("--target", subject.target, "target to compile a network for (default: engram1)");
  command.add_option("--cores", subject.cores, "spread a network evenly over at least this many cores");
}

ImagePtr loadImage(const Subject &subject) {
  if (isNetworkFile(subject.path)) {
    CompileOptions options;
    options.target = subject.target.value_or(options.target);
    options.cores = subject.cores.value_or(options.cores);
    ImagePtr image = compileFile(subject.path, options, llvm::errs());
    if (!image)
      throw CLI::RuntimeError(kRefused);
    return image;
  }
  if (subject.target || subject.cores)
    throw UsageError("--target and --cores are for network descriptions, '" + subject.path + "' is mapped already");
  try {
    return image::deserialize(file::readFile(subject.path));
  } catch (const image::ImageError &error) {
    throw UserError(subject.path, error.what());
  }
}

sim::State readCheckpoint(const std::string &path, const image::ImageT &image) {
  try {
    return sim::deserializeCheckpoint(image, file::readFile(path));
  } catch (const sim::CheckpointError &error) {
    throw UserError(path, error.what());
  }
}

} // namespace engram::driver
