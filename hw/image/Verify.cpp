// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Everything that must hold in an image before anyone uses it: ranges, indices, orders, limits of the target, the
// decoding of every word and list, and that axons and projections fit together. Clauses: docs/spec/image.md.

#include "hw/image/ImageFile.h"
#include "hw/image/SynapseList.h"

#include "hw/spec/Learning.h"
#include "hw/spec/Neuron.h"
#include "hw/spec/Random.h"
#include "hw/spec/Target.h"
#include "hw/spec/Trace.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <set>

namespace engram::image {

namespace {

constexpr size_t kTraces = 5;
constexpr size_t kThirdFactors = 3;
constexpr uint32_t kMaxShift = 15;
constexpr uint32_t kMaxDelayBits = 6;
constexpr uint32_t kMaxEpoch = 63;
constexpr uint32_t kMaxPopulation = 1u << 24;

[[noreturn]] void fail(const std::string &part, const std::string &text) { throw ImageError(part + ": " + text); }

void require(bool holds, const std::string &part, const char *text) {
  if (!holds)
    fail(part, text);
}

void requireRange(const std::string &part, const char *what, int64_t value, int64_t low, int64_t high) {
  if (value < low || value > high)
    fail(part, std::string(what) + " is " + std::to_string(value) + ", expected " + std::to_string(low) + ".." +
                   std::to_string(high));
}

void requireAtMost(const std::string &part, const char *resource, uint64_t need, uint64_t have) {
  if (need > have)
    fail(part, std::string(resource) + ": need " + std::to_string(need) + ", have " + std::to_string(have));
}

std::string numbered(const char *kind, size_t index) { return std::string(kind) + " " + std::to_string(index); }

spec::Target readTarget(const ImageT &image) {
  try {
    return spec::parseTarget(image.target);
  } catch (const spec::TargetError &error) {
    throw ImageError(std::string("target: ") + error.what());
  }
}

/// A place in a population.
using Neuron = std::pair<uint32_t, uint32_t>;

/// Verifies one image; members are what later checks need of earlier ones.
class Verification {
public:
  explicit Verification(const ImageT &image) : image(image), target(readTarget(image)) {}

  void run() {
    require(image.time_step_ns > 0, "image", "time step is zero");
    checkPopulations();
    checkRules();
    checkProjections();
    requireAtMost("image", "cores", image.cores.size(), target.limits.cores);
    std::map<uint32_t, uint32_t> coresOfTile;
    for (size_t i = 0; i < image.cores.size(); ++i) {
      const std::string part = numbered("core", i);
      require(image.cores[i] != nullptr, part, "is missing");
      requireRange(part, "tile", image.cores[i]->tile, 0, int64_t{target.columns} * target.rows - 1);
      requireAtMost(part, "cores of a tile", ++coresOfTile[image.cores[i]->tile], target.coresPerTile);
      checkGroups(part, *image.cores[i]);
    }
    checkCoverage();
    for (size_t i = 0; i < image.cores.size(); ++i)
      checkSynapses(numbered("core", i), *image.cores[i]);
    checkInputSums();
    checkOutputs();
  }

private:
  template <typename T> void checkNames(const char *kind, const std::vector<std::unique_ptr<T>> &things) {
    std::set<std::string> names;
    for (size_t i = 0; i < things.size(); ++i) {
      const std::string part = numbered(kind, i);
      require(things[i] != nullptr, part, "is missing");
      require(!things[i]->name.empty(), part, "has no name");
      require(names.insert(things[i]->name).second, part, "its name is used twice");
    }
  }

  void checkPopulations() {
    checkNames("population", image.populations);
    for (size_t i = 0; i < image.populations.size(); ++i) {
      const PopulationT &population = *image.populations[i];
      const std::string part = numbered("population", i);
      requireRange(part, "size", population.size, 1, kMaxPopulation);
      require(population.kind <= PopulationKind::MAX, part, "is of no known kind");
      require(population.key == spec::keyOfName(population.name), part, "key is not that of its name");
    }
  }

