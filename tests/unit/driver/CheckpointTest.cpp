// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checkpoints: what is written is read, a run goes on from it as if it had not stopped, damage is found.

#include "sim/checkpoint/Checkpoint.h"
#include "backends/Executor.h"
#include "sim/compare/Divergence.h"
#include "tests/unit/driver/Helpers.h"

#include <xxhash.h>

namespace engram::test {
namespace {

using sim::CheckpointError;

class CheckpointTest : public testing::Test {
protected:
  /// Runs steps begin..end with every input spiking in every other step.
  void run(Executor &executor, uint64_t begin, uint64_t end) {
    for (uint64_t step = begin; step <= end; ++step) {
      for (uint32_t i = 0; i < 3; ++i)
        if ((step + i) % 2 == 0)
          executor.inject({0, i, 1});
      executor.inject({2, 0, static_cast<int32_t>(step)});
      executor.step();
    }
  }

  std::string error(const sim::State &state) {
    return messageOf<CheckpointError>(
        [&] { sim::deserializeCheckpoint(*image, sim::serializeCheckpoint(*image, state)); });
  }

  ImagePtr image = std::make_shared<const image::ImageT>(imageOf(plasticNetwork()));
};

TEST_F(CheckpointTest, ARunGoesOnOnAnotherExecutorAsIfItHadNotStopped) {
  const auto whole = createExecutor("reference", image);
  run(*whole, 1, 23);
  const auto first = createExecutor("reference", image);
  run(*first, 1, 10); // in the middle of an epoch
  const std::string bytes = sim::serializeCheckpoint(*image, first->checkpoint());
  const auto second = createExecutor("systemc", image);
  second->restore(sim::deserializeCheckpoint(*image, bytes));
  run(*second, 11, 23);
  const auto found = sim::Comparison(*image).compare(whole->checkpoint(), second->checkpoint());
  EXPECT_FALSE(found.has_value()) << found->text();
  EXPECT_EQ(whole->checkpoint().step, 23u);
}

TEST_F(CheckpointTest, TheSameStateGivesTheSameBytes) {
  const auto executor = createExecutor("reference", image);
  run(*executor, 1, 5);
  const std::string bytes = sim::serializeCheckpoint(*image, executor->checkpoint());
  EXPECT_EQ(sim::serializeCheckpoint(*image, sim::deserializeCheckpoint(*image, bytes)), bytes);
}

TEST_F(CheckpointTest, EveryFlippedByteAndEveryCutIsFound) {
  const std::string bytes = sim::serializeCheckpoint(*image, createExecutor("reference", image)->checkpoint());
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    EXPECT_THROW(sim::deserializeCheckpoint(*image, damaged), CheckpointError) << "byte " << i;
    EXPECT_THROW(sim::deserializeCheckpoint(*image, bytes.substr(0, i)), CheckpointError) << "cut at " << i;
  }
}

TEST_F(CheckpointTest, DamageIsCalledByItsName) {
  const auto message = [&](std::string bytes) {
    return messageOf<CheckpointError>([&] { sim::deserializeCheckpoint(*image, bytes); });
  };
  std::string bytes = sim::serializeCheckpoint(*image, createExecutor("reference", image)->checkpoint());
  EXPECT_EQ(message("x" + bytes), "not a checkpoint");
  EXPECT_EQ(message(bytes + "x"), "expected " + std::to_string(bytes.size() - 32) +
                                      " bytes after the header of the checkpoint but got " +
                                      std::to_string(bytes.size() - 31) + ": the file is truncated or damaged");
  std::string other = bytes;
  other[8] = 9;
  EXPECT_EQ(message(other), "expected checkpoint version 1 but got 9");
  other = bytes;
  other[12] = 1;
  EXPECT_EQ(message(other), "header of the checkpoint is damaged");
  other = bytes;
  std::fill(other.begin() + 32, other.end(), '\xff');
  const uint64_t checksum = XXH3_64bits(other.data() + 32, other.size() - 32);
  for (size_t i = 0; i < 8; ++i)
    other[24 + i] = static_cast<char>(checksum >> (8 * i));
  EXPECT_EQ(message(other), "payload is not a checkpoint of this version");
  other = bytes;
  other.back() = static_cast<char>(other.back() ^ 1);
  EXPECT_EQ(message(other), "checksum of the checkpoint is wrong: the file is damaged");
}

TEST_F(CheckpointTest, AnotherNetworkIsRefused) {
  mapping::Network network = plasticNetwork();
  network.populations[1].name = "inh";
  const image::ImageT renamed = imageOf(network);
  network = plasticNetwork();
  network.projections[1].synapses.pop_back();
  const image::ImageT smaller = imageOf(network);
  const std::string bytes = sim::serializeCheckpoint(*image, createExecutor("reference", image)->checkpoint());
  EXPECT_EQ(messageOf<CheckpointError>([&] { sim::deserializeCheckpoint(renamed, bytes); }),
            "checkpoint is of another network: its populations are others");
  EXPECT_EQ(messageOf<CheckpointError>([&] { sim::deserializeCheckpoint(smaller, bytes); }),
            "checkpoint is of another network: expected 1 values of back.weight but got 2");
}

TEST_F(CheckpointTest, ValuesThatNoRunReachesAreRefused) {
  const sim::State good = createExecutor("reference", image)->checkpoint();
  sim::State state = good;
  state.populations[1].v[1] = 1 << 23;
  EXPECT_EQ(error(state), "checkpoint has exc.v 8388608, expected -8388607 to 8388607");
  state = good;
  state.populations[1].pending[0][0] = int64_t{1} << 40;
  EXPECT_EQ(error(state), "checkpoint has exc.pending 1099511627776, expected a number of 32 bits");
  state = good;
  state.projections[0].weight[0] = 256;
  EXPECT_EQ(error(state), "checkpoint has ff.weight 256, expected 0 to 255");
  state = good;
  state.projections[0].preSpikes[0] = 1;
  EXPECT_EQ(error(state), "checkpoint has ff.pre_spikes in steps of the epoch that have not come yet");
  state = good;
  state.step = uint64_t{1} << 33;
  EXPECT_EQ(error(state), "checkpoint is at step 8589934592, expected 32 bits");
}

TEST_F(CheckpointTest, WeightsOffTheirGridAreRefused) {
  mapping::Network network = plasticNetwork();
  network.projections[1].format.bits = 4;
  for (mapping::Synapse &synapse : network.projections[1].synapses)
    synapse.weight = 16;
  image = std::make_shared<const image::ImageT>(imageOf(network));
  sim::State state = createExecutor("reference", image)->checkpoint();
  state.projections[1].weight[0] = 17;
  EXPECT_EQ(error(state), "checkpoint has back.weight 17, expected a multiple of 16");
}

} // namespace
} // namespace engram::test
