// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The generated functions, the memory they work on, and the threads that call them.

#include "backends/native/NativeExecutor.h"

#include "backends/native/Crew.h"
#include "backends/native/NetworkState.h"
#include "backends/native/SharedCode.h"

#include <algorithm>
#include <tuple>

namespace engram {

namespace {

using native::PopulationProgram;
using native::ProjectionProgram;

class NativeExecutor final : public Executor {
public:
  NativeExecutor(ImagePtr image, const ExecutorOptions &options)
      : parts(std::clamp<int64_t>(options.threads, 1, kMaxThreads)), program(native::makeProgram(*image, kMaxThreads)),
        code(native::sharedCode(program, options.codeCache)), arena(program, *image, parts),
        networkState(program, arena, [this](size_t p, int64_t offset, int64_t step) { stepTraces(p, offset, step); }),
        neurons(function<PartFunction>("engram_neurons")), spread(function<PartFunction>("engram_spikes")),
        learn(function<PartFunction>("engram_learn")), forget(function<ArenaFunction>("engram_settle")),
        crew(parts, [this](int64_t part) { work(part); }) {
    function<ArenaFunction>("engram_prepare")(arena.data());
    fired.assign(program.populations.size(), 0);
  }

  void inject(const Spike &spike) override { injected.push_back(spike); }

  void step() override {
    takeInjected();
    ++arena.header().step;
    crew.run();
    collectSpikes();
  }

  const std::vector<Spike> &spikes() const override { return lastSpikes; }

  std::vector<int32_t> read(StateVariable variable, uint32_t owner) const override {
    return networkState.read(variable, owner);
  }
  void write(StateVariable variable, uint32_t owner, const std::vector<int32_t> &values) override {
    networkState.write(variable, owner, values);
  }
  void settle() override { forget(arena.data()); }
  void setLearning(bool on) override { arena.header().learning = on; }
  sim::State checkpoint() const override { return networkState.checkpoint(); }
  void restore(const sim::State &state) override { networkState.restore(state); }

  sim::Statistics statistics() const override {
    sim::Statistics statistics;
    statistics.steps = steps;
    statistics.spikes = fired;
    for (int64_t part = 0; part < parts; ++part) {
      statistics.synapticEvents += static_cast<uint64_t>(arena.counters(part).synapticEvents);
      statistics.learningUpdates += static_cast<uint64_t>(arena.counters(part).learningUpdates);
    }
    return statistics;
  }

private:
  using PartFunction = void (*)(uint8_t *arena, int64_t part);
  using ArenaFunction = void (*)(uint8_t *arena);
  using TraceFunction = void (*)(uint8_t *arena, int64_t offset, int64_t step);

  template <typename Function> Function function(const std::string &name) const {
    return reinterpret_cast<Function>(code->lookup(name));
  }

  void stepTraces(size_t projection, int64_t offset, int64_t step) {
    function<TraceFunction>("engram_traces_" + std::to_string(projection))(arena.data(), offset, step);
  }

  /// (N40) One part of a step.
  void work(int64_t part) {
    neurons(arena.data(), part);
    crew.wait();
    spread(arena.data(), part);
    if (!epochEnds())
      return;
    crew.wait();
    learn(arena.data(), part);
  }

  bool epochEnds() const {
    return arena.header().learning &&
           std::any_of(program.rules.begin(), program.rules.end(),
                       [this](const native::RulePlan &rule) { return arena.header().step % rule.epoch == 0; });
  }

  /// (N40.1) A spike given twice is one spike; a modulator keeps what it was told last.
  void takeInjected() {
    const auto bySource = [](const Spike &a, const Spike &b) {
      return std::tie(a.population, a.index) < std::tie(b.population, b.index);
    };
    if (!std::is_sorted(injected.begin(), injected.end(), bySource))
      std::stable_sort(injected.begin(), injected.end(), bySource);
    size_t next = 0;
    for (uint32_t p = 0; p < program.populations.size(); ++p) {
      const PopulationProgram &population = program.populations[p];
      if (population.kind == image::PopulationKind::Modulator)
        for (; next < injected.size() && injected[next].population == p; ++next)
          arena.at<int32_t>(population.value)[injected[next].index] = injected[next].payload;
      else if (population.kind == image::PopulationKind::Input)
        next = takeSpikes(population, p, next);
    }
    injected.clear();
  }

  /// Puts the spikes of an input population where its parts look for them.
  size_t takeSpikes(const PopulationProgram &population, uint32_t index, size_t next) {
    for (int64_t part = 0; part < parts; ++part) {
      const int32_t *border = arena.at<int32_t>(population.partBegin) + part;
      int32_t *list = arena.at<int32_t>(population.spikes) + border[0];
      int32_t count = 0;
      for (; next < injected.size() && injected[next].population == index &&
             static_cast<int32_t>(injected[next].index) < border[1];
           ++next) {
        const auto neuron = static_cast<int32_t>(injected[next].index);
        if (count == 0 || list[count - 1] != neuron)
          list[count++] = neuron;
      }
      arena.at<int32_t>(population.spikeCount)[part] = count;
    }
    return next;
  }

  void collectSpikes() {
    ++steps;
    lastSpikes.clear();
    for (uint32_t p = 0; p < program.populations.size(); ++p) {
      const PopulationProgram &population = program.populations[p];
      const size_t before = lastSpikes.size();
      for (int64_t part = 0; part < parts; ++part) {
        const int32_t *list = arena.at<int32_t>(population.spikes) + arena.at<int32_t>(population.partBegin)[part];
        for (int32_t k = 0; k < arena.at<int32_t>(population.spikeCount)[part]; ++k)
          lastSpikes.push_back({p, static_cast<uint32_t>(list[k]), 1});
      }
      fired[p] += lastSpikes.size() - before;
    }
  }

  int64_t parts;
  native::Program program;
  std::shared_ptr<native::LoadedCode> code;
  native::Arena arena;
  native::NetworkState networkState;
  PartFunction neurons, spread, learn;
  ArenaFunction forget;
  std::vector<Spike> injected;
  std::vector<Spike> lastSpikes;
  std::vector<uint64_t> fired; ///< by population
  uint64_t steps = 0;
  native::Crew crew; ///< last: its threads use all of the above
};

} // namespace

std::unique_ptr<Executor> createNativeExecutor(ImagePtr image, const ExecutorOptions &options) {
  return std::make_unique<NativeExecutor>(std::move(image), options);
}

} // namespace engram
