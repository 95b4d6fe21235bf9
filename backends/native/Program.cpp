// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stages: populations with their registers, rules, projections with the kind of their lists, then a place in the arena
// for every array.

#include "backends/native/Program.h"

#include "hw/image/SynapseList.h"
#include "hw/spec/Learning.h"
#include "hw/spec/Trace.h"

#include <algorithm>
#include <optional>

namespace engram::native {

const std::array<RegisterSource, 10> kRegisters{{
    {&PopulationProgram::du, [](const image::GroupT &group, uint32_t) { return static_cast<int32_t>(group.du); }},
    {&PopulationProgram::dv, [](const image::GroupT &group, uint32_t) { return static_cast<int32_t>(group.dv); }},
    {&PopulationProgram::vth, [](const image::GroupT &group, uint32_t) { return static_cast<int32_t>(group.vth); }},
    {&PopulationProgram::vreset, [](const image::GroupT &group, uint32_t) { return group.vreset; }},
    {&PopulationProgram::subtractive, [](const image::GroupT &group, uint32_t) { return int32_t{group.subtractive}; }},
    {&PopulationProgram::refractoryPeriod,
     [](const image::GroupT &group, uint32_t) { return static_cast<int32_t>(group.refractory); }},
    {&PopulationProgram::thetaStep,
     [](const image::GroupT &group, uint32_t) { return static_cast<int32_t>(group.theta_step); }},
    {&PopulationProgram::thetaMantissa,
     [](const image::GroupT &group, uint32_t) { return static_cast<int32_t>(group.theta_mantissa); }},
    {&PopulationProgram::thetaExponent,
     [](const image::GroupT &group, uint32_t) { return static_cast<int32_t>(group.theta_exponent); }},
    {&PopulationProgram::bias,
     [](const image::GroupT &group, uint32_t i) { return group.bias.size() == 1 ? group.bias[0] : group.bias[i]; }},
}};

namespace {

int bitsFor(uint64_t largest) {
  int bits = 0;
  for (; largest != 0; largest >>= 1)
    ++bits;
  return bits;
}

/// Hands out the arena from front to back.
class Layout {
public:
  explicit Layout(int64_t begin) : end(begin) {}

  Array take(int64_t count, int bits = 32) {
    const Array array{roundUp(end, 64), count, bits};
    end = array.offset + array.bytes();
    return array;
  }

