// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads target descriptions. One table a section binds a key to a member and its range; whatever the tables do not
// name is refused. Then the members are checked against each other. File format: docs/formats.md.

#include "hw/spec/Target.h"

#include "hw/spec/NearestName.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace engram::spec {

namespace {

using Json = nlohmann::json;

[[noreturn]] void fail(const std::string &pointer, const std::string &text) {
  throw TargetError((pointer.empty() ? "/" : pointer) + ": " + text);
}

struct LimitKey {
  const char *name;
  uint32_t Limits::*member;
  uint32_t min;
  uint32_t max;
};

// The upper bounds are those of the image's fields: 6 bits of synapse count, 4 of format id, 6 of delay and epoch.
constexpr uint32_t kMaxCount = 1u << 24;
constexpr LimitKey kLimitKeys[] = {
    {"cores", &Limits::cores, 1, 1u << 16},
    {"compartments", &Limits::compartments, 1, 1u << 16},
    {"groups", &Limits::groups, 1, 1u << 16},
    {"input_axons", &Limits::inputAxons, 1, kMaxCount},
    {"plastic_axon_slots", &Limits::plasticAxonSlots, 1, 16},
    {"output_axons", &Limits::outputAxons, 1, kMaxCount},
    {"synapse_words", &Limits::synapseWords, 1, kMaxCount},
    {"synapses_per_entry", &Limits::synapsesPerEntry, 1, 63},
    {"words_per_list", &Limits::wordsPerList, 1, kMaxCount},
    {"synapse_formats", &Limits::synapseFormats, 1, 16},
    {"delay_slots", &Limits::delaySlots, 1, kMaxCount},
    {"max_delay", &Limits::maxDelay, 0, 63},
    {"learning_profiles", &Limits::learningProfiles, 0, kMaxCount},
    {"microcode_words", &Limits::microcodeWords, 0, kMaxCount},
    {"max_epoch", &Limits::maxEpoch, 1, 63},
};

struct CostKey {
  const char *name;
  Cost Costs::*member;
};

constexpr CostKey kCostKeys[] = {
    {"compartment_active", &Costs::compartmentActive},
    {"compartment_idle", &Costs::compartmentIdle},
    {"spike", &Costs::spike},
    {"axon_out", &Costs::axonOut},
    {"axon_in", &Costs::axonIn},
    {"synapse_word", &Costs::synapseWord},
    {"synapse_event", &Costs::synapseEvent},
    {"tile", &Costs::tile},
    {"hop_east_west", &Costs::hopEastWest},
    {"hop_north_south", &Costs::hopNorthSouth},
    {"learning_list", &Costs::learningList},
    {"learning_visit", &Costs::learningVisit},
    {"learning_update", &Costs::learningUpdate},
    {"barrier_base", &Costs::barrierBase},
    {"barrier_tile", &Costs::barrierTile},
};

/// Ticks and femtojoules of one event stay below this, so that sums over long runs fit 64 bits.
constexpr uint64_t kMaxCost = uint64_t{1} << 40;

/// An object of which every member must be asked for.
class Section {
public:
  Section(const Json &json, std::string pointer, std::vector<std::string_view> keys)
      : json(json), pointer(std::move(pointer)) {
    if (!json.is_object())
      fail(this->pointer, std::string("expected an object but got ") + json.type_name());
    for (const auto &item : json.items())
      if (std::find(keys.begin(), keys.end(), item.key()) == keys.end())
        fail(at(item.key()), "unknown key '" + item.key() + "', the nearest known one is '" +
                                 std::string(nearestName(item.key(), keys)) + "'");
    for (const std::string_view key : keys)
      if (!json.contains(std::string(key)))
        fail(this->pointer, "missing key '" + std::string(key) + "'");
  }

  const Json &operator[](const std::string &key) const { return json.at(key); }
  std::string at(const std::string &key) const { return pointer + "/" + key; }

