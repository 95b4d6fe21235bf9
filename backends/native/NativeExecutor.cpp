// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The host's side of a session: spikes in and out, and what it reads and writes between steps.

#include "backends/native/NativeExecutor.h"

#include "backends/native/Session.h"

#include <algorithm>
#include <tuple>

namespace engram {

namespace {

using native::Delays;
using native::PopulationProgram;
using native::Session;

class NativeExecutor final : public Executor {
public:
  NativeExecutor(ImagePtr network, const ExecutorOptions &chosen)
      : image(std::move(network)), options(chosen), session(makeSession(Delays::OfImage)) {
    counts.spikes.assign(session->program.populations.size(), 0);
  }

  void inject(const Spike &spike) override { injected.push_back(spike); }

  void step() override {
    takeInjected();
    session->step();
    ++counts.steps;
    collectSpikes();
  }

  const std::vector<Spike> &spikes() const override { return lastSpikes; }

  std::vector<int32_t> read(StateVariable variable, uint32_t owner) const override {
    return session->state.read(variable, owner);
  }

  void write(StateVariable variable, uint32_t owner, const std::vector<int32_t> &values) override {
    if (variable == StateVariable::Delay && !holdsDelays(session->program.projections[owner], values))
      takeAnyDelays(session->state.checkpoint());
    session->state.write(variable, owner, values);
  }

  void settle() override { session->settle(); }
  void setLearning(bool on) override { session->arena.header().learning = on; }
  sim::State checkpoint() const override { return session->state.checkpoint(); }

  void restore(const sim::State &state) override {
    holdsDelays(session->program, state) ? session->state.restore(state) : takeAnyDelays(state);
  }

  sim::Statistics statistics() const override {
    sim::Statistics statistics = counts;
    for (int64_t part = 0; part < session->parts; ++part) {
      statistics.synapticEvents += static_cast<uint64_t>(session->arena.counters(part).synapticEvents);
      statistics.learningUpdates += static_cast<uint64_t>(session->arena.counters(part).learningUpdates);
    }
    return statistics;
  }

private:
  std::unique_ptr<Session> makeSession(Delays delays) const {
    const auto parts = std::clamp<int64_t>(options.threads, 1, kMaxThreads);
    return std::make_unique<Session>(*image, parts, options.codeCache, delays);
  }

  /// The code took a delay for a constant that now is none: goes on from `state` with code that does not.
  void takeAnyDelays(const sim::State &state) {
    const int64_t learning = session->arena.header().learning;
    counts = statistics();
    session = makeSession(Delays::Any);
    session->arena.header().learning = learning;
    session->state.restore(state);
  }

  /// (N40.1) A spike given twice is one spike; a modulator keeps what it was told last.
  void takeInjected() {
    const auto bySource = [](const Spike &a, const Spike &b) {
      return std::tie(a.population, a.index) < std::tie(b.population, b.index);
    };
    if (!std::is_sorted(injected.begin(), injected.end(), bySource))
      std::stable_sort(injected.begin(), injected.end(), bySource);
    size_t next = 0;
    for (uint32_t p = 0; p < session->program.populations.size(); ++p) {
      const PopulationProgram &population = session->program.populations[p];
      if (population.kind == image::PopulationKind::Modulator)
        for (; next < injected.size() && injected[next].population == p; ++next)
          session->arena.at<int32_t>(population.value)[injected[next].index] = injected[next].payload;
      else if (population.kind == image::PopulationKind::Input)
        next = takeSpikes(population, p, next);
    }
    injected.clear();
  }

  /// Puts the spikes of an input population where its parts look for them.
  size_t takeSpikes(const PopulationProgram &population, uint32_t index, size_t next) {
    for (int64_t part = 0; part < session->parts; ++part) {
      const int32_t *border = session->arena.at<int32_t>(population.partBegin) + part;
      int32_t *list = session->arena.at<int32_t>(population.spikes) + border[0];
      int32_t count = 0;
      for (; next < injected.size() && injected[next].population == index &&
             static_cast<int32_t>(injected[next].index) < border[1];
           ++next) {
        const auto neuron = static_cast<int32_t>(injected[next].index);
        if (count == 0 || list[count - 1] != neuron)
          list[count++] = neuron;
      }
      session->arena.at<int32_t>(population.spikeCount)[part] = count;
    }
    return next;
  }

  void collectSpikes() {
    lastSpikes.clear();
    for (uint32_t p = 0; p < session->program.populations.size(); ++p) {
      const PopulationProgram &population = session->program.populations[p];
      const size_t before = lastSpikes.size();
      for (int64_t part = 0; part < session->parts; ++part) {
        const int32_t *list =
            session->arena.at<int32_t>(population.spikes) + session->arena.at<int32_t>(population.partBegin)[part];
        for (int32_t k = 0; k < session->arena.at<int32_t>(population.spikeCount)[part]; ++k)
          lastSpikes.push_back({p, static_cast<uint32_t>(list[k]), 1});
      }
      counts.spikes[p] += lastSpikes.size() - before;
    }
  }

  ImagePtr image;
  ExecutorOptions options;
  std::unique_ptr<Session> session;
  std::vector<Spike> injected;
  std::vector<Spike> lastSpikes;
  sim::Statistics counts; ///< without what the session has counted
};

} // namespace

std::unique_ptr<Executor> createNativeExecutor(ImagePtr image, const ExecutorOptions &options) {
  return std::make_unique<NativeExecutor>(std::move(image), options);
}

} // namespace engram
