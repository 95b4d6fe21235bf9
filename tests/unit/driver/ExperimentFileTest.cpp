// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Descriptions of experiments: what is read, and every message.

#include "compiler/driver/experiment/ExperimentFile.h"
#include "tests/unit/driver/Helpers.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace engram::test {
namespace {

using driver::ExperimentFile;
using nlohmann::json;

json smallest() {
  return json::parse(R"({
    "engram_experiment": 1, "name": "small", "network": "net.json",
    "data": {"folder": "data", "train_images": "a", "train_labels": "b", "test_images": "c", "test_labels": "/d",
             "classes": ["x", "y"]},
    "encoder": {"population": "in", "kind": "regular", "steps": 8, "rate": 0.5},
    "readout": {"population": "out", "kind": "linear"},
    "schedule": [{"kind": "train", "count": 5}]})");
}

class ExperimentFileTest : public testing::Test {
protected:
  std::optional<ExperimentFile> read(const json &description, std::optional<std::string> data = std::nullopt) {
    messages.clear();
    llvm::raw_string_ostream stream(messages);
    return driver::readExperimentFile(folder.write("e.json", description.dump()), data, stream);
  }

  /// The messages with the file called F.
  std::string errors(const json &description) {
    EXPECT_FALSE(read(description).has_value());
    const std::string path = folder.path("e.json");
    for (size_t at; (at = messages.find(path)) != std::string::npos;)
      messages.replace(at, path.size(), "F");
    return messages;
  }

  ScratchFolder folder;
  std::string messages;
};

TEST_F(ExperimentFileTest, PathsAreSeenFromTheFile) {
  const auto file = read(smallest());
  ASSERT_TRUE(file.has_value()) << messages;
  EXPECT_EQ(file->network, folder.path("net.json"));
  EXPECT_EQ(file->data.trainImages, folder.path("data/a"));
  EXPECT_EQ(file->data.testLabels, "/d");
  EXPECT_EQ(read(smallest(), "elsewhere")->data.trainLabels, "elsewhere/b");
}

TEST_F(ExperimentFileTest, ReadsEveryMember) {
  json description = smallest();
  description["target"] = "loihi1";
  description["cores"] = 3;
  description["on"] = "systemc";
  description["settle"] = false;
  description["encoder"] = {{"population", "in"}, {"kind", "bernoulli"}, {"steps", 4}, {"norm", 2.5},
                            {"gamma", 0.5},       {"threshold", 0.1},    {"seed", 9}};
  description["schedule"] = json::parse(R"([
    {"kind": "train", "from": 1, "count": 5, "epochs": 2, "third_factors": {"rate": -3},
     "evaluate": {"every": 2, "label": 3, "test": 4}},
    {"kind": "label"}, {"kind": "test"}, {"kind": "cosimulate", "count": 1, "on": ["reference", "systemc"]}])");
  description["baseline"] = {{"kind", "kmeans"}, {"iterations", 7}, {"seed", 8}};
  const auto file = read(description);
  ASSERT_TRUE(file.has_value()) << messages;
  EXPECT_EQ(file->target, "loihi1");
  EXPECT_EQ(file->cores, 3u);
  EXPECT_EQ(file->executor, "systemc");
  EXPECT_FALSE(file->settle);
  EXPECT_EQ(file->encoder.kind, driver::EncoderKind::Bernoulli);
  EXPECT_EQ(file->encoder.normalisation, driver::Normalisation::Norm);
  EXPECT_EQ(file->encoder.rate, 2.5);
  EXPECT_EQ(file->encoder.seed, 9u);
  EXPECT_EQ(file->readout, driver::ReadoutKind::Linear);
  ASSERT_EQ(file->phases.size(), 4u);
  EXPECT_EQ(file->phases[0].epochs, 2u);
  EXPECT_EQ(file->phases[0].evaluation->test, 4u);
  EXPECT_EQ(file->phases[0].thirdFactors[0], std::make_pair(std::string("rate"), -3));
  EXPECT_FALSE(file->phases[1].count.has_value());
  EXPECT_EQ(file->phases[3].executors[1], "systemc");
  EXPECT_EQ(file->baseline->iterations, 7u);
}

TEST_F(ExperimentFileTest, LocatesFaults) {
  json description = smallest();
  description["networks"] = "x";
  EXPECT_THAT(errors(description), testing::HasSubstr("F: /networks: error: unknown key 'networks', the nearest known "
                                                      "one is 'network'"));
  description = smallest();
  description.erase("encoder");
  EXPECT_THAT(errors(description), testing::HasSubstr("error: missing key 'encoder'"));
  description = smallest();
  description["encoder"]["norm"] = 3;
  EXPECT_EQ(errors(description),
            "F: /encoder: error: expected one of 'rate', 'spikes_per_step' and 'norm' but got 2\n");
  description = smallest();
  description["data"]["classes"] = json::array();
  EXPECT_EQ(errors(description), "F: /data/classes: error: expected the names of 1 to 256 classes\n");
  description = smallest();
  description["schedule"] = json::parse(R"([{"kind": "tran"}, {"count": 3}, {"kind": "label", "epochs": 2}])");
  const std::string all = errors(description);
  EXPECT_THAT(all, testing::HasSubstr("F: /schedule/0/kind: error: "));
  EXPECT_THAT(all, testing::HasSubstr("F: /schedule/1: error: expected an object with 'kind' but got an object\n"));
  EXPECT_THAT(all, testing::HasSubstr("F: /schedule/2/epochs: error: unknown key 'epochs'"));
  description = smallest();
  description["schedule"] = json::parse(R"([{"kind": "cosimulate", "on": ["reference"]}])");
  EXPECT_EQ(errors(description), "F: /schedule/0/on: error: expected two executors but got 1\n");
  description["schedule"] = json::parse(R"([{"kind": "train", "third_factors": 4}])");
  EXPECT_EQ(errors(description), "F: /schedule/0/third_factors: error: expected an object of modulators and what they "
                                 "are told but got 4\n");
}

} // namespace
} // namespace engram::test
