// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The executor that people train with: code generated for one image, run in place.

#ifndef ENGRAM_BACKENDS_NATIVE_NATIVEEXECUTOR_H
#define ENGRAM_BACKENDS_NATIVE_NATIVEEXECUTOR_H

#include "backends/Executor.h"

namespace engram {

/// `image` must be verified. Uses options.threads and options.codeCache. Throws std::runtime_error if code cannot be
/// generated or memory is short.
std::unique_ptr<Executor> createNativeExecutor(ImagePtr image, const ExecutorOptions &options);

} // namespace engram

#endif