  int64_t end;
};

/// One value for all neurons, or an array of them.
Register placeRegister(const RegisterSource &source, const std::vector<const image::GroupT *> &groups, int64_t padded,
                       Layout &layout) {
  Register result{source.get(*groups.front(), 0), {}};
  for (const image::GroupT *group : groups)
    for (uint32_t i = 0; i < group->count; ++i)
      if (source.get(*group, i) != result.value) {
        result.array = layout.take(padded);
        return result;
      }
  return result;
}

void placePopulation(PopulationProgram &population, const std::vector<const image::GroupT *> &groups, int64_t maxParts,
                     Layout &layout) {
  population.padded = roundUp(population.size, kLanes);
  population.spikes = layout.take(population.padded);
  population.spikeCount = layout.take(maxParts);
  population.partBegin = layout.take(maxParts + 1);
  if (population.kind == image::PopulationKind::Modulator)
    population.value = layout.take(population.padded);
  if (population.kind != image::PopulationKind::Lif)
    return;
  for (const RegisterSource &source : kRegisters)
    population.*source.member = placeRegister(source, groups, population.padded, layout);
  for (Array *array : {&population.u, &population.v, &population.theta, &population.refractory})
    *array = layout.take(population.padded);
  population.ring = layout.take(population.slots * population.padded);
}

SynapseWord wordOf(const ProjectionProgram &projection, const image::ProjectionT &from, const RulePlan *rule,
                   uint32_t targets) {
  SynapseWord word;
  word.delayBits = projection.fixedDelay >= 0 ? 0 : from.delay_bits;
  word.tagShift = word.delayShift + word.delayBits;
  word.tagBits = rule && (rule->uses(spec::Operand::Tag) || rule->changes(spec::UpdateTarget::Tag)) ? 9 : 0;
  word.indexShift = word.tagShift + word.tagBits;
  const int indexBits = projection.dense ? 0 : bitsFor(targets - uint64_t{1});
  const auto wordFor = [](int bits) { return bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64; };
  const bool isBeside = !projection.dense && word.indexShift <= 16 && indexBits <= 16;
  word.neuronBits = isBeside ? 16 : 0;
  word.indexBits = isBeside ? 0 : indexBits;
  word.bits = wordFor(word.indexShift + word.indexBits);
  if (word.bits == 64)
    word.indexShift = 32;
  return word;
}

/// Synapses by projection, and by presynaptic neuron of each.
std::vector<std::vector<uint32_t>> listLengths(const image::ImageT &image) {
  std::vector<std::vector<uint32_t>> lengths;
  for (const auto &projection : image.projections)
    lengths.emplace_back(image.populations[projection->source]->size, 0);
  for (const auto &core : image.cores)
    for (const image::InputAxon &axon : core->input_axons)
      lengths[axon.projection()][axon.pre()] += axon.synapses();
  return lengths;
}

/// The delay that all synapses of a projection have, -1 if they differ.
std::vector<int32_t> delaysInCommon(const image::ImageT &image) {
  std::vector<std::optional<int32_t>> first(image.projections.size());
  std::vector<int32_t> common(image.projections.size(), 0);
  for (const auto &core : image.cores)
    for (const image::InputAxon &axon : core->input_axons) {
      const uint32_t p = axon.projection();
      if (image.projections[p]->delay_bits == 0 || common[p] < 0)
        continue;
      const std::vector<image::StoredSynapse> list = image::decodeList(*core, axon).value();
      for (const image::StoredSynapse &synapse : list) {
        const auto delay = static_cast<int32_t>(synapse.delay);
        common[p] = first[p].value_or(delay) == delay ? delay : -1;
        first[p] = delay;
        if (common[p] < 0)
          break;
      }
    }
  return common;
}

ProjectionProgram readProjection(const image::ImageT &image, const image::ProjectionT &from,
                                 const std::vector<uint32_t> &lengths) {
  ProjectionProgram projection;
  projection.source = from.source;
  projection.target = from.target;
  projection.rule = from.rule;
  projection.key = from.key;
  for (const uint32_t length : lengths) {
    projection.synapses += length;
    projection.longestList = std::max<uint64_t>(projection.longestList, length);
  }
  projection.dense = projection.synapses == uint64_t{image.populations[from.target]->size} * lengths.size();
  const spec::WeightFormat format{static_cast<spec::SignMode>(from.sign), from.weight_bits};
  projection.sign = from.sign;
  projection.lsb = format.lsb();
  projection.shift = from.shift;
  projection.minWeight = format.min() / (1 << projection.lsb);
  projection.maxWeight = format.max() / (1 << projection.lsb);
  projection.maxDelay = (1 << from.delay_bits) - 1;
  std::copy(from.third_factors.begin(), from.third_factors.end(), projection.thirdFactors.begin());
  const bool shortEntries = lengths.size() <= 1u << 16 && projection.longestList <= 1u << 16;
  projection.entryBits = shortEntries ? 32 : 64;
  return projection;
}

void placeMixed(PopulationProgram &population, Layout &layout) {
  if (!population.mixed.exists())
    population.mixed = layout.take(population.padded);
}

/// What one side of a plastic projection keeps of its spikes: `isPre` its sources, else its targets. Sparse synapses
/// look up the other side by an index, so that they have a history even if the epoch is one step.
void placeTraces(ProjectionProgram &projection, const RulePlan &rule, bool isPre, PopulationProgram &population,
                 Layout &layout) {
  const int64_t padded = population.padded;
  const spec::Event own = isPre ? spec::Event::Pre : spec::Event::Post;
  const spec::Event other = isPre ? spec::Event::Post : spec::Event::Pre;
  const bool isLookedUp = !projection.dense && (isPre ? rule.visitsColumns() && rule.preGated : rule.postGated);
  bool isCarried = false;
  for (size_t k = isPre ? 0 : 2; k < (isPre ? 2 : projection.traces.size()); ++k) {
    if (rule.traces[k].impulse == 0)
      continue;
    const auto operand = static_cast<spec::Operand>(static_cast<size_t>(spec::Operand::X1) + k);
    TraceProgram &trace = projection.traces[k];
    trace.now = layout.take(padded);
    placeMixed(population, layout);
    if (rule.epoch > 1)
      trace.start = layout.take(padded);
    if (rule.epoch > 1 && rule.uses(own, operand))
      trace.last = layout.take(padded);
    if (!rule.uses(other, operand) || (rule.epoch == 1 && !isLookedUp))
      continue;
    trace.history = layout.take(padded * rule.epoch);
    trace.carriesOffset = isLookedUp && !isCarried;
    isCarried |= isLookedUp;
  }
}

void placeProjection(Program &program, ProjectionProgram &projection, Layout &layout) {
  projection.blocks = layout.take(program.maxParts * static_cast<int64_t>(sizeof(SynapseBlock) / sizeof(int64_t)), 64);
  if (projection.rule < 0)
    return;
  const RulePlan &rule = program.rules[projection.rule];
  PopulationProgram &target = program.populations[projection.target];
  const int64_t sources = program.populations[projection.source].padded;
  projection.preOffset = layout.take(sources);
  projection.postOffset = layout.take(target.padded);
  if (rule.epoch > 1) {
    projection.preSpikes = layout.take(sources, 64);
    projection.postSpikes = layout.take(target.padded, 64);
  }
  placeTraces(projection, rule, true, program.populations[projection.source], layout);
  placeTraces(projection, rule, false, target, layout);
  if (projection.dense)
    placeMixed(target, layout);
  if (!rule.visitsColumns())
    return;
  projection.spiked = layout.take(target.padded + kLanes);
  if (!projection.dense)
    return;
  const int64_t spiked = projection.rowsInGroup * (target.padded + kLanes);
  projection.spikedMixed = layout.take(spiked);
  if (rule.epoch > 1)
    projection.spikedOffset = layout.take(spiked);
  for (size_t k = 0; k < projection.spikedY.size(); ++k) {
    const int32_t modulator = projection.thirdFactors[k];
    const bool differs =
        modulator < 0 ? projection.traces[k + 2].now.exists() : program.populations[modulator].size != 1;
    const auto operand = static_cast<spec::Operand>(static_cast<size_t>(spec::Operand::Y1) + k);
    if (differs && rule.uses(spec::Event::Post, operand))
      projection.spikedY[k] = layout.take(spiked);
  }
}

} // namespace

UpdatePlan planOf(const RulePlan &rule, const ProjectionProgram &projection, const std::vector<spec::Product> &products,
                  spec::UpdateTarget target) {
  return planUpdate(rule, products, target, operandRanges(projection.maxDelay), 256, gridBits(projection, target));
}

Program makeProgram(const image::ImageT &image, int64_t maxParts, Delays delays) {
  Program program;
  program.seed = image.seed;
  program.maxParts = maxParts;
  for (const auto &rule : image.rules)
    program.rules.push_back(planRule(*rule));
  for (const auto &from : image.populations) {
    program.populations.emplace_back();
    program.populations.back().kind = from->kind;
    program.populations.back().size = from->size;
    program.populations.back().key = from->key;
  }
  const std::vector<std::vector<uint32_t>> lengths = listLengths(image);
  const std::vector<int32_t> fixedDelays = delaysInCommon(image);
  for (size_t p = 0; p < image.projections.size(); ++p) {
    const image::ProjectionT &from = *image.projections[p];
    ProjectionProgram projection = readProjection(image, from, lengths[p]);
    const bool learnsDelay = from.rule >= 0 && program.rules[from.rule].changes(spec::UpdateTarget::Delay);
    if (projection.maxDelay == 0 || (!learnsDelay && delays == Delays::OfImage))
      projection.fixedDelay = fixedDelays[p];
    PopulationProgram &target = program.populations[from.target];
    target.slots = std::max<int64_t>(target.slots, projection.maxDelay + 1);
    const RulePlan *rule = from.rule < 0 ? nullptr : &program.rules[from.rule];
    projection.word = wordOf(projection, from, rule, target.size);
    if (projection.dense && rule && rule->visitsColumns())
      projection.rowsInGroup = std::max(32 / projection.word.bits, 1);
    program.projections.push_back(projection);
  }
  Layout layout(sizeof(Header));
  program.counters = layout.take(maxParts * static_cast<int64_t>(sizeof(Counters) / sizeof(int64_t)), 64);
  const std::vector<std::vector<const image::GroupT *>> groups = groupsByPopulation(image);
  for (size_t p = 0; p < program.populations.size(); ++p)
    placePopulation(program.populations[p], groups[p], maxParts, layout);
  for (ProjectionProgram &projection : program.projections)
    placeProjection(program, projection, layout);
  program.bytes = roundUp(layout.end, 64);
  return program;
}

std::vector<std::vector<const image::GroupT *>> groupsByPopulation(const image::ImageT &image) {
  std::vector<std::vector<const image::GroupT *>> groups(image.populations.size());
  for (const auto &core : image.cores)
    for (const auto &group : core->groups)
      groups[group->population].push_back(group.get());
  for (auto &slices : groups)
    std::sort(slices.begin(), slices.end(),
              [](const image::GroupT *a, const image::GroupT *b) { return a->begin < b->begin; });
  return groups;
}

} // namespace engram::native
