// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The options --threads and --code-cache of many subcommands, and the executors made with them.

#ifndef ENGRAM_COMPILER_DRIVER_MAKEEXECUTOR_H
#define ENGRAM_COMPILER_DRIVER_MAKEEXECUTOR_H

#include "backends/Executor.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace engram::driver {

/// Adds --threads and --code-cache.
void addExecutorOptions(CLI::App &command, ExecutorOptions &options);

/// Adds --threads alone.
void addThreadsOption(CLI::App &command, unsigned &threads);

/// Throws UsageError if more than one thread is asked for and none of `executors` has threads.
void checkThreads(unsigned threads, const std::vector<std::string> &executors);

/// As createExecutor, but throws UsageError for an unknown name.
std::unique_ptr<Executor> makeExecutor(const std::string &name, ImagePtr image, const ExecutorOptions &options = {});

} // namespace engram::driver

#endif
