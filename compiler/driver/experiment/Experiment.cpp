// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The phases. Co-simulation is in Cosimulation.cpp, what is written in Report.cpp.

#include "compiler/driver/experiment/Experiment.h"

#include "compiler/driver/MakeExecutor.h"
#include "compiler/driver/ProgressBar.h"
#include "compiler/driver/UserError.h"
#include "compiler/driver/experiment/KMeans.h"
#include "compiler/driver/run/Names.h"

#include <chrono>
#include <cstdio>
#include <iostream>

namespace engram::driver {

namespace {

/// For the phases, in the order of PhaseKind.
constexpr const char *kPhaseNames[] = {"train", "label", "test", "cosimulate"};

class Stopwatch {
public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }

private:
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};

void printPhase(const nlohmann::ordered_json &entry) {
  char line[160];
  std::snprintf(line, sizeof line, "%-11s %8llu images  %8.1f s  %6.2f spikes an image",
                entry["kind"].get<std::string>().c_str(), entry["images"].get<unsigned long long>(),
                entry["wall_seconds"].get<double>(), entry["spikes_per_image"].get<double>());
  std::cout << line;
  if (entry.contains("accuracy")) {
    std::snprintf(line, sizeof line, "  accuracy %.2f %%", entry["accuracy"].get<double>() * 100);
    std::cout << line;
  }
  std::cout << std::endl;
}

std::string hintFor(const DataFiles &data) {
  return data.package.empty() ? "" : ": install the Debian package '" + data.package + "', or say where with --data";
}

} // namespace

Experiment::Experiment(const ExperimentFile &described, ImagePtr compiled, const ExecutorOptions &options)
    : file(described), image(std::move(compiled)), executorOptions(options),
      training(readDataSet(file.data.trainImages, file.data.trainLabels,
                           static_cast<uint32_t>(file.data.classes.size()), hintFor(file.data))),
      test(readDataSet(file.data.testImages, file.data.testLabels, static_cast<uint32_t>(file.data.classes.size()),
                       hintFor(file.data))),
      ports{findPopulation(file.input, "/encoder/population", image::PopulationKind::Input),
            findPopulation(file.population, "/readout/population", image::PopulationKind::Lif), 0, file.settle},
      executor(makeExecutor(file.executor, image, executorOptions)), presenter(file.encoder, ports) {
  ports.neurons = image->populations[ports.output]->size;
  presenter = Presenter(file.encoder, ports);
  const uint32_t size = image->populations[ports.input]->size;
  if (size != training.imageSize() || size != test.imageSize())
    throw UserError(file.location("/encoder/population"),
                    "population '" + file.input + "' has " + std::to_string(size) + " neurons but the images have " +
                        std::to_string(training.imageSize()) + " pixels for training and " +
                        std::to_string(test.imageSize()) + " for testing");
  for (const Phase &phase : file.phases)
    countOf(phase);
}

uint32_t Experiment::findPopulation(const std::string &name, const std::string &pointer,
                                    image::PopulationKind kind) const {
  const std::optional<uint32_t> found = findByName(image->populations, name);
  if (!found)
    throw UserError(file.location(pointer),
                    "the network has no population '" + name + "'" + suggestName(image->populations, name));
  if (image->populations[*found]->kind != kind)
    throw UserError(file.location(pointer), "population '" + name + "' is of another kind, expected " +
                                                (kind == image::PopulationKind::Input ? "an input"
                                                 : kind == image::PopulationKind::Lif ? "neurons"
                                                                                      : "a modulator"));
  return *found;
}

uint32_t Experiment::countOf(const Phase &phase) const {
  const uint32_t there = setOf(phase).count;
  if (phase.from >= there || phase.count.value_or(1) > there - phase.from)
    throw UserError(phase.location, "expected images from " + std::to_string(phase.from) + " on but the set has " +
                                        std::to_string(there) +
                                        (phase.count ? ", too few for " + std::to_string(*phase.count) : ""));
  return phase.count.value_or(there - phase.from);
}

void Experiment::tellModulators(const Phase &phase, Executor &told) const {
  for (const auto &[name, value] : phase.thirdFactors) {
    const uint32_t modulator = findPopulation(name, phase.location.substr(file.path.size() + 2) + "/third_factors",
                                              image::PopulationKind::Modulator);
    for (uint32_t i = 0; i < image->populations[modulator]->size; ++i)
      told.inject({modulator, i, value});
  }
}

void Experiment::run() {
  std::cout << file.name << ": '" << image->name << "' on " << file.executor << ", " << training.count
            << " training and " << test.count << " test images" << std::endl;
  for (const Phase &phase : file.phases)
    runPhase(phase);
  if (file.baseline)
    runBaseline();
}