  void checkRules() {
    checkNames("rule", image.rules);
    for (size_t i = 0; i < image.rules.size(); ++i) {
      const RuleT &rule = *image.rules[i];
      const std::string part = numbered("rule", i);
      requireRange(part, "epoch", rule.epoch, 1, std::min(kMaxEpoch, target.limits.maxEpoch));
      requireRange(part, "number of traces", static_cast<int64_t>(rule.traces.size()), kTraces, kTraces);
      for (const TraceRegisters &trace : rule.traces) {
        requireRange(part, "impulse", trace.impulse(), 0, int64_t{spec::kTraceMax} * spec::kTraceUnity);
        requireRange(part, "trace factor", trace.factor(), 0, spec::kTraceUnity);
      }
      requireRange(part, "number of constants", static_cast<int64_t>(rule.constants.size()), 0, spec::kConstants);
      for (const int16_t constant : rule.constants)
        requireRange(part, "constant", constant, spec::kConstantMin, spec::kConstantMax);
      checkWords(part, rule);
    }
  }

  void checkWords(const std::string &part, const RuleT &rule) {
    require(!rule.words.empty(), part, "has no words");
    require(rule.words.size() == rule.word_locations.size(), part, "expected one location a word");
    for (size_t i = 0; i < rule.words.size(); ++i) {
      const std::string wordPart = part + ", " + numbered("word", i);
      const std::optional<spec::Product> product = spec::decode(rule.words[i]);
      require(product.has_value(), wordPart, "is not a microcode word");
      require(product->last == (i + 1 == rule.words.size()), wordPart, "the last word, and only that, is marked last");
      for (const spec::Factor &factor : product->factors)
        require(factor.constant <= rule.constants.size(), wordPart, "names a constant that the rule does not have");
    }
  }

  void checkProjections() {
    checkNames("projection", image.projections);
    for (size_t i = 0; i < image.projections.size(); ++i) {
      const ProjectionT &projection = *image.projections[i];
      const std::string part = numbered("projection", i);
      const int64_t lastPopulation = static_cast<int64_t>(image.populations.size()) - 1;
      requireRange(part, "source", projection.source, 0, lastPopulation);
      requireRange(part, "target", projection.target, 0, lastPopulation);
      require(image.populations[projection.source]->kind != PopulationKind::Modulator, part, "source is a modulator");
      require(image.populations[projection.target]->kind == PopulationKind::Lif, part, "target has no compartments");
      requireRange(part, "rule", projection.rule, -1, static_cast<int64_t>(image.rules.size()) - 1);
      require(projection.key == spec::keyOfName(projection.name), part, "key is not that of its name");
      requireRange(part, "sign mode", projection.sign, 1, 3);
      require(projection.weight_bits >= 1 && projection.weight_bits <= 8 && projection.weight_bits != 7, part,
              "weights have 1 to 6 or 8 bits");
      requireRange(part, "shift", projection.shift, 0, kMaxShift);
      requireRange(part, "delay bits", projection.delay_bits, 0, kMaxDelayBits);
      checkThirdFactors(part, projection);
    }
  }

  void checkThirdFactors(const std::string &part, const ProjectionT &projection) {
    if (projection.third_factors.empty())
      return;
    require(projection.third_factors.size() == kThirdFactors, part, "expected three third factors or none");
    for (const int32_t modulator : projection.third_factors) {
      requireRange(part, "third factor", modulator, -1, static_cast<int64_t>(image.populations.size()) - 1);
      if (modulator < 0)
        continue;
      require(projection.rule >= 0, part, "has a third factor but no rule");
      const PopulationT &population = *image.populations[modulator];
      require(population.kind == PopulationKind::Modulator, part, "third factor is not a modulator");
      require(population.size == 1 || population.size == image.populations[projection.target]->size, part,
              "modulator has neither size 1 nor that of the target");
    }
  }

