// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An executor without threads or without code of its own ignores what is not for it, so that one command line serves
// two executors.

#include "compiler/driver/MakeExecutor.h"

#include "compiler/driver/UserError.h"

#include <algorithm>

namespace engram::driver {

void addThreadsOption(CLI::App &command, unsigned &threads) {
  command
      .add_option("--threads", threads,
                  "threads that share the work, on executors that have them; results do not depend on it")
      ->check(CLI::Range(1u, kMaxThreads))
      ->capture_default_str();
}

void addExecutorOptions(CLI::App &command, ExecutorOptions &options) {
  addThreadsOption(command, options.threads);
  command.add_option("--code-cache", options.codeCache, "folder that keeps compiled code for the next time (native)")
      ->type_name("DIR");
}

void checkThreads(unsigned threads, const std::vector<std::string> &executors) {
  if (threads > 1 && std::none_of(executors.begin(), executors.end(), hasThreads))
    throw UsageError("--threads: executor '" + executors.front() + "' has one thread");
}

std::unique_ptr<Executor> makeExecutor(const std::string &name, ImagePtr image, const ExecutorOptions &options) {
  try {
    return createExecutor(name, std::move(image), options);
  } catch (const std::invalid_argument &error) {
    throw UsageError(std::string("--on: ") + error.what());
  }
}

} // namespace engram::driver
