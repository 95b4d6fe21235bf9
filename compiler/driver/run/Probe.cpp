// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Probes by name.

#include "compiler/driver/run/Probe.h"

#include "compiler/driver/UserError.h"
#include "compiler/driver/run/Names.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace engram::driver {

namespace {

using sim::StateVariable;

struct NamedVariable {
  llvm::StringLiteral name;
  std::optional<StateVariable> variable;
};

constexpr llvm::StringLiteral kEvery = "/every";

constexpr NamedVariable kOfPopulation[] = {
    {"spikes", std::nullopt}, {"u", StateVariable::U}, {"v", StateVariable::V}, {"theta", StateVariable::Theta}};
constexpr NamedVariable kOfProjection[] = {{"weight", StateVariable::Weight}, {"tag", StateVariable::Tag},
                                           {"delay", StateVariable::Delay},   {"x1", StateVariable::X1},
                                           {"x2", StateVariable::X2},         {"y1", StateVariable::Y1},
                                           {"y2", StateVariable::Y2},         {"y3", StateVariable::Y3}};

/// The variable called `name`, or an error that lists those there are.
std::optional<StateVariable> findVariable(llvm::ArrayRef<NamedVariable> variables, llvm::StringRef name,
                                          const std::string &probe, const std::string &owner) {
  json::Words names;
  for (const NamedVariable &candidate : variables) {
    if (candidate.name == name)
      return candidate.variable;
    names.emplace_back(candidate.name.data(), candidate.name.size());
  }
  throw UserError(
      "--probe " + probe,
      owner + " has no variable '" + name.str() + "', expected one of " +
          llvm::join(llvm::map_range(names, [](std::string_view word) { return llvm::StringRef(word); }), ", ") +
          json::suggestion(name, names));
}

uint64_t parseInterval(llvm::StringRef text, const std::string &probe) {
  uint64_t every = 0;
  text = text.ltrim(" =").rtrim();
  if (text.getAsInteger(10, every) || every == 0)
    throw UserError("--probe " + probe,
                    "expected a number of steps of at least 1 after '/every' but got '" + text.str() + "'");
  return every;
}

void requireLif(const Probe &probe, const image::PopulationT &population, const std::string &text) {
  if (probe.variable && population.kind != image::PopulationKind::Lif)
    throw UserError("--probe " + text, "population '" + population.name +
                                           "' has no membrane, only its spikes can be "
                                           "recorded");
}

void requirePlastic(const Probe &probe, const image::ProjectionT &projection, const std::string &text) {
  if (*probe.variable >= StateVariable::Tag && projection.rule < 0)
    throw UserError("--probe " + text,
                    "projection '" + projection.name + "' does not learn, it has only weight and delay");
}

} // namespace

Probe parseProbe(const std::string &text, const image::ImageT &image) {
  Probe probe;
  llvm::StringRef rest = text;
  if (const size_t at = rest.find(kEvery); at != llvm::StringRef::npos) {
    probe.every = parseInterval(rest.drop_front(at + kEvery.size()), text);
    rest = rest.take_front(at).rtrim();
  }
  const auto [owner, variable] = rest.rsplit('.');
  probe.name = rest.str();
  if (const std::optional<uint32_t> population = findByName(image.populations, owner.str())) {
    probe.owner = *population;
    probe.variable = findVariable(kOfPopulation, variable, text, "population '" + owner.str() + "'");
    requireLif(probe, *image.populations[*population], text);
  } else if (const std::optional<uint32_t> projection = findByName(image.projections, owner.str())) {
    probe.owner = *projection;
    probe.variable = findVariable(kOfProjection, variable, text, "projection '" + owner.str() + "'");
    requirePlastic(probe, *image.projections[*projection], text);
  } else {
    const std::string near = suggestName(image.populations, owner.str());
    throw UserError("--probe " + text, "unknown population or projection '" + owner.str() + "'" +
                                           (near.empty() ? suggestName(image.projections, owner.str()) : near));
  }
  return probe;
}

} // namespace engram::driver
