// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two executors side by side from the state that training reached, learning on, compared in every state of every step.

#include "compiler/driver/MakeExecutor.h"
#include "compiler/driver/ProgressBar.h"
#include "compiler/driver/experiment/Experiment.h"
#include "compiler/driver/run/Recorder.h"
#include "sim/compare/Divergence.h"

#include <chrono>
#include <cstdio>
#include <iostream>

namespace engram::driver {

namespace {

/// Time and energy an image, of the first executor that has time.
void printChip(const nlohmann::ordered_json &summary, uint32_t images) {
  char line[160];
  std::snprintf(line, sizeof line, "%-11s %s: %.4g ms and %.4g uJ an image on the chip (%.4g uJ of it static)\n", "",
                summary["executor"].get<std::string>().c_str(), summary["seconds"].get<double>() / images * 1e3,
                summary["joules"]["total"].get<double>() / images * 1e6,
                summary["joules"]["static"].get<double>() / images * 1e6);
  std::cout << line;
}

} // namespace

void Experiment::cosimulate(const Phase &phase, nlohmann::ordered_json &entry) {
  const auto start = std::chrono::steady_clock::now();
  const uint32_t count = countOf(phase);
  const sim::State reached = executor->checkpoint();
  std::vector<std::unique_ptr<Executor>> owned;
  std::vector<Executor *> both;
  for (const std::string &name : phase.executors) {
    owned.push_back(makeExecutor(name, image, executorOptions));
    both.push_back(owned.back().get());
    both.back()->restore(reached);
    tellModulators(phase, *both.back());
  }
  const sim::Comparison comparison(*image);
  std::optional<sim::Divergence> found;
  {
    ProgressBar progress("cosimulate", "images", count);
    for (uint32_t n = phase.from; n < phase.from + count && !found; ++n) {
      presenter.show(training, n, both, [&] {
        if (!found)
          found = comparison.compare(both[0]->checkpoint(), both[1]->checkpoint());
      });
      progress.advance();
    }
  }
  divergence |= found.has_value();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cout << "cosimulate  " << phase.executors[0] << " and " << phase.executors[1]
            << (found ? " differ: " + found->text()
                      : " are equal in every state of " + std::to_string(both[0]->statistics().steps) + " steps")
            << std::endl;
  cosimulation = {{"images", count}, {"equal", !found}, {"wall_seconds", seconds}};
  if (found)
    cosimulation["divergence"] = found->text();
  for (size_t i = 0; i < both.size(); ++i) {
    const nlohmann::ordered_json summary = summarize(*image, phase.executors[i], both[i]->statistics(), seconds);
    cosimulation["executors"].push_back(summary);
    if (!summary.contains("ticks"))
      continue;
    cosimulation["seconds_per_image"] = summary["seconds"].get<double>() / count;
    cosimulation["joules_per_image"] = summary["joules"]["total"].get<double>() / count;
    printChip(summary, count);
  }
  entry["equal"] = !found;
  entry["wall_seconds"] = seconds;
  phases.push_back(entry);
}

} // namespace engram::driver
