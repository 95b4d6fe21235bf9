// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code for a program, made once: executors of the same network in one process share it, and a folder can keep it.

#ifndef ENGRAM_BACKENDS_NATIVE_SHAREDCODE_H
#define ENGRAM_BACKENDS_NATIVE_SHAREDCODE_H

#include "backends/native/Program.h"
#include "backends/native/jit/LoadedCode.h"

#include <memory>
#include <string>

namespace engram::native {

/// `cacheFolder` is where compiled code is kept, by its content; empty: nowhere. Throws std::runtime_error.
std::shared_ptr<LoadedCode> sharedCode(const Program &program, const std::string &cacheFolder);

} // namespace engram::native

#endif
