// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One random network through all pairs of executor and mapping, step by step.

#include "compiler/driver/selftest/Selftest.h"

#include "backends/Executor.h"
#include "compiler/driver/selftest/RandomNetwork.h"
#include "compiler/mapping/Mapping.h"
#include "sim/compare/Divergence.h"

#include <algorithm>
#include <stdexcept>

namespace engram::driver {

namespace {

constexpr uint32_t kSteps = 40;
constexpr uint32_t kManyCores = 7;

/// An executor on one mapping of the network.
struct Runner {
  std::string name;
  std::unique_ptr<Executor> executor;
};

ImagePtr mapTo(const mapping::Network &network, uint32_t cores) {
  const spec::Target target = spec::loadTarget("engram1");
  mapping::Mapping mapping;
  if (const auto misfit = mapping::mapNetwork(network, target, {cores}, mapping))
    throw std::logic_error("random network '" + network.name + "' does not fit: " + misfit->resource);
  auto image = std::make_shared<image::ImageT>(mapping::toImage(network, mapping, target));
  // Through the file's bytes, so that writer and verifying reader are part of the proof.
  return image::deserialize(image::serialize(*image));
}

/// A mapping, and with how many threads executors that have threads run it; 0: not at all.
struct Variant {
  ImagePtr image;
  unsigned threads;
};

std::vector<Variant> variantsOf(const mapping::Network &network, unsigned threads) {
  return {{mapTo(network, 1), 1}, {mapTo(network, 2), 0}, {mapTo(network, kManyCores), threads}};
}

std::vector<Runner> makeRunners(const std::vector<Variant> &variants, const std::string &a, const std::string &b) {
  std::vector<Runner> runners;
  for (const auto &[image, threads] : variants)
    for (const std::string &name : {a, b}) {
      if (hasThreads(name) && threads == 0)
        continue;
      ExecutorOptions options;
      options.threads = std::max(threads, 1u);
      const std::string onThreads = hasThreads(name) ? " with " + std::to_string(threads) + " threads" : "";
      runners.push_back({name + " on " + std::to_string(image->cores.size()) + " cores" + onThreads,
                         createExecutor(name, image, options)});
    }
  return runners;
}

std::vector<Spike> randomInput(Dice &dice, const mapping::Network &network, uint32_t percent) {
  std::vector<Spike> input;
  for (uint32_t p = 0; p < network.populations.size(); ++p)
    for (uint32_t i = 0; i < network.populations[p].size; ++i) {
      if (network.populations[p].kind == mapping::PopulationKind::Input && dice.chance(percent))
        input.push_back({p, i, 1});
      if (network.populations[p].kind == mapping::PopulationKind::Modulator && dice.chance(10))
        input.push_back({p, i, dice.between(spec::kThirdFactorMin, spec::kThirdFactorMax)});
    }
  return input;
}

/// What the host does between two steps now and then.
void disturb(Dice &dice, std::vector<Runner> &runners) {
  const uint32_t event = dice.below(100);
  const bool learning = event >= 3;
  if (event < 10)
    for (Runner &runner : runners)
      runner.executor->setLearning(learning);
  else if (event < 13)
    for (Runner &runner : runners)
      runner.executor->settle();
  else if (event < 16) {
    std::rotate(runners.begin(), runners.begin() + 1, runners.end());
    const sim::State state = runners.front().executor->checkpoint();
    for (Runner &runner : runners)
      runner.executor->restore(state);
  }
}

bool sameSpikes(const std::vector<Spike> &a, const std::vector<Spike> &b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Spike &x, const Spike &y) { return x.population == y.population && x.index == y.index; });
}

bool sameCounts(const sim::Statistics &a, const sim::Statistics &b) {
  return a.steps == b.steps && a.spikes == b.spikes && a.synapticEvents == b.synapticEvents &&
         a.learningUpdates == b.learningUpdates;
}

} // namespace

std::optional<std::string> selftestNetwork(uint32_t seed, const std::string &a, const std::string &b,
                                           unsigned threads) {
  const mapping::Network network = randomNetwork(seed);
  std::vector<Runner> runners = makeRunners(variantsOf(network, threads), a, b);
  const sim::Comparison comparison(*mapTo(network, 1));
  Dice dice(~seed);
  const uint32_t percent = static_cast<uint32_t>(dice.between(2, 60));
  for (uint32_t step = 0; step < kSteps; ++step) {
    const std::vector<Spike> input = randomInput(dice, network, percent);
    for (Runner &runner : runners) {
      std::for_each(input.begin(), input.end(), [&](const Spike &spike) { runner.executor->inject(spike); });
      runner.executor->step();
    }
    const sim::State first = runners.front().executor->checkpoint();
    for (size_t r = 1; r < runners.size(); ++r) {
      const std::string pair = runners.front().name + " and " + runners[r].name + ": ";
      if (const auto divergence = comparison.compare(first, runners[r].executor->checkpoint()))
        return pair + divergence->text();
      if (!sameSpikes(runners.front().executor->spikes(), runners[r].executor->spikes()))
        return pair + "step " + std::to_string(step + 1) + ": different spikes";
    }
    disturb(dice, runners);
  }
  for (size_t r = 1; r < runners.size(); ++r)
    if (!sameCounts(runners.front().executor->statistics(), runners[r].executor->statistics()))
      return runners.front().name + " and " + runners[r].name + ": different counts";
  return std::nullopt;
}

} // namespace engram::driver
