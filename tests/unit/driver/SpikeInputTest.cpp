// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Spike files: what is read, and every message.

#include "compiler/driver/run/SpikeInput.h"
#include "compiler/driver/UserError.h"
#include "compiler/frontend/npy/Npy.h"
#include "hw/file/File.h"
#include "tests/unit/driver/Helpers.h"

namespace engram::test {
namespace {

using driver::UserError;

class SpikeInputTest : public testing::Test {
protected:
  std::string csvError(const std::string &text) {
    return messageOf<UserError>([&] { driver::parseSpikeCsv(text, "s.csv", image); });
  }

  image::ImageT image = imageOf(plasticNetwork());
};

TEST_F(SpikeInputTest, ReadsSpikesInAnyOrderOfSteps) {
  const auto spikes = driver::parseSpikeCsv("step,population,index\r\n7, in ,2\r\n\n1,in,0", "s.csv", image);
  ASSERT_EQ(spikes.size(), 2u);
  EXPECT_EQ(spikes[0].step, 7u);
  EXPECT_EQ(spikes[0].spike.population, 0u);
  EXPECT_EQ(spikes[0].spike.index, 2u);
  EXPECT_EQ(spikes[1].step, 1u);
}

TEST_F(SpikeInputTest, GivesTheSpikesOfAStepInOrder) {
  ScratchFolder folder;
  driver::SpikeInput input;
  input.add(folder.write("a.csv", "step,population,index,payload\n2,in,1,1\n2,mood,0,-128\n1,in,0,1\n"), image);
  input.sort();
  const auto at = [&input](uint64_t step) {
    return std::vector<sim::Spike>(input.at(step).begin(), input.at(step).end());
  };
  EXPECT_TRUE(at(3).empty());
  const std::vector<sim::Spike> second = at(2);
  ASSERT_EQ(second.size(), 2u);
  EXPECT_EQ(second[0].index, 1u);
  EXPECT_EQ(second[1].population, 2u);
  EXPECT_EQ(second[1].payload, -128);
}

TEST_F(SpikeInputTest, LocatesFaultsOfCsv) {
  const std::string head = "step,population,index\n", withPayload = "step,population,index,payload\n";
  EXPECT_EQ(csvError(""), "s.csv:1:1: error: expected the header 'step,population,index' or "
                          "'step,population,index,payload'");
  EXPECT_EQ(csvError(head + "0,in,0"), "s.csv:2:1: error: expected a step from 1 to 4294967295 but got '0'");
  EXPECT_EQ(csvError(head + "1,inn,0"), "s.csv:2:3: error: unknown population 'inn', the nearest known one is 'in'");
  EXPECT_EQ(csvError(head + "1,exc,0"),
            "s.csv:2:3: error: population 'exc' computes its own spikes, expected an input or a modulator");
  EXPECT_EQ(csvError(head + "1,in,0\n1,in,3"), "s.csv:3:6: error: expected an index from 0 to 2 but got '3'");
  EXPECT_EQ(csvError(head + "1,in,x"), "s.csv:2:6: error: expected an index from 0 to 2 but got 'x'");
  EXPECT_EQ(csvError(head + "1,in"), "s.csv:2:5: error: expected an index from 0 to 2 but got ''");
  EXPECT_EQ(csvError(head + "1,in,0,1"), "s.csv:2:8: error: expected the end of the line");
  EXPECT_EQ(csvError(head + "1,mood,0"), "s.csv:2:8: error: modulator 'mood' needs a payload: give the file the header "
                                         "'step,population,index,payload'");
  EXPECT_EQ(csvError(withPayload + "1,mood,0,128"),
            "s.csv:2:10: error: expected a payload from -128 to 127 but got '128'");
  EXPECT_EQ(csvError(withPayload + "1,in,0,2"),
            "s.csv:2:8: error: expected the payload of a spike from 1 to 1 but got '2'");
}

TEST_F(SpikeInputTest, ReadsNpy) {
  ScratchFolder folder;
  npy::writeFile(folder.path("in.npy"), {2, 3}, {0, 1, 0, 1, 0, 1});
  const auto spikes = driver::readSpikeNpy(folder.path("in.npy"), "in", image);
  ASSERT_EQ(spikes.size(), 3u);
  EXPECT_EQ(spikes[0].step, 1u);
  EXPECT_EQ(spikes[0].spike.index, 1u);
  EXPECT_EQ(spikes[2].step, 2u);
  EXPECT_EQ(spikes[2].spike.index, 2u);
}

TEST_F(SpikeInputTest, ModulatorsAreToldEveryValueOfNpy) {
  ScratchFolder folder;
  npy::writeFile(folder.path("mood.npy"), {3, 1}, {5, 0, -7});
  const auto told = driver::readSpikeNpy(folder.path("mood.npy"), "mood", image);
  ASSERT_EQ(told.size(), 3u);
  EXPECT_EQ(told[1].spike.payload, 0);
  EXPECT_EQ(told[2].spike.payload, -7);
}

TEST_F(SpikeInputTest, LocatesFaultsOfNpy) {
  ScratchFolder folder;
  const std::string path = folder.path("a.npy");
  const auto error = [&](const char *name) {
    return messageOf<UserError>([&] { driver::readSpikeNpy(path, name, image); });
  };
  npy::writeFile(path, {2, 2}, {0, 1, 0, 1});
  EXPECT_EQ(error("in"), path + ": error: expected an array of steps x 3 for population 'in' but got one of 2 x 2");
  EXPECT_EQ(error("exc"), "--input exc=" + path +
                              ": error: expected the name of an input or a modulator, the nearest "
                              "known one is 'exc'");
  npy::writeFile(path, {1, 3}, {0, 1, 3});
  EXPECT_EQ(error("in"), path + ": error: expected integers from 0 to 1 but step 1, neuron 2 is 3.000000");
}

TEST_F(SpikeInputTest, MissingFileIsNamed) {
  driver::SpikeInput input;
  EXPECT_EQ(messageOf<file::FileError>([&] { input.add("no/such.csv", image); }),
            "no/such.csv: error: cannot read the file: No such file or directory");
}

} // namespace
} // namespace engram::test
