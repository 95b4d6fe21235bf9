// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Puts a chip into a kernel of its own and forwards the executor interface to it.

#include "backends/systemc/SystemcExecutor.h"

#include "sim/systemc/ChipState.h"
#include "sim/systemc/Kernel.h"

#include <optional>
#include <stdexcept>

namespace engram {

namespace {

class SystemcExecutor final : public Executor {
public:
  SystemcExecutor(ImagePtr image, const ExecutorOptions &options)
      : image(std::move(image)), target(spec::parseTarget(this->image->target)), clock(target.tickSeconds),
        kernel(clock) {
    if (!options.vcdPath.empty())
      waveform.emplace(options.vcdPath, clock);
    const systemc::Kernel::Scope scope(kernel);
    chip = std::make_unique<systemc::Chip>("chip", *this->image, target, waveform ? &*waveform : nullptr);
    chipState.emplace(*chip);
  }

  ~SystemcExecutor() override {
    const systemc::Kernel::Scope scope(kernel);
    chip.reset();
  }

  void inject(const Spike &spike) override {
    if (image->populations[spike.population]->kind == image::PopulationKind::Modulator)
      told.push_back(spike);
    else
      chip->host->inject(spike.population, spike.index);
  }

  void step() override {
    for (const Spike &value : told)
      chip->context.modulators[value.population][value.index] = value.payload;
    told.clear();
    const systemc::Kernel::Scope scope(kernel);
    chip->step();
  }

  const std::vector<Spike> &spikes() const override { return chip->spikes(); }

  std::vector<int32_t> read(StateVariable variable, uint32_t owner) const override {
    sim::State state = stateOf(variable, owner);
    return std::move(sim::select(state, variable, owner));
  }

  void write(StateVariable variable, uint32_t owner, const std::vector<int32_t> &values) override {
    if (variable >= StateVariable::X1)
      throw std::invalid_argument("traces are computed from spikes and cannot be written");
    sim::State state = stateOf(variable, owner);
    sim::select(state, variable, owner) = values;
    if (isOfPopulation(variable))
      chipState->setPopulation(owner, state.populations[owner]);
    else
      chipState->setProjection(owner, state.projections[owner]);
  }

  void settle() override { chipState->settle(); }
  void setLearning(bool on) override { chip->context.learning = on; }
  sim::State checkpoint() const override { return chipState->state(); }
  void restore(const sim::State &state) override { chipState->setState(state); }
  sim::Statistics statistics() const override { return chip->statistics(); }

private:
  static bool isOfPopulation(StateVariable variable) { return variable <= StateVariable::Value; }

  /// A state in which only the owner of `variable` is filled in.
  sim::State stateOf(StateVariable variable, uint32_t owner) const {
    sim::State state;
    state.populations.resize(image->populations.size());
    state.projections.resize(image->projections.size());
    if (isOfPopulation(variable))
      state.populations[owner] = chipState->population(owner);
    else
      state.projections[owner] = chipState->projection(owner);
    return state;
  }

  ImagePtr image;
  spec::Target target;
  systemc::Clock clock;
  systemc::Kernel kernel;
  std::optional<systemc::Waveform> waveform;
  std::unique_ptr<systemc::Chip> chip;
  std::optional<systemc::ChipState> chipState;
  std::vector<Spike> told; ///< what modulators say from the coming step on
};

} // namespace

std::unique_ptr<Executor> createSystemcExecutor(ImagePtr image, const ExecutorOptions &options) {
  return std::make_unique<SystemcExecutor>(std::move(image), options);
}

} // namespace engram