  void checkGroups(const std::string &corePart, const CoreT &core) {
    requireAtMost(corePart, "groups", core.groups.size(), target.limits.groups);
    uint64_t compartments = 0;
    for (size_t i = 0; i < core.groups.size(); ++i) {
      const std::string part = corePart + ", " + numbered("group", i);
      require(core.groups[i] != nullptr, part, "is missing");
      const GroupT &group = *core.groups[i];
      requireRange(part, "population", group.population, 0, static_cast<int64_t>(image.populations.size()) - 1);
      const PopulationT &population = *image.populations[group.population];
      require(population.kind == PopulationKind::Lif, part, "population has no compartments");
      require(group.count > 0 && uint64_t{group.begin} + group.count <= population.size, part,
              "is not a slice of its population");
      require(group.first == compartments, part, "compartments do not follow those of the group before");
      compartments += group.count;
      checkRegisters(part, group);
      slices.push_back({group.population, group.begin, group.count});
    }
    requireAtMost(corePart, "compartments", compartments, target.limits.compartments);
  }

  static void checkRegisters(const std::string &part, const GroupT &group) {
    requireRange(part, "du", group.du, 0, spec::kDecayUnity - 1);
    requireRange(part, "dv", group.dv, 0, spec::kDecayUnity);
    requireRange(part, "vth", group.vth, 0, 131071);
    requireRange(part, "vreset", group.vreset, -spec::kStateMax, spec::kStateMax);
    requireRange(part, "refractory", group.refractory, 0, 63);
    requireRange(part, "theta step", group.theta_step, 0, spec::kStateMax);
    requireRange(part, "theta mantissa", group.theta_mantissa, 0, 255);
    requireRange(part, "theta exponent", group.theta_exponent, 1, 31);
    require(group.bias.size() == 1 || group.bias.size() == group.count, part,
            "expected one bias, or one a compartment");
    for (const int32_t bias : group.bias)
      requireRange(part, "bias", bias, -spec::kStateMax, spec::kStateMax);
  }

  void checkSynapses(const std::string &part, const CoreT &core) {
    requireAtMost(part, "synapse words", core.synapse_memory.size(), target.limits.synapseWords);
    requireAtMost(part, "synapse formats", core.formats.size(), target.limits.synapseFormats);
    for (size_t i = 0; i < core.formats.size(); ++i)
      require(isValid(core.formats[i]), part + ", " + numbered("format", i), "is not a synapse format");
    uint64_t word = 0;
    uint64_t slots = 0;
    uint32_t longestDelay = 0;
    std::set<std::pair<uint32_t, uint32_t>> profiles;
    std::set<std::array<uint32_t, 3>> lists;
    for (size_t i = 0; i < core.input_axons.size(); ++i) {
      const InputAxon &axon = core.input_axons[i];
      const std::string axonPart = part + ", " + numbered("input axon", i);
      require(axon.word() == word, axonPart, "list does not follow the one before");
      checkAxon(axonPart, core, axon);
      require(i == 0 || axon.plastic() >= core.input_axons[i - 1].plastic(), axonPart, "plastic axons stand last");
      require(lists.insert({axon.projection(), axon.pre(), axon.group()}).second, axonPart, "list occurs twice");
      longestDelay = std::max(longestDelay, checkList(axonPart, core, axon));
      word += axon.words();
      slots += axon.plastic() ? target.limits.plasticAxonSlots : 1;
      if (axon.plastic())
        profiles.insert({axon.projection(), axon.group()});
    }
    require(word == core.synapse_memory.size(), part, "synapse memory has words that belong to no axon");
    requireAtMost(part, "input axons", slots, target.limits.inputAxons);
    checkLearning(part, profiles);
    const GroupT *last = core.groups.empty() ? nullptr : core.groups.back().get();
    const uint64_t compartments = last ? uint64_t{last->first} + last->count : 0;
    requireAtMost(part, "delay slots", compartments * (longestDelay + 1), target.limits.delaySlots);
  }

