// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram experiment`: a training and test schedule over a data set.

#include "compiler/driver/Commands.h"
#include "compiler/driver/LoadImage.h"
#include "compiler/driver/MakeExecutor.h"
#include "compiler/driver/experiment/Experiment.h"

#include <iostream>

namespace engram::driver {

namespace {

struct ExperimentOptions {
  std::string path;
  std::optional<std::string> executor, target, data;
  std::string report;
  ExecutorOptions executorOptions;
};

/// Of all phases.
std::vector<std::string> executorsOf(const ExperimentFile &file) {
  std::vector<std::string> executors{file.executor};
  for (const Phase &phase : file.phases)
    executors.insert(executors.end(), phase.executors.begin(), phase.executors.end());
  return executors;
}

void runExperiment(const ExperimentOptions &options) {
  std::optional<ExperimentFile> file = readExperimentFile(options.path, options.data, llvm::errs());
  if (!file)
    throw CLI::RuntimeError(kRefused);
  file->executor = options.executor.value_or(file->executor);
  if (options.target)
    file->target = options.target;
  checkThreads(options.executorOptions.threads, executorsOf(*file));
  Experiment experiment(*file, loadImage({file->network, file->target, file->cores}), options.executorOptions);
  experiment.run();
  if (!options.report.empty()) {
    experiment.report(options.report);
    std::cout << "report in " << options.report << std::endl;
  }
  if (experiment.diverged())
    throw CLI::RuntimeError(kRefused);
}

} // namespace

void addExperimentCommand(CLI::App &app) {
  const auto options = std::make_shared<ExperimentOptions>();
  CLI::App &command = *app.add_subcommand("experiment", "train and test a network on a data set");
  command.add_option("EXPERIMENT", options->path, "description of the experiment (.json)")
      ->required()
      ->type_name("FILE");
  command.add_option("--on", options->executor,
                     "executor, instead of that of the description: " + CLI::detail::join(executorNames(), ", "));
  command.add_option("--target", options->target, "target, instead of that of the description");
  command.add_option("--data", options->data, "folder of the data set, instead of that of the description");
  command.add_option("--report", options->report, "folder for the summary, pictures, weights and the trained state");
  addExecutorOptions(command, options->executorOptions);
  command.footer("Example:\n  engram experiment examples/fashion-mnist/demo.json --report out");
  command.callback([options] { runExperiment(*options); });
}

} // namespace engram::driver
