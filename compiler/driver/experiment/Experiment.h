// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs the schedule of an experiment: train, label, test, co-simulate.

#ifndef ENGRAM_COMPILER_DRIVER_EXPERIMENT_EXPERIMENT_H
#define ENGRAM_COMPILER_DRIVER_EXPERIMENT_EXPERIMENT_H

#include "compiler/driver/experiment/ExperimentFile.h"
#include "compiler/driver/experiment/Presenter.h"
#include "compiler/driver/picture/Figures.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace engram::driver {

class Experiment {
public:
  /// Reads the data set and makes the executor. Throws UserError where the file names what the network or the data set
  /// does not have, UsageError for an unknown executor.
  Experiment(const ExperimentFile &file, ImagePtr image, const ExecutorOptions &options);

  /// Runs all phases and the baseline, and prints a line about each.
  void run();

  /// Whether co-simulation found a difference.
  bool diverged() const { return divergence; }

  /// Writes the summary, pictures, weights and the checkpoint of the state reached into `folder`. Throws UserError.
  void report(const std::string &folder) const;

private:
  uint32_t findPopulation(const std::string &name, const std::string &pointer, image::PopulationKind kind) const;
  /// The phase's images, checked against the set.
  uint32_t countOf(const Phase &phase) const;
  const DataSet &setOf(const Phase &phase) const { return phase.kind == PhaseKind::Test ? test : training; }
  void tellModulators(const Phase &phase, Executor &executor) const;

  void runPhase(const Phase &phase);
  void train(const Phase &phase, nlohmann::ordered_json &entry);
  void evaluate(const Evaluation &evaluation, uint64_t imagesSeen);
  void cosimulate(const Phase &phase, nlohmann::ordered_json &entry);
  void runBaseline();

  /// Learns a read-out from images from `from` on; learning is off meanwhile.
  Readout label(uint32_t from, uint32_t count, const char *title);
  Confusion classify(const Readout &readout, uint32_t from, uint32_t count, const char *title);

  const ExperimentFile &file;
  ImagePtr image;
  ExecutorOptions executorOptions;
  DataSet training, test;
  Ports ports;
  std::unique_ptr<Executor> executor;
  Presenter presenter;

  std::optional<Readout> readout;
  std::optional<Confusion> confusion;
  std::vector<std::pair<uint64_t, double>> curve; ///< images seen, accuracy
  nlohmann::ordered_json phases = nlohmann::ordered_json::array();
  nlohmann::ordered_json baseline, cosimulation;
  uint64_t spikesOfEvaluations = 0; ///< of the output, in this phase: no part of training
  bool divergence = false;
};

} // namespace engram::driver

#endif
