// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a good programmer would write by hand for the two driven networks with pair STDP, without this project: the same
// integers, the same random function, one thread. Their sources are compiled twice, for the namespaces below.

#ifndef ENGRAM_TESTS_BENCHMARKS_PLAINLOOPS_H
#define ENGRAM_TESTS_BENCHMARKS_PLAINLOOPS_H

#include "backends/Executor.h"
#include "compiler/mapping/Network.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace engram::bench {

class PlainNetwork {
public:
  virtual ~PlainNetwork() = default;
  virtual void step(const std::vector<Spike> &inputs) = 0;
  virtual std::vector<int32_t> weights() const = 0; ///< plastic ones, by pre, then by post neuron
  uint64_t updates = 0;                             ///< synapses for which a product acted
};

enum class Visits { EverySynapse, Spiking };

/// -O2, no vectors.
namespace scalar {
std::unique_ptr<PlainNetwork> plainDense(const mapping::Network &network);
std::unique_ptr<PlainNetwork> plainRecurrent(const mapping::Network &network, Visits visits);
} // namespace scalar

/// -O3 for this machine: what the compiler makes of the same source.
namespace vectorised {
std::unique_ptr<PlainNetwork> plainDense(const mapping::Network &network);
std::unique_ptr<PlainNetwork> plainRecurrent(const mapping::Network &network, Visits visits);
} // namespace vectorised

} // namespace engram::bench

#endif