  void checkLearning(const std::string &part, const std::set<std::pair<uint32_t, uint32_t>> &profiles) {
    requireAtMost(part, "learning profiles", profiles.size(), target.limits.learningProfiles);
    std::set<int32_t> rules;
    for (const auto &[projection, group] : profiles)
      rules.insert(image.projections[projection]->rule);
    uint64_t words = 0;
    for (const int32_t rule : rules)
      words += image.rules[rule]->words.size();
    requireAtMost(part, "microcode words", words, target.limits.microcodeWords);
  }

  void checkAxon(const std::string &part, const CoreT &core, const InputAxon &axon) {
    requireRange(part, "projection", axon.projection(), 0, static_cast<int64_t>(image.projections.size()) - 1);
    requireRange(part, "group", axon.group(), 0, static_cast<int64_t>(core.groups.size()) - 1);
    const ProjectionT &projection = *image.projections[axon.projection()];
    requireRange(part, "neuron", axon.pre(), 0, int64_t{image.populations[projection.source]->size} - 1);
    require(core.groups[axon.group()]->population == projection.target, part, "group is not of the target");
    require(axon.key() == spec::keyOfList(projection.key, axon.pre()), part, "key is not that of its list");
    require(axon.plastic() == (projection.rule >= 0), part, "is plastic without a rule, or static with one");
    requireRange(part, "number of words", axon.words(), 1, target.limits.wordsPerList);
    require(axon.synapses() > 0, part, "has no synapses");
  }

  /// Decodes the list, adds it to the bounds of the input sums, and returns the longest delay that it can have.
  uint32_t checkList(const std::string &part, const CoreT &core, const InputAxon &axon) {
    const ProjectionT &projection = *image.projections[axon.projection()];
    const std::optional<std::vector<StoredSynapse>> list = decodeList(core, axon);
    require(list.has_value(), part, "words do not hold its list");
    const SynapseFormat &format = core.formats[formatOf(core, axon)];
    require(format.sign() == projection.sign && format.weight_bits() == projection.weight_bits, part,
            "format has other weights than the projection");
    require(format.delay_bits() >= projection.delay_bits, part, "format has fewer delay bits than the projection");
    const uint32_t maxDelay = (1u << projection.delay_bits) - 1;
    const bool learnsDelay = changes(projection, spec::UpdateTarget::Delay);
    require(format.tag_bits() != 0 || !changes(projection, spec::UpdateTarget::Tag), part, "format has no tag");
    uint32_t longest = learnsDelay ? maxDelay : 0;
    requireRange(part, "longest delay", longest, 0, target.limits.maxDelay);
    std::vector<uint64_t> &sums = inputSums[projection.target];
    sums.resize(image.populations[projection.target]->size);
    const uint32_t begin = core.groups[axon.group()]->begin;
    for (const StoredSynapse &synapse : *list) {
      requireRange(part, "delay", synapse.delay, 0, std::min(maxDelay, target.limits.maxDelay));
      longest = std::max(longest, synapse.delay);
      const uint64_t magnitude = axon.plastic() ? 256 : static_cast<uint64_t>(std::abs(synapse.weight));
      // A delay that learns can let several spikes of one source arrive at once.
      sums[begin + synapse.index] += (magnitude << projection.shift) * (learnsDelay ? maxDelay + 1 : 1);
    }
    return longest;
  }

  /// Whether the rule of the projection has a product for `variable`.
  bool changes(const ProjectionT &projection, spec::UpdateTarget variable) const {
    if (projection.rule < 0)
      return false;
    const std::vector<uint64_t> &words = image.rules[projection.rule]->words;
    return std::any_of(words.begin(), words.end(),
                       [&](uint64_t word) { return spec::decode(word)->target == variable; });
  }

  void checkCoverage() {
    std::sort(slices.begin(), slices.end());
    std::vector<uint32_t> next(image.populations.size(), 0);
    for (const auto &[population, begin, count] : slices) {
      require(begin == next[population], numbered("population", population), "its slices overlap or leave a gap");
      next[population] += count;
    }
    for (size_t i = 0; i < next.size(); ++i)
      require(image.populations[i]->kind != PopulationKind::Lif || next[i] == image.populations[i]->size,
              numbered("population", i), "its slices do not hold all of it");
  }

