// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The waveform of one step, byte for byte.

#include "tests/unit/systemc/TestNetwork.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace engram::test {

namespace {

std::string contentOf(const std::filesystem::path &path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::filesystem::path pathOf(const std::string &name) {
  return std::filesystem::path(testing::TempDir()) / ("engram-" + name + ".vcd");
}

} // namespace

TEST(WaveformTest, ShowsWhenEachUnitIsBusy) {
  NetworkBuilder builder;
  const uint32_t in = builder.input(1);
  const uint32_t out = builder.lif(2);
  const uint32_t rule = builder.rule(1, {product(spec::Event::Pre, 2, 0, {})});
  builder.project(in, out, {{0, 0, 2, 0}}, static_cast<int32_t>(rule));
  const std::filesystem::path path = pathOf("busy");
  std::filesystem::remove(path);
  {
    TestChip chip(builder.image({-1, 0}, {0}), path.string());
    chip->host->inject(in, 0);
    chip.step();
    EXPECT_FALSE(std::filesystem::exists(path)) << "the file has its name only when it is complete";
  }
  // Host 0..7, local port 7..13, list 13..30; dendrite 0..10; LRN 130..169: 12 + 13 + 14; barriers of 100.
  EXPECT_EQ(contentOf(path), R"($version engram systemc $end
$timescale 1 ns $end
$scope module chip $end
$var wire 2 ! phase $end
$scope module tile0 $end
$var wire 1 " router_local $end
$var wire 1 # router_east $end
$var wire 1 $ router_west $end
$var wire 1 % router_north $end
$var wire 1 & router_south $end
$upscope $end
$scope module host $end
$var wire 1 ' port $end
$upscope $end
$scope module core0 $end
$var wire 1 ( synapse $end
$var wire 1 ) dendrite $end
$var wire 1 * axon $end
$var wire 1 + learning $end
$upscope $end
$upscope $end
$enddefinitions $end
#0
b00 !
0"
0#
0$
0%
0&
0'
0(
0)
0*
0+
b01 !
1'
1)
#7
1"
0'
#10
0)
#13
0"
1(
#30
b11 !
0(
#130
b10 !
1+
#169
b11 !
0+
#269
b00 !
)");
}

TEST(WaveformTest, RefusesAPathThatCannotBeWritten) {
  const systemc::Clock clock(1e-9);
  try {
    systemc::Waveform waveform("/nonexistent/wave.vcd", clock);
    FAIL() << "expected an error";
  } catch (const file::FileError &error) {
    EXPECT_STREQ(error.what(), "/nonexistent/wave.vcd: error: cannot write the file: No such file or directory");
  }
}

TEST(WaveformTest, JoinsIntervalsThatTouchAndCountsInUnitsOfTheResolution) {
  const std::filesystem::path path = pathOf("joined");
  {
    systemc::Waveform waveform(path.string(), systemc::Clock(2e-9));
    const uint32_t signal = waveform.addSignal("busy", 1);
    waveform.busy(signal, 1, 3);
    waveform.busy(signal, 3, 5);
    waveform.busy(signal, 6, 6); // nothing
    waveform.busy(signal, 7, 8);
  }
  EXPECT_THAT(contentOf(path), testing::EndsWith("#0\n0!\n#2\n1!\n#10\n0!\n#14\n1!\n#16\n0!\n"));
}

} // namespace engram::test
