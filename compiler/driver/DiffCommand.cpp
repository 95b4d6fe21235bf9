// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram diff`: the first divergence between two executors.

#include "compiler/driver/Commands.h"
#include "compiler/driver/LoadImage.h"
#include "compiler/driver/MakeExecutor.h"
#include "compiler/driver/ProgressBar.h"
#include "compiler/driver/UserError.h"
#include "compiler/driver/run/SpikeInput.h"
#include "sim/compare/Divergence.h"

#include <iostream>

namespace engram::driver {

namespace {

struct DiffOptions {
  Subject subject;
  std::vector<std::string> executors;
  uint64_t steps = 0;
  std::vector<std::string> inputs;
  ExecutorOptions executorOptions;
};

/// Steps both side by side until they part.
std::optional<sim::Divergence> firstDivergence(const image::ImageT &image, Executor &a, Executor &b,
                                               const SpikeInput &input, uint64_t steps) {
  const sim::Comparison comparison(image);
  ProgressBar progress("diff", "steps", steps);
  for (uint64_t step = 1; step <= steps; ++step) {
    for (const Spike &spike : input.at(step)) {
      a.inject(spike);
      b.inject(spike);
    }
    a.step();
    b.step();
    if (std::optional<sim::Divergence> found = comparison.compare(a.checkpoint(), b.checkpoint()))
      return found;
    progress.advance();
  }
  return std::nullopt;
}

void diff(const DiffOptions &options) {
  if (options.executors.size() != 2)
    throw UsageError("--on: expected two executors but got " + std::to_string(options.executors.size()));
  checkThreads(options.executorOptions.threads, options.executors);
  const ImagePtr image = loadImage(options.subject);
  SpikeInput input;
  for (const std::string &argument : options.inputs)
    input.add(argument, *image);
  input.sort();
  const std::unique_ptr<Executor> a = makeExecutor(options.executors[0], image, options.executorOptions);
  const std::unique_ptr<Executor> b = makeExecutor(options.executors[1], image, options.executorOptions);
  if (const std::optional<sim::Divergence> found = firstDivergence(*image, *a, *b, input, options.steps)) {
    std::cout << options.executors[0] << " and " << options.executors[1] << " differ: " << found->text() << "\n";
    throw CLI::RuntimeError(kRefused);
  }
  std::cout << options.executors[0] << " and " << options.executors[1] << " are equal in every state of "
            << options.steps << " steps\n";
}

} // namespace

void addDiffCommand(CLI::App &app) {
  const auto options = std::make_shared<DiffOptions>();
  CLI::App &command = *app.add_subcommand("diff", "run a network on two executors and find where they first differ");
  addSubjectOptions(command, options->subject);
  command.add_option("--on", options->executors, "executor, given twice: " + CLI::detail::join(executorNames(), ", "))
      ->required()
      ->expected(1)
      ->take_all();
  command.add_option("--steps", options->steps, "time steps to run")->required();
  command.add_option("--input", options->inputs, "spikes: FILE.csv or POPULATION=FILE.npy; may be given again")
      ->expected(1)
      ->take_all();
  addExecutorOptions(command, options->executorOptions);
  command.footer("Example:\n  engram diff network.json --on reference --on systemc --steps 1000 --input spikes.csv");
  command.callback([options] { diff(*options); });
}

} // namespace engram::driver
