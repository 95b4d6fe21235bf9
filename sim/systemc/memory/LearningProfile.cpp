// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loading of learning profiles.

#include "sim/systemc/memory/LearningProfile.h"

#include <numeric>

namespace engram::systemc {

namespace {

std::vector<spec::TraceRegisters> registersOf(const image::RuleT &rule, size_t first, size_t count) {
  std::vector<spec::TraceRegisters> registers;
  for (size_t k = first; k < first + count; ++k)
    registers.push_back({rule.traces[k].impulse(), rule.traces[k].factor()});
  return registers;
}

std::vector<uint32_t> axonsOf(const image::CoreT &core, uint32_t projection, uint32_t group) {
  std::vector<uint32_t> axons;
  for (uint32_t a = 0; a < core.input_axons.size(); ++a)
    if (core.input_axons[a].projection() == projection && core.input_axons[a].group() == group)
      axons.push_back(a);
  return axons;
}

std::vector<uint32_t> presOf(const image::CoreT &core, uint32_t projection, uint32_t group) {
  std::vector<uint32_t> pres;
  for (const uint32_t a : axonsOf(core, projection, group))
    pres.push_back(core.input_axons[a].pre());
  return pres;
}

std::vector<uint32_t> neuronsOf(const image::GroupT &group) {
  std::vector<uint32_t> neurons(group.count);
  std::iota(neurons.begin(), neurons.end(), group.begin);
  return neurons;
}

} // namespace

std::vector<spec::TraceRegisters> preRegisters(const image::RuleT &rule) { return registersOf(rule, 0, kPreTraces); }

std::vector<spec::TraceRegisters> postRegisters(const image::RuleT &rule) {
  return registersOf(rule, kPreTraces, kPostTraces);
}

LearningProfile::LearningProfile(const image::ImageT &image, const image::CoreT &core, uint32_t projection,
                                 uint32_t group, int32_t number, SynapseMemory &memory)
    : projection(projection), group(group), axons(axonsOf(core, projection, group)),
      pre(preRegisters(*image.rules[image.projections[projection]->rule]), spec::RandomVariable::X1,
          image.projections[projection]->key, presOf(core, projection, group)),
      post(postRegisters(*image.rules[image.projections[projection]->rule]), spec::RandomVariable::Y1,
           image.projections[projection]->key, neuronsOf(*core.groups[group])) {
  const image::ProjectionT &from = *image.projections[projection];
  const image::RuleT &rule = *image.rules[from.rule];
  epoch = rule.epoch;
  for (const uint64_t word : rule.words)
    products.push_back(*spec::decode(word));
  std::copy(rule.constants.begin(), rule.constants.end(), constants.begin());
  std::copy(from.third_factors.begin(), from.third_factors.end(), modulators.begin());
  format = {static_cast<spec::SignMode>(from.sign), from.weight_bits};
  maxDelay = (1 << from.delay_bits) - 1;
  firstCompartment = core.groups[group]->first;
  for (uint32_t entry = 0; entry < axons.size(); ++entry) {
    keys.push_back(core.input_axons[axons[entry]].key());
    memory.lists[axons[entry]].profile = number;
    memory.lists[axons[entry]].entry = entry;
  }
  indexColumns(core.groups[group]->count, memory);
}

void LearningProfile::indexColumns(uint32_t count, const SynapseMemory &memory) {
  columnBegin.assign(count + 1, 0);
  for (const uint32_t axon : axons)
    for (uint32_t s = memory.lists[axon].begin; s < memory.lists[axon].end; ++s)
      ++columnBegin[memory.compartment[s] - firstCompartment + 1];
  std::partial_sum(columnBegin.begin(), columnBegin.end(), columnBegin.begin());
  columns.resize(columnBegin.back());
  std::vector<uint32_t> next(columnBegin.begin(), columnBegin.end() - 1);
  for (uint32_t entry = 0; entry < axons.size(); ++entry)
    for (uint32_t s = memory.lists[axons[entry]].begin; s < memory.lists[axons[entry]].end; ++s)
      columns[next[memory.compartment[s] - firstCompartment]++] = {s, entry};
}

} // namespace engram::systemc
