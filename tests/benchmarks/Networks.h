// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The networks that are timed, and what drives them. Parameters are those of tests/benchmarks/peers/workloads.py; the
// random draws are others.

#ifndef ENGRAM_TESTS_BENCHMARKS_NETWORKS_H
#define ENGRAM_TESTS_BENCHMARKS_NETWORKS_H

#include "backends/Executor.h"
#include "compiler/mapping/Network.h"

#include <cstdint>
#include <vector>

namespace engram::bench {

/// What is injected, by step.
using Inputs = std::vector<std::vector<Spike>>;

/// dw = 2^-2*x1*y0 - 2^-2*y1*x0, impulses 16, tau 20 and 10 steps.
mapping::Rule pairStdp(uint32_t epoch);

/// dw = 2^-2*x1*y0 - 2^-8*w*u0: every synapse is visited in every epoch of one step.
mapping::Rule decayingStdp();

/// dw = 2*x1*y0 - 2*u0: the same, but a change is a multiple of what a weight can hold, and no draw is needed.
mapping::Rule exactStdp();

/// dw = -2^-2*x1*x0 - 2^-8*w*x0: only rows are visited. Weights fall, so that no post neuron fires by itself.
mapping::Rule preGatedRule();

/// dt = 2^-2*x1*y0 - 2^-2*y1*x0, dw = 2^-5*y3*t*u0: a synapse has a tag.
mapping::Rule taggedStdp();

/// Inputs `pre` onto LIF neurons, each pair with a plastic synapse (projection 0). The neurons forget within a step and
/// fire when the input population `drive`, of the same size, tells them to (projection 1).
mapping::Network drivenDense(uint32_t pre, uint32_t post, const mapping::Rule &rule);

/// The same, each neuron with `inDegree` plastic synapses from random inputs.
mapping::Network drivenSparse(uint32_t pre, uint32_t post, uint32_t inDegree, const mapping::Rule &rule);

/// 1,024 neurons with 104,687 plastic synapses among them (projection 0), fired by `drive` (projection 1).
mapping::Network drivenRecurrent(const mapping::Rule &rule);

/// The balanced random network: 10,000 neurons, 800 excitatory and 200 inhibitory inputs each.
mapping::Network brunel();

/// The image, on a chip like engram1 with room for everything.
ImagePtr imageOf(const mapping::Network &network);

/// Spikes of all input populations, each neuron with a probability of `rate`.
Inputs randomInputs(const mapping::Network &network, double rate, uint32_t steps);

} // namespace engram::bench

#endif
