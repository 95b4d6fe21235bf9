// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The oracle as an executor.

#ifndef ENGRAM_BACKENDS_REFERENCE_REFERENCEEXECUTOR_H
#define ENGRAM_BACKENDS_REFERENCE_REFERENCEEXECUTOR_H

#include "backends/Executor.h"

namespace engram {

/// `image` must be verified.
std::unique_ptr<Executor> createReferenceExecutor(ImagePtr image);

} // namespace engram

#endif