  std::string text(const std::string &key) const {
    const Json &value = json.at(key);
    if (!value.is_string() || value.get_ref<const std::string &>().empty())
      fail(at(key), "expected a text but got " + value.dump());
    return value.get<std::string>();
  }

private:
  const Json &json;
  std::string pointer;
};

/// The number in {"value": number, "source": text}.
const Json &sourcedValue(const Section &parent, const std::string &key) {
  const Section section(parent[key], parent.at(key), {"value", "source"});
  section.text("source");
  const Json &value = section["value"];
  if (!value.is_number())
    fail(section.at("value"), std::string("expected a number but got ") + value.type_name());
  return value;
}

uint64_t readInteger(const Section &parent, const std::string &key, uint64_t min, uint64_t max) {
  const Json &value = sourcedValue(parent, key);
  const bool fits = value.is_number_unsigned() && value.get<uint64_t>() >= min && value.get<uint64_t>() <= max;
  if (!fits)
    fail(parent.at(key) + "/value",
         "expected an integer in " + std::to_string(min) + ".." + std::to_string(max) + " but got " + value.dump());
  return value.get<uint64_t>();
}

double readReal(const Section &parent, const std::string &key, bool zeroAllowed) {
  const Json &value = sourcedValue(parent, key);
  const double number = value.get<double>();
  if (!std::isfinite(number) || number < 0 || (number == 0 && !zeroAllowed))
    fail(parent.at(key) + "/value",
         std::string("expected a ") + (zeroAllowed ? "non-negative" : "positive") + " number but got " + value.dump());
  return number;
}

void readMesh(const Section &root, Target &target) {
  const Section mesh(root["mesh"], "/mesh", {"columns", "rows", "cores_per_tile"});
  target.columns = static_cast<uint32_t>(readInteger(mesh, "columns", 1, 1024));
  target.rows = static_cast<uint32_t>(readInteger(mesh, "rows", 1, 1024));
  target.coresPerTile = static_cast<uint32_t>(readInteger(mesh, "cores_per_tile", 1, 64));
}

void readLimits(const Section &root, Limits &limits) {
  std::vector<std::string_view> keys;
  for (const LimitKey &key : kLimitKeys)
    keys.emplace_back(key.name);
  const Section section(root["limits"], "/limits", std::move(keys));
  for (const LimitKey &key : kLimitKeys)
    limits.*key.member = static_cast<uint32_t>(readInteger(section, key.name, key.min, key.max));
}

void readCosts(const Section &root, Costs &costs) {
  std::vector<std::string_view> keys;
  for (const CostKey &key : kCostKeys)
    keys.emplace_back(key.name);
  const Section section(root["costs"], "/costs", std::move(keys));
  for (const CostKey &key : kCostKeys) {
    const Section cost(section[key.name], section.at(key.name), {"ticks", "femtojoules"});
    (costs.*key.member).ticks = readInteger(cost, "ticks", 0, kMaxCost);
    (costs.*key.member).femtojoules = readInteger(cost, "femtojoules", 0, kMaxCost);
  }
}

void checkTogether(const Target &target) {
  const uint64_t places = uint64_t{target.columns} * target.rows * target.coresPerTile;
  if (target.limits.cores > places)
    fail("/limits/cores/value", "need room for " + std::to_string(target.limits.cores) + " cores, have " +
                                    std::to_string(places) + " in the mesh");
  if (target.limits.wordsPerList > target.limits.synapseWords)
    fail("/limits/words_per_list/value", "expected at most the synapse_words of a core, " +
                                             std::to_string(target.limits.synapseWords) + ", but got " +
                                             std::to_string(target.limits.wordsPerList));
}

/// "line:col" of a byte offset (from 1) in `text`.
std::string lineAndColumn(const std::string &text, size_t byte) {
  size_t line = 1;
  size_t column = 1;
  for (size_t i = 0; i + 1 < byte && i < text.size(); ++i) {
    column = text[i] == '\n' ? 1 : column + 1;
    line += text[i] == '\n';
  }
  return std::to_string(line) + ":" + std::to_string(column);
}

Json parseJson(const std::string &text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error &error) {
    throw TargetError(lineAndColumn(text, error.byte) + ": not valid JSON");
  } catch (const Json::exception &) {
    throw TargetError("1:1: not valid JSON: a number is out of range");
  }
}

/// The folders that may hold targets, the strongest first.
std::vector<std::filesystem::path> targetFolders() {
  std::vector<std::filesystem::path> folders;
  if (const char *extra = std::getenv("ENGRAM_TARGETS"))
    folders.emplace_back(extra);
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error)
    folders.push_back(program.parent_path().parent_path() / "share" / "engram" / "targets");
  folders.emplace_back(ENGRAM_TARGET_DIR);
  return folders;
}

} // namespace

Target parseTarget(const std::string &text) {
  const Json json = parseJson(text);
  const Section root(
      json, "",
      {"engram_target", "name", "description", "tick_seconds", "mesh", "static_watts_per_core", "limits", "costs"});
  if (root["engram_target"] != 1)
    fail("/engram_target", "expected version 1 but got " + root["engram_target"].dump());
  Target target;
  target.name = root.text("name");
  target.description = root.text("description");
  target.tickSeconds = readReal(root, "tick_seconds", false);
  target.staticWattsPerCore = readReal(root, "static_watts_per_core", true);
  readMesh(root, target);
  readLimits(root, target.limits);
  readCosts(root, target.costs);
  checkTogether(target);
  target.text = text;
  return target;
}

std::vector<TargetFile> knownTargets() {
  std::map<std::string, std::string> found;
  for (const std::filesystem::path &folder : targetFolders()) {
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(folder, error))
      if (entry.path().extension() == ".json")
        found.emplace(entry.path().stem().string(), entry.path().string());
  }
  std::vector<TargetFile> files;
  files.reserve(found.size());
  for (const auto &[name, path] : found)
    files.push_back({name, path});
  return files;
}

Target loadTarget(const std::string &name) {
  const std::vector<TargetFile> known = knownTargets();
  const auto file = std::find_if(known.begin(), known.end(), [&](const TargetFile &f) { return f.name == name; });
  if (file == known.end()) {
    std::string names;
    for (const TargetFile &f : known)
      names += (names.empty() ? "" : ", ") + f.name;
    throw TargetError("unknown target '" + name + "', known are: " + names);
  }
  std::ifstream stream(file->path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!text)
    throw TargetError(file->path + ": is empty or cannot be read");
  try {
    return parseTarget(text.str());
  } catch (const TargetError &error) {
    throw TargetError(file->path + ":" + (error.what()[0] == '/' ? " " : "") + error.what());
  }
}

} // namespace engram::spec
