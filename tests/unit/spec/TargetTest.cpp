// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Target descriptions: the ones that come with Engram, and what is said about wrong ones.

#include "hw/spec/Target.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace engram::spec {
namespace {

TEST(TargetTest, KnowsItsTargets) {
  std::vector<std::string> names;
  for (const TargetFile &file : knownTargets())
    names.push_back(file.name);
  EXPECT_EQ(names, (std::vector<std::string>{"engram1", "loihi1", "tiny"}));
  for (const std::string &name : names)
    EXPECT_EQ(loadTarget(name).name, name);
}

TEST(TargetTest, ReadsPublishedNumbersOfLoihi) { // loihi.md 2.1 and 2.6
  const Target target = loadTarget("loihi1");
  EXPECT_EQ(target.tickSeconds, 1e-10);
  EXPECT_EQ(target.columns * target.rows * target.coresPerTile, 128u);
  EXPECT_EQ(target.limits.compartments, 1024u);
  EXPECT_EQ(target.limits.synapseWords, 16384u);
  EXPECT_EQ(target.limits.plasticAxonSlots, 2u);
  EXPECT_EQ(target.costs.compartmentActive.ticks, 84u);
  EXPECT_EQ(target.costs.synapseEvent.femtojoules, 23600u);
  EXPECT_EQ(target.costs.hopNorthSouth.ticks, 65u);
  // 465 ns over all 32 tiles, within the rounding of a tick a tile.
  EXPECT_NEAR(double(target.costs.barrierBase.ticks + 31 * target.costs.barrierTile.ticks), 4650, 31);
}

nlohmann::ordered_json tiny() { return nlohmann::ordered_json::parse(loadTarget("tiny").text); }

std::string errorOf(const std::string &text) {
  try {
    parseTarget(text);
  } catch (const TargetError &error) {
    return error.what();
  }
  return "";
}

/// The message when the value at `pointer` is `value`.
std::string errorWith(const std::string &pointer, const nlohmann::ordered_json &value) {
  nlohmann::ordered_json json = tiny();
  json[nlohmann::ordered_json::json_pointer(pointer)] = value;
  return errorOf(json.dump());
}

TEST(TargetTest, LocatesEveryError) {
  EXPECT_EQ(errorOf(tiny().dump()), "");
  EXPECT_EQ(errorOf(""), "1:1: not valid JSON");
  EXPECT_EQ(errorOf("{\n \"name\": }"), "2:10: not valid JSON");
  EXPECT_EQ(errorOf("{\"a\": 1e999}"), "1:1: not valid JSON: a number is out of range");
  EXPECT_EQ(errorOf("[]"), "/: expected an object but got array");
  EXPECT_EQ(errorWith("/engram_target", 2), "/engram_target: expected version 1 but got 2");
  EXPECT_EQ(errorWith("/limit", 2), "/limit: unknown key 'limit', the nearest known one is 'limits'");
  EXPECT_EQ(errorWith("/limits/compartment", 2),
            "/limits/compartment: unknown key 'compartment', the nearest known one is 'compartments'");
  EXPECT_EQ(errorWith("/limits/cores", 4), "/limits/cores: expected an object but got number");
  EXPECT_EQ(errorWith("/limits/cores/value", -4), "/limits/cores/value: expected an integer in 1..65536 but got -4");
  EXPECT_EQ(errorWith("/limits/cores/value", 1.5), "/limits/cores/value: expected an integer in 1..65536 but got 1.5");
  EXPECT_EQ(errorWith("/limits/cores/value", "4"), "/limits/cores/value: expected a number but got string");
  EXPECT_EQ(errorWith("/limits/cores/source", ""), "/limits/cores/source: expected a text but got \"\"");
  EXPECT_EQ(errorWith("/limits/cores/value", 5), "/limits/cores/value: need room for 5 cores, have 4 in the mesh");
  EXPECT_EQ(errorWith("/limits/words_per_list/value", 257),
            "/limits/words_per_list/value: expected at most the synapse_words of a core, 256, but got 257");
  EXPECT_EQ(errorWith("/tick_seconds/value", 0), "/tick_seconds/value: expected a positive number but got 0");
  EXPECT_EQ(errorWith("/static_watts_per_core/value", -1),
            "/static_watts_per_core/value: expected a non-negative number but got -1");
  EXPECT_EQ(errorWith("/costs/spike/ticks/value", -1),
            "/costs/spike/ticks/value: expected an integer in 0..1099511627776 but got -1");
  for (const char *section : {"limits", "costs", "mesh"}) {
    nlohmann::ordered_json json = tiny();
    const std::string key = json[section].begin().key();
    json[section].erase(key);
    EXPECT_EQ(errorOf(json.dump()), "/" + std::string(section) + ": missing key '" + key + "'");
  }
  nlohmann::ordered_json json = tiny();
  json.erase("name");
  EXPECT_EQ(errorOf(json.dump()), "/: missing key 'name'");
}

TEST(TargetTest, ReadsAFolderOfTheUser) {
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "engram-target-test";
  std::filesystem::create_directories(folder / "folder.json");
  std::ofstream(folder / "mine.json") << loadTarget("tiny").text;
  std::ofstream(folder / "broken.json") << "{";
  ::setenv("ENGRAM_TARGETS", folder.c_str(), 1);
  EXPECT_EQ(loadTarget("mine").name, "tiny");
  const auto messageOf = [](const std::string &name) -> std::string {
    try {
      loadTarget(name);
    } catch (const TargetError &error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(messageOf("broken"), (folder / "broken.json").string() + ":1:2: not valid JSON");
  EXPECT_EQ(messageOf("folder"), (folder / "folder.json").string() + ": is empty or cannot be read");
  EXPECT_EQ(messageOf("loihi"), "unknown target 'loihi', known are: broken, engram1, folder, loihi1, mine, tiny");
  ::unsetenv("ENGRAM_TARGETS");
  std::filesystem::remove_all(folder);
}

} // namespace
} // namespace engram::spec
