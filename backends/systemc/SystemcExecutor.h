// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The timed chip as an executor.

#ifndef ENGRAM_BACKENDS_SYSTEMC_SYSTEMCEXECUTOR_H
#define ENGRAM_BACKENDS_SYSTEMC_SYSTEMCEXECUTOR_H

#include "backends/Executor.h"

namespace engram {

/// `image` must be verified. Throws spec::TargetError if its target cannot be read, std::runtime_error if the waveform
/// cannot be written.
std::unique_ptr<Executor> createSystemcExecutor(ImagePtr image, const ExecutorOptions &options);

} // namespace engram

#endif
