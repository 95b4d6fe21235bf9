// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Forwards the executor interface to sim::Reference, whose state is sim::State itself.

#include "backends/reference/ReferenceExecutor.h"

#include "sim/reference/Reference.h"

namespace engram {

namespace {

class ReferenceExecutor final : public Executor {
public:
  explicit ReferenceExecutor(const image::ImageT &image) : reference(image) {}

  void inject(const Spike &spike) override { reference.inject(spike); }
  void step() override { reference.step(); }
  const std::vector<Spike> &spikes() const override { return reference.spikes(); }
  std::vector<int32_t> read(StateVariable variable, uint32_t owner) const override {
    return sim::select(reference.state(), variable, owner);
  }
  void write(StateVariable variable, uint32_t owner, const std::vector<int32_t> &values) override {
    if (variable >= StateVariable::X1)
      throw std::invalid_argument("traces are computed from spikes and cannot be written");
    reference.write(variable, owner, values);
  }
  void settle() override { reference.settle(); }
  void setLearning(bool on) override { reference.setLearning(on); }
  sim::State checkpoint() const override { return reference.state(); }
  void restore(const sim::State &state) override { reference.restore(state); }
  sim::Statistics statistics() const override { return reference.statistics(); }

private:
  sim::Reference reference;
};

} // namespace

std::unique_ptr<Executor> createReferenceExecutor(ImagePtr image) {
  return std::make_unique<ReferenceExecutor>(*image);
}

} // namespace engram
