// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Small networks on a chip with round, distinct costs, for tests of the timed model.

#ifndef ENGRAM_TESTS_UNIT_SYSTEMC_TESTNETWORK_H
#define ENGRAM_TESTS_UNIT_SYSTEMC_TESTNETWORK_H

#include "backends/Executor.h"
#include "compiler/mapping/Mapping.h"
#include "sim/systemc/Chip.h"
#include "sim/systemc/Kernel.h"
#include "tests/Product.h"

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace engram::test {

/// The target "tiny" with the costs that the sums in the tests are worked out with:
/// compartment active 10, idle 5, spike 3, axon out 7, axon in 11, word 2, synapse 4, tile 6, hop east-west 8,
/// north-south 9, learning list 12, visit 13, update 14, barrier 100 + 20 a further tile; energy ten times the ticks
/// plus one.
spec::Target testTarget();

/// Adds populations and projections to a network, all registers at their simplest.
class NetworkBuilder {
public:
  NetworkBuilder();

  uint32_t input(uint32_t size);
  uint32_t modulator(uint32_t size);

  /// Neurons without memory: u = input, v = u, firing if v > 0 + `bias` does. vth = 1: a weight of 2 fires it.
  uint32_t lif(uint32_t size, int32_t bias = 0);

  /// 8-bit mixed weights, shift 6.
  uint32_t project(uint32_t source, uint32_t target, std::vector<mapping::Synapse> synapses, int32_t rule = -1,
                   int delayBits = 0);

  /// Every trace has this impulse and keeps everything, so that no draw matters.
  uint32_t rule(uint32_t epoch, std::vector<spec::Product> products, uint32_t impulse = 16);

  /// An image with population p on core `coreOf[p]` (-1: not on a core), core c on tile `tiles[c]`.
  ImagePtr image(const std::vector<int32_t> &coreOf, const std::vector<uint32_t> &tiles) const;

  mapping::Network network;
};

/// A chip in a kernel that is current as long as this lives.
class TestChip {
public:
  /// `vcdPath`: empty, or where the waveform goes when this dies.
  explicit TestChip(ImagePtr image, const std::string &vcdPath = "");

  systemc::Chip &operator*() { return *chip; }
  systemc::Chip *operator->() { return chip.get(); }

  /// Steps once and returns the statistics of this step alone.
  sim::Statistics step();

  /// Runs of unit methods so far, all units of all cores and the host port.
  uint64_t activations() const;

private:
  ImagePtr image;
  spec::Target target;
  systemc::Clock clock;
  systemc::Kernel kernel;
  systemc::Kernel::Scope scope;
  std::optional<systemc::Waveform> waveform;
  std::unique_ptr<systemc::Chip> chip;
  sim::Statistics before;
};

/// A unit or phase of statistics by name.
const sim::UnitStatistics &named(const std::vector<sim::UnitStatistics> &all, const std::string &name);

/// A random plastic network of three populations, for comparison of executors.
mapping::Network randomNetwork(uint32_t seed);

} // namespace engram::test

#endif
