// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram run`: a network on an executor for some steps.

#include "compiler/driver/Commands.h"
#include "compiler/driver/LoadImage.h"
#include "compiler/driver/MakeExecutor.h"
#include "compiler/driver/NativeReport.h"
#include "compiler/driver/ProgressBar.h"
#include "compiler/driver/run/Recorder.h"
#include "compiler/driver/run/SpikeInput.h"
#include "hw/file/File.h"
#include "sim/checkpoint/Checkpoint.h"

#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>

namespace engram::driver {

namespace {

struct RunOptions {
  Subject subject;
  std::string executor;
  uint64_t steps = 0;
  std::vector<std::string> inputs, probes;
  std::string record, saveWeights, report, checkpoint, resume;
  ExecutorOptions executorOptions;
};

/// Runs the steps. Gives the wall time in seconds.
double runSteps(const RunOptions &options, Executor &executor, uint64_t firstStep, const SpikeInput &input,
                Recorder *recorder) {
  const auto start = std::chrono::steady_clock::now();
  ProgressBar progress("run", "steps", options.steps);
  for (uint64_t step = firstStep; step < firstStep + options.steps; ++step) {
    for (const Spike &spike : input.at(step))
      executor.inject(spike);
    executor.step();
    if (recorder)
      recorder->record(executor, step);
    progress.advance();
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void printSummary(const nlohmann::ordered_json &summary) {
  std::cout << summary["steps"] << " steps on " << summary["executor"].get<std::string>() << "\n";
  for (const auto &[name, count] : summary["spikes"].items())
    std::cout << "  " << name << ": " << count << " spikes\n";
  std::cout << "  " << summary["synaptic_events"] << " synaptic events, " << summary["learning_updates"]
            << " learning updates\n";
  if (!summary.contains("ticks"))
    return;
  char line[96];
  std::snprintf(line, sizeof line, "  %.6g s on the chip, %.6g J (%.6g J static)\n", summary["seconds"].get<double>(),
                summary["joules"]["total"].get<double>(), summary["joules"]["static"].get<double>());
  std::cout << line;
}

void run(const RunOptions &options) {
  checkThreads(options.executorOptions.threads, {options.executor});
  const ImagePtr image = loadImage(options.subject);
  SpikeInput input;
  for (const std::string &argument : options.inputs)
    input.add(argument, *image);
  input.sort();
  std::vector<Probe> probes;
  for (const std::string &text : options.probes)
    probes.push_back(parseProbe(text, *image));
  const std::unique_ptr<Executor> executor = makeExecutor(options.executor, image, options.executorOptions);
  if (!options.resume.empty())
    executor->restore(readCheckpoint(options.resume, *image));
  std::unique_ptr<Recorder> recorder;
  if (!options.record.empty())
    recorder = std::make_unique<Recorder>(options.record, image, probes);
  const double wallSeconds = runSteps(options, *executor, executor->checkpoint().step + 1, input, recorder.get());

  nlohmann::ordered_json summary = summarize(*image, options.executor, executor->statistics(), wallSeconds);
  summary["threads"] = options.executorOptions.threads;
  if (options.executor == "native")
    summary["native"] = nativeReport(*image);
  if (recorder) {
    recorder->commit();
    file::writeFile(options.record + "/summary.json", summary.dump(2) + "\n");
  }
  if (!options.report.empty())
    file::writeFile(options.report, summary.dump(2) + "\n");
  if (!options.saveWeights.empty())
    saveWeights(options.saveWeights, *image, *executor);
  if (!options.checkpoint.empty())
    file::writeFile(options.checkpoint, sim::serializeCheckpoint(*image, executor->checkpoint()));
  printSummary(summary);
}

} // namespace

void addRunCommand(CLI::App &app) {
  const auto options = std::make_shared<RunOptions>();
  CLI::App &command = *app.add_subcommand("run", "run a network on an executor");
  addSubjectOptions(command, options->subject);
  command.add_option("--on", options->executor, "executor: " + CLI::detail::join(executorNames(), ", "))->required();
  command.add_option("--steps", options->steps, "time steps to run")->required();
  command.add_option("--input", options->inputs, "spikes: FILE.csv or POPULATION=FILE.npy; may be given again")
      ->expected(1)
      ->take_all();
  CLI::Option *probe = command
                           .add_option("--probe", options->probes,
                                       "POPULATION.spikes|u|v|theta or PROJECTION.weight|tag|delay|x1|x2|y1|y2|y3, "
                                       "then '/every K' for each K-th step only; may be given again")
                           ->expected(1)
                           ->take_all();
  CLI::Option *record = command.add_option("--record", options->record, "folder for spikes, probes and a summary");
  probe->needs(record);
  command.add_option("--save-weights", options->saveWeights, "folder for the weights at the end, as .npy");
  command.add_option("--report", options->report, "file for the summary, as JSON");
  command.add_option("--vcd", options->executorOptions.vcdPath,
                     "file for the waveform of the units' activity (systemc)");
  command.add_option("--checkpoint", options->checkpoint, "file for the state at the end");
  command.add_option("--resume", options->resume, "checkpoint to go on from; steps are counted on");
  addExecutorOptions(command, options->executorOptions);
  command.footer("Example:\n  engram run network.json --on systemc --steps 100 --input spikes.csv "
                 "--probe 'exc.v/every 10' --record out");
  command.callback([options] { run(*options); });
}

} // namespace engram::driver
