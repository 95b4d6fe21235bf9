// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The learning phase: for each synapse gate the products, evaluate, add, round, write back.

#include "sim/reference/Learning.h"

#include "hw/spec/Random.h"

#include <algorithm>

namespace engram::sim {

namespace {

constexpr size_t kTargets = spec::kTargetNames.size();

/// The step of the epoch (1..) of the last spike in a mask, 0 if there is none.
uint32_t lastSpike(uint64_t mask) {
  uint32_t offset = 0;
  for (; mask != 0; mask >>= 1)
    ++offset;
  return offset;
}

/// One synapse in a learning phase.
struct Place {
  size_t synapse;
  uint32_t pre;
  uint32_t post;
  uint32_t preSpike; ///< offset of the last spike in the epoch, 0: none
  uint32_t postSpike;
};

// (N31)
bool happens(const spec::Product &product, const Place &place, uint32_t epoch) {
  switch (product.event) {
  case spec::Event::Pre:
    return place.preSpike != 0;
  case spec::Event::Post:
    return place.postSpike != 0;
  default:
    return spec::epochProductActs(product.decimation, epoch);
  }
}

// (N22, N32) What the operands are for this product.
spec::OperandValues operands(const LearningPhase &phase, const ProjectionState &state, const spec::Product &product,
                             const Place &place) {
  const uint32_t offset = product.event == spec::Event::Pre    ? place.preSpike
                          : product.event == spec::Event::Post ? place.postSpike
                                                               : phase.rule.epoch;
  spec::OperandValues values{};
  const auto set = [&values](spec::Operand operand, int32_t value) { values[static_cast<size_t>(operand)] = value; };
  for (size_t k = 0; k < 2; ++k)
    values[static_cast<size_t>(spec::Operand::X1) + k] = phase.history[k][offset][place.pre];
  for (size_t k = 0; k < 3; ++k) {
    const std::vector<int32_t> *bound = phase.thirdFactors[k];
    values[static_cast<size_t>(spec::Operand::Y1) + k] =
        bound == nullptr ? phase.history[2 + k][offset][place.post] : (*bound)[bound->size() == 1 ? 0 : place.post];
  }
  set(spec::Operand::Weight, state.weight[place.synapse]);
  set(spec::Operand::Delay, state.delay[place.synapse]);
  set(spec::Operand::Tag, state.tag[place.synapse]);
  return values;
}

// (N33, N34, N35) `keyed` are the list's bases of the draws for weight, tag and delay.
void learnSynapse(const LearningPhase &phase, ProjectionState &state, const Place &place, uint32_t epoch,
                  const std::array<uint32_t, kTargets> &keyed) {
  const std::array<std::vector<int32_t> *, kTargets> variables{&state.weight, &state.tag, &state.delay};
  std::array<int64_t, kTargets> accumulator;
  for (size_t target = 0; target < kTargets; ++target)
    accumulator[target] = int64_t{(*variables[target])[place.synapse]} * (1 << spec::kAccumulatorFractionBits);
  for (const spec::Product &product : phase.rule.products)
    if (happens(product, place, epoch)) {
      int64_t &sum = accumulator[static_cast<size_t>(product.target)];
      sum = spec::accumulate(sum,
                             spec::productValue(product, operands(phase, state, product, place), phase.rule.constants));
    }
  const spec::WeightFormat &format = phase.projection.format;
  const std::array<std::array<int32_t, 3>, kTargets> grids{{{format.lsb(), format.min(), format.max()},
                                                            {0, spec::kTagMin, spec::kTagMax},
                                                            {0, 0, phase.projection.maxDelay}}};
  for (size_t target = 0; target < kTargets; ++target)
    (*variables[target])[place.synapse] = spec::writeBack(accumulator[target], grids[target][0], grids[target][1],
                                                          grids[target][2], spec::draw(keyed[target], place.post));
}

} // namespace

uint64_t applyRule(const LearningPhase &phase, ProjectionState &state) {
  const uint32_t epoch = phase.step / phase.rule.epoch;
  const bool anyEpochProduct =
      std::any_of(phase.rule.products.begin(), phase.rule.products.end(), [&](const spec::Product &product) {
        return product.event == spec::Event::Epoch && spec::epochProductActs(product.decimation, epoch);
      });
  const spec::VisitRule visits = spec::visitRule(phase.rule.products);
  std::vector<uint32_t> postSpike(state.postSpikes.size());
  std::transform(state.postSpikes.begin(), state.postSpikes.end(), postSpike.begin(), lastSpike);
  const bool anyPost = std::any_of(postSpike.begin(), postSpike.end(), [](uint32_t offset) { return offset != 0; });

  uint64_t updates = 0;
  for (uint32_t pre = 0; pre < state.preSpikes.size(); ++pre) {
    const uint32_t preSpike = lastSpike(state.preSpikes[pre]);
    const bool wholeList = anyEpochProduct || (visits.preGated && preSpike != 0);
    if (!wholeList && !(visits.postGated && anyPost))
      continue; // (N37)
    const uint32_t key = spec::keyOfList(phase.projection.key, pre);
    std::array<uint32_t, kTargets> keyed;
    for (size_t target = 0; target < kTargets; ++target)
      keyed[target] =
          spec::keyedBase(spec::drawBase(phase.seed, static_cast<spec::RandomVariable>(target), phase.step), key);
    for (size_t s = phase.projection.listBegin[pre]; s < phase.projection.listBegin[pre + size_t{1}]; ++s) {
      const Place place{s, pre, phase.projection.post[s], preSpike, postSpike[phase.projection.post[s]]};
      if (!wholeList && place.postSpike == 0)
        continue; // (N37)
      learnSynapse(phase, state, place, epoch, keyed);
      ++updates;
    }
  }
  return updates;
}

} // namespace engram::sim
