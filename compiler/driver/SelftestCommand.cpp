// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram selftest`: random networks on two executors, equal in every state at every step.

#include "compiler/driver/Commands.h"
#include "compiler/driver/MakeExecutor.h"
#include "compiler/driver/ProgressBar.h"
#include "compiler/driver/UserError.h"
#include "compiler/driver/selftest/Selftest.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace engram::driver {

namespace {

struct SelftestOptions {
  uint32_t networks = 200;
  uint32_t seed = 1;
  unsigned threads = 2;
  std::vector<std::string> executors;
};

void checkExecutors(const std::vector<std::string> &executors) {
  if (executors.size() != 2)
    throw UsageError("--on: expected two executors but got " + std::to_string(executors.size()));
  const std::vector<std::string> known = executorNames();
  for (const std::string &name : executors)
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw UserError("--on: expected an executor, one of " + CLI::detail::join(known, ", ") + ", but got '" + name +
                      "'");
}

void selftest(const SelftestOptions &options) {
  checkExecutors(options.executors);
  ProgressBar progress("selftest", "networks", options.networks);
  for (uint32_t i = 0; i < options.networks; ++i) {
    const uint32_t seed = options.seed + i;
    if (const auto difference = selftestNetwork(seed, options.executors[0], options.executors[1], options.threads)) {
      std::cout << "network of seed " << seed << " differs: " << *difference << "\n"
                << "again with: engram selftest --networks 1 --seed " << seed << " --on " << options.executors[0]
                << " --on " << options.executors[1] << " --threads " << options.threads << "\n";
      throw CLI::RuntimeError(kRefused);
    }
    progress.advance();
  }
  std::cout << options.networks << " random networks from seed " << options.seed
            << ", each on one core, two and many: " << options.executors[0] << " and " << options.executors[1]
            << " are equal in every state at every step\n";
}

} // namespace

void addSelftestCommand(CLI::App &app) {
  const auto options = std::make_shared<SelftestOptions>();
  CLI::App &command = *app.add_subcommand("selftest", "compare two executors on random networks");
  command.add_option("--networks", options->networks, "how many networks")->capture_default_str();
  command.add_option("--seed", options->seed, "of the first network; the next has the next seed")
      ->capture_default_str();
  command.add_option("--on", options->executors, "executor, given twice: " + CLI::detail::join(executorNames(), ", "))
      ->required()
      ->expected(1)
      ->take_all();
  addThreadsOption(command, options->threads);
  command.footer("Example:\n  engram selftest --networks 200 --seed 1 --on reference --on systemc");
  command.callback([options] { selftest(*options); });
}

} // namespace engram::driver