void Experiment::runPhase(const Phase &phase) {
  const Stopwatch watch;
  const char *const title = kPhaseNames[static_cast<int>(phase.kind)];
  const uint32_t count = countOf(phase);
  const uint64_t spikesBefore = executor->statistics().spikes[ports.output];
  nlohmann::ordered_json entry{{"kind", title}, {"images", uint64_t{count} * phase.epochs}};
  switch (phase.kind) {
  case PhaseKind::Train:
    train(phase, entry);
    break;
  case PhaseKind::Label:
    readout = label(phase.from, count, title);
    break;
  case PhaseKind::Test:
    if (!readout)
      throw UserError(phase.location, "nothing to classify with, expected a 'label' phase before");
    confusion = classify(*readout, phase.from, count, title);
    entry["accuracy"] = accuracyOf(*confusion);
    break;
  case PhaseKind::Cosimulate:
    cosimulate(phase, entry);
    return;
  }
  const uint64_t spikes = executor->statistics().spikes[ports.output] - spikesBefore - spikesOfEvaluations;
  spikesOfEvaluations = 0;
  entry["wall_seconds"] = watch.seconds();
  entry["spikes_per_image"] = static_cast<double>(spikes) / entry["images"].get<double>();
  printPhase(entry);
  phases.push_back(entry);
}

void Experiment::train(const Phase &phase, nlohmann::ordered_json &entry) {
  const uint32_t count = countOf(phase);
  ProgressBar progress("train", "images", uint64_t{count} * phase.epochs);
  tellModulators(phase, *executor);
  uint64_t seen = 0;
  for (uint32_t epoch = 0; epoch < phase.epochs; ++epoch)
    for (uint32_t n = 0; n < count; ++n) {
      presenter.respond(training, phase.from + n, *executor);
      progress.advance();
      if (phase.evaluation && ++seen % phase.evaluation->every == 0)
        evaluate(*phase.evaluation, seen);
    }
  if (phase.evaluation)
    for (const auto &[images, accuracy] : curve)
      entry["evaluations"].push_back({{"images", images}, {"accuracy", accuracy}});
}

void Experiment::evaluate(const Evaluation &evaluation, uint64_t imagesSeen) {
  const sim::State before = executor->checkpoint(); // training goes on as if nobody had looked
  const uint64_t spikesBefore = executor->statistics().spikes[ports.output];
  const Readout probe = label(0, std::min(evaluation.label, training.count), "label");
  curve.emplace_back(imagesSeen, accuracyOf(classify(probe, 0, std::min(evaluation.test, test.count), "test")));
  spikesOfEvaluations += executor->statistics().spikes[ports.output] - spikesBefore;
  executor->restore(before);
}

Readout Experiment::label(uint32_t from, uint32_t count, const char *title) {
  Readout learned(file.readout, ports.neurons, static_cast<uint32_t>(file.data.classes.size()));
  ProgressBar progress(title, "images", count);
  executor->setLearning(false);
  for (uint32_t n = from; n < from + count; ++n) {
    learned.learn(presenter.respond(training, n, *executor), training.labels[n]);
    progress.advance();
  }
  executor->setLearning(true);
  learned.finish();
  return learned;
}

Confusion Experiment::classify(const Readout &with, uint32_t from, uint32_t count, const char *title) {
  Confusion counted(file.data.classes.size(), std::vector<uint32_t>(file.data.classes.size(), 0));
  ProgressBar progress(title, "images", count);
  executor->setLearning(false);
  for (uint32_t n = from; n < from + count; ++n) {
    ++counted[test.labels[n]][with.classify(presenter.respond(test, n, *executor))];
    progress.advance();
  }
  executor->setLearning(true);
  return counted;
}

void Experiment::runBaseline() {
  const Stopwatch watch;
  uint32_t count = 0; // as many images as the network was trained on
  for (const Phase &phase : file.phases)
    if (phase.kind == PhaseKind::Train)
      count = std::max(count, countOf(phase));
  if (count == 0)
    count = training.count;
  KMeansResult result;
  {
    ProgressBar progress("k-means", "iterations", file.baseline->iterations);
    result = kMeansBaseline(training, count, test, ports.neurons, static_cast<uint32_t>(file.data.classes.size()),
                            file.baseline->iterations, file.baseline->seed, [&] { progress.advance(); });
  }
  baseline = {{"kind", "kmeans"},
              {"prototypes", ports.neurons},
              {"images", count},
              {"iterations", result.iterations},
              {"accuracy", result.accuracy},
              {"wall_seconds", watch.seconds()}};
  char line[160];
  std::snprintf(line, sizeof line, "%-11s %8u images  %8.1f s  %u prototypes  accuracy %.2f %%", "k-means", count,
                watch.seconds(), ports.neurons, result.accuracy * 100);
  std::cout << line << std::endl;
}

} // namespace engram::driver
