// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The walk, in two passes. The machine walks lists; so does the first pass, which decides what is visited and updates
// the lists of which every synapse can change. Of the other open lists only synapses whose neuron fired can change:
// the second pass reaches them from the neurons that fired. Synapses do not depend on each other, so the order is free.

#include "sim/systemc/memory/LearningWalk.h"

#include <algorithm>

namespace engram::systemc {

namespace {

constexpr int64_t kAccumulatorUnity = int64_t{1} << spec::kAccumulatorFractionBits;

/// The step of the epoch of the last spike in a mask, from 1.
uint32_t lastSpike(uint64_t mask) { return 64 - static_cast<uint32_t>(__builtin_clzll(mask)); }

/// The operand that reads the variable of a target.
spec::Operand operandOf(size_t target) {
  constexpr std::array<spec::Operand, 3> kOperands{spec::Operand::Weight, spec::Operand::Tag, spec::Operand::Delay};
  return kOperands[target];
}

/// Whether the product writes or reads the variable of a target.
bool touches(const spec::Product &product, size_t target) {
  bool found = static_cast<size_t>(product.target) == target;
  for (const spec::Factor &factor : product.factors)
    found = found || factor.operand == operandOf(target);
  return found;
}

int32_t &operand(spec::OperandValues &values, spec::Operand which) { return values[static_cast<size_t>(which)]; }

} // namespace

WalkCounts LearningWalk::learn(LearningProfile &newProfile, SynapseMemory &newMemory, const EpochSteps &epoch,
                               const ModulatorValues &newModulators) {
  profile = &newProfile;
  memory = &newMemory;
  modulators = &newModulators;
  profile->pre.replay(epoch, preHistory);
  profile->post.replay(epoch, postHistory);
  fired.clear();
  for (uint32_t i = 0; i < profile->post.entries(); ++i)
    if (profile->post.mask(i) != 0)
      fired.push_back(i);
  arm(epoch);
  WalkCounts counts = walkLists();
  if (rule.postGated)
    walkColumns(counts);
  profile->pre.beginEpoch(preHistory, epoch.offset);
  profile->post.beginEpoch(postHistory, epoch.offset);
  return counts;
}

void LearningWalk::skip(LearningProfile &newProfile, const EpochSteps &epoch) {
  newProfile.pre.replay(epoch, preHistory);
  newProfile.post.replay(epoch, postHistory);
  newProfile.pre.beginEpoch(preHistory, epoch.offset);
  newProfile.post.beginEpoch(postHistory, epoch.offset);
}

void LearningWalk::arm(const EpochSteps &epoch) {
  const uint64_t step = epoch.begin + epoch.offset;
  const auto number = static_cast<uint32_t>(step / profile->epoch);
  armed.clear();
  bool epochActs = false;
  for (const spec::Product &product : profile->products) { // (N31)
    const bool isEpoch = product.event == spec::Event::Epoch;
    if (isEpoch && !spec::epochProductActs(product.decimation, number))
      continue;
    epochActs = epochActs || isEpoch;
    armed.push_back(product);
  }
  rule = spec::visitRule(armed);
  for (size_t target = 0; target < used.size(); ++target)
    used[target] =
        std::any_of(armed.begin(), armed.end(), [&](const spec::Product &product) { return touches(product, target); });
  for (uint32_t target = 0; target < drawBases.size(); ++target) // (N35): variables are numbered as targets
    drawBases[target] =
        spec::drawBase(epoch.seed, static_cast<spec::RandomVariable>(target), static_cast<uint32_t>(step));
  instant(spec::Event::Epoch).acts = epochActs;
  instant(spec::Event::Epoch).offset = epoch.offset;
}

WalkCounts LearningWalk::walkLists() {
  WalkCounts counts;
  visits.assign(profile->axons.size(), Visit::Closed);
  for (uint32_t entry = 0; entry < visits.size(); ++entry) {
    const uint32_t size = memory->lists[profile->axons[entry]].size();
    const bool all = rule.always || (rule.preGated && profile->pre.mask(entry) != 0);
    const bool some =
        rule.postGated && !fired.empty() && (!rule.postNeedsTrace || !profile->pre.isSilent(entry)); // (N37)
    if (!all && !some)
      continue;
    ++counts.lists;
    counts.visits += size;
    visits[entry] = all ? Visit::Done : Visit::Open;
    if (!all)
      continue;
    counts.updates += size;
    counts.acted += size;
    updateList(entry);
  }
  return counts;
}

void LearningWalk::updateList(uint32_t entry) {
  Instant &pre = instant(spec::Event::Pre);
  Instant &post = instant(spec::Event::Post);
  Instant &epoch = instant(spec::Event::Epoch);
  pre.acts = rule.preGated && profile->pre.mask(entry) != 0;
  if (pre.acts) {
    pre.offset = lastSpike(profile->pre.mask(entry));
    readPre(pre, entry);
  }
  if (epoch.acts)
    readPre(epoch, entry);
  const SynapseList &list = memory->lists[profile->axons[entry]];
  for (uint32_t s = list.begin; s < list.end; ++s) {
    const uint32_t neuron = memory->compartment[s] - profile->firstCompartment;
    post.acts = rule.postGated && profile->post.mask(neuron) != 0;
    if (post.acts) {
      post.offset = lastSpike(profile->post.mask(neuron));
      readPre(post, entry);
      readPost(post, neuron);
    }
    if (pre.acts)
      readPost(pre, neuron);
    if (epoch.acts)
      readPost(epoch, neuron);
    update(entry, s, neuron);
  }
}

void LearningWalk::walkColumns(WalkCounts &counts) {
  Instant &post = instant(spec::Event::Post);
  instant(spec::Event::Pre).acts = false;
  post.acts = true;
  for (const uint32_t neuron : fired) {
    post.offset = lastSpike(profile->post.mask(neuron));
    readPost(post, neuron);
    for (uint32_t c = profile->columnBegin[neuron]; c < profile->columnBegin[neuron + 1]; ++c) {
      const PlasticSynapse &at = profile->columns[c];
      if (visits[at.entry] == Visit::Done)
        continue;
      ++counts.acted;
      if (visits[at.entry] == Visit::Closed)
        continue;
      ++counts.updates;
      readPre(post, at.entry);
      update(at.entry, at.synapse, neuron);
    }
  }
}

void LearningWalk::readPre(Instant &instant, uint32_t entry) {
  operand(instant.values, spec::Operand::X1) = preHistory.row(0, instant.offset)[entry];
  operand(instant.values, spec::Operand::X2) = preHistory.row(1, instant.offset)[entry];
}

void LearningWalk::readPost(Instant &instant, uint32_t neuron) {
  for (uint32_t k = 0; k < kPostTraces; ++k) {
    int32_t &value = instant.values[static_cast<size_t>(spec::Operand::Y1) + k];
    if (profile->modulators[k] < 0) {
      value = postHistory.row(k, instant.offset)[neuron];
    } else { // (N22)
      const std::vector<int32_t> &said = (*modulators)[profile->modulators[k]];
      value = said.size() == 1 ? said[0] : said[profile->post.indexOf(neuron)];
    }
  }
}

void LearningWalk::update(uint32_t entry, uint32_t synapse, uint32_t neuron) {
  std::array<int64_t, 3> old{};
  for (size_t target = 0; target < old.size(); ++target) {
    if (!used[target])
      continue;
    const int32_t value = load(target, synapse);
    old[target] = value * kAccumulatorUnity;
    for (Instant &at : instants)
      operand(at.values, operandOf(target)) = value;
  }
  std::array<int64_t, 3> sums = old;
  for (const spec::Product &product : armed) { // (N33), (N34)
    const Instant &at = instant(product.event);
    int64_t &sum = sums[static_cast<size_t>(product.target)];
    if (at.acts)
      sum = spec::accumulate(sum, spec::productValue(product, at.values, profile->constants));
  }
  for (size_t target = 0; target < old.size(); ++target)
    if (sums[target] != old[target]) { // a sum of zero leaves a value on its grid as it is (N35)
      const uint32_t keyed = spec::keyedBase(drawBases[target], profile->keys[entry]);
      store(target, synapse, sums[target], spec::draw(keyed, profile->post.indexOf(neuron)));
    }
}

int32_t LearningWalk::load(size_t target, uint32_t synapse) const {
  switch (static_cast<spec::UpdateTarget>(target)) {
  case spec::UpdateTarget::Weight:
    return memory->weight[synapse];
  case spec::UpdateTarget::Tag:
    return memory->tag[synapse];
  case spec::UpdateTarget::Delay:
    return memory->delay[synapse];
  }
  return 0;
}

void LearningWalk::store(size_t target, uint32_t synapse, int64_t sum, uint32_t draw) { // (N35)
  const spec::WeightFormat &format = profile->format;
  switch (static_cast<spec::UpdateTarget>(target)) {
  case spec::UpdateTarget::Weight:
    memory->weight[synapse] =
        static_cast<int16_t>(spec::writeBack(sum, format.lsb(), format.min(), format.max(), draw));
    break;
  case spec::UpdateTarget::Tag:
    memory->tag[synapse] = static_cast<int16_t>(spec::writeBack(sum, 0, spec::kTagMin, spec::kTagMax, draw));
    break;
  case spec::UpdateTarget::Delay:
    memory->delay[synapse] = static_cast<uint8_t>(spec::writeBack(sum, 0, 0, profile->maxDelay, draw));
    break;
  }
}

} // namespace engram::systemc