  /// (N11) The exact input sum of every compartment fits 32 bits.
  void checkInputSums() {
    for (const auto &[population, sums] : inputSums)
      for (const uint64_t sum : sums)
        requireAtMost(numbered("population", population), "input of a neuron in one step", sum, INT32_MAX);
  }

  void checkOutputs() {
    for (const auto &core : image.cores)
      reached.emplace_back(core->input_axons.size(), false);
    for (size_t i = 0; i < image.cores.size(); ++i) {
      const std::string part = numbered("core", i);
      const CoreT &core = *image.cores[i];
      requireAtMost(part, "output axons", core.output_axons.size(), target.limits.outputAxons);
      std::vector<Neuron> neurons;
      for (const auto &group : core.groups)
        for (uint32_t n = 0; n < group->count; ++n)
          neurons.emplace_back(group->population, group->begin + n);
      checkOutputAxons(part, core.output_axons, neurons.size(), [&](uint32_t place) { return neurons[place]; });
    }
    checkHostAxons();
    for (size_t i = 0; i < reached.size(); ++i)
      for (size_t axon = 0; axon < reached[i].size(); ++axon)
        require(reached[i][axon], numbered("core", i) + ", " + numbered("input axon", axon), "nobody sends to it");
  }

  /// `neuronAt` gives the neuron of each of `places` compartments.
  template <typename NeuronAt>
  void checkOutputAxons(const std::string &part, const std::vector<OutputAxon> &axons, size_t places,
                        NeuronAt neuronAt) {
    uint32_t before = 0;
    for (size_t i = 0; i < axons.size(); ++i) {
      const OutputAxon &out = axons[i];
      const std::string axonPart = part + ", " + numbered("output axon", i);
      require(out.compartment() >= before, axonPart, "output axons stand by compartment");
      before = out.compartment();
      requireRange(axonPart, "compartment", out.compartment(), 0, static_cast<int64_t>(places) - 1);
      requireRange(axonPart, "core", out.core(), 0, static_cast<int64_t>(image.cores.size()) - 1);
      const std::vector<InputAxon> &inputs = image.cores[out.core()]->input_axons;
      requireRange(axonPart, "input axon", out.axon(), 0, static_cast<int64_t>(inputs.size()) - 1);
      const InputAxon &in = inputs[out.axon()];
      require(neuronAt(out.compartment()) == Neuron(image.projections[in.projection()]->source, in.pre()), axonPart,
              "leads to the list of another neuron");
      require(!reached[out.core()][out.axon()], axonPart, "leads where another one leads");
      reached[out.core()][out.axon()] = true;
    }
  }

  void checkHostAxons() {
    std::vector<uint32_t> inputs;
    for (uint32_t i = 0; i < image.populations.size(); ++i)
      if (image.populations[i]->kind == PopulationKind::Input)
        inputs.push_back(i);
    require(image.host_axons.size() == inputs.size(), "host axons", "expected one table an input population");
    for (size_t i = 0; i < inputs.size(); ++i) {
      const uint32_t population = inputs[i];
      const std::string part = numbered("host axons", i);
      require(image.host_axons[i] != nullptr && image.host_axons[i]->population == population, part,
              "expected the tables in the order of the input populations");
      checkOutputAxons(part, image.host_axons[i]->axons, image.populations[population]->size,
                       [&](uint32_t neuron) { return Neuron(population, neuron); });
    }
  }

  const ImageT &image;
  const spec::Target target;
  std::vector<std::array<uint32_t, 3>> slices;         // population, begin, count
  std::vector<std::vector<bool>> reached;              // by core and input axon: somebody sends to it
  std::map<uint32_t, std::vector<uint64_t>> inputSums; // by population: bound of what a step can bring a neuron
};

} // namespace

void verify(const ImageT &image) { Verification(image).run(); }

} // namespace engram::image
