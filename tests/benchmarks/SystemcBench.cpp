// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Steps a second of the timed chip, learning on: 1,024 LIF neurons, 10 % recurrent connectivity, pair STDP on every
// synapse, about 5 % of the neurons firing in a step, on 4 cores of loihi1, one thread. The argument is the epoch.

#include "backends/systemc/SystemcExecutor.h"
#include "compiler/mapping/Mapping.h"

#include <benchmark/benchmark.h>
#include <cmath>
#include <random>
#include <stdexcept>

namespace {

using namespace engram;

constexpr uint32_t kNeurons = 1024;
constexpr int kWarmUp = 200; ///< steps before anything is measured

/// dw = 2^-2*x1*y0 - 2^-2*y1*x0, impulses 16, tau 20 steps.
mapping::Rule stdp(uint32_t epoch) {
  mapping::Rule rule;
  rule.name = "stdp";
  rule.epoch = epoch;
  const auto factor = static_cast<uint32_t>(std::lround(spec::kTraceUnity * std::exp(-1.0 / 20)));
  rule.traces[0] = rule.traces[2] = {16 * spec::kTraceUnity, factor};
  spec::Product potentiation;
  potentiation.event = spec::Event::Post;
  potentiation.exponent = -2;
  potentiation.factors[0].operand = spec::Operand::X1;
  spec::Product depression = potentiation;
  depression.event = spec::Event::Pre;
  depression.mantissa = -1;
  depression.factors[0].operand = spec::Operand::Y1;
  rule.products = {potentiation, depression};
  rule.productLocations = {"", ""};
  return rule;
}

/// Biases make each neuron fire every 13 to 27 steps; the weights, small beside them, move spikes but not the rate.
mapping::Network recurrentNetwork(uint32_t epoch) {
  std::mt19937 random(1);
  mapping::Network network;
  network.name = "recurrent";
  mapping::Population neurons;
  neurons.name = "neurons";
  neurons.size = kNeurons;
  neurons.registers.du = 2048;
  neurons.registers.dv = 128;
  neurons.registers.vth = 200;
  for (uint32_t i = 0; i < kNeurons; ++i)
    neurons.bias.push_back(700 + static_cast<int32_t>(random() % 500));
  network.populations = {neurons};
  network.rules = {stdp(epoch)};
  mapping::Projection recurrent;
  recurrent.name = "recurrent";
  recurrent.rule = 0;
  recurrent.shift = 2;
  for (uint32_t post = 0; post < kNeurons; ++post)
    for (uint32_t pre = 0; pre < kNeurons; ++pre)
      if (random() % 10 == 0)
        recurrent.synapses.push_back(
            {pre, post, static_cast<int16_t>(2 * (static_cast<int32_t>(random() % 33) - 16)), 0});
  network.projections = {recurrent};
  return network;
}

ImagePtr recurrentImage(uint32_t epoch) {
  const spec::Target target = spec::loadTarget("loihi1");
  const mapping::Network network = recurrentNetwork(epoch);
  mapping::Mapping mapping;
  if (const auto misfit = mapping::mapNetwork(network, target, {4}, mapping))
    throw std::runtime_error("the benchmark's network does not fit: " + misfit->resource);
  if (mapping.cores.size() != 4)
    throw std::runtime_error("expected 4 cores, got " + std::to_string(mapping.cores.size()));
  return std::make_shared<image::ImageT>(mapping::toImage(network, mapping, target));
}

void learning(benchmark::State &state) {
  const auto chip = createSystemcExecutor(recurrentImage(static_cast<uint32_t>(state.range(0))), {});
  for (int t = 0; t < kWarmUp; ++t)
    chip->step();
  const sim::Statistics before = chip->statistics();
  for (auto _ : state)
    chip->step();
  const sim::Statistics after = chip->statistics();
  const auto steps = static_cast<double>(after.steps - before.steps);
  const auto perStep = [&](uint64_t from, uint64_t to) { return static_cast<double>(to - from) / steps; };
  const double rate = perStep(before.spikes[0], after.spikes[0]) / kNeurons;
  if (rate < 0.04 || rate > 0.06)
    state.SkipWithError(
        ("expected 4 to 6 % of the neurons to fire in a step, got " + std::to_string(100 * rate)).c_str());
  state.counters["steps/s"] = benchmark::Counter(steps, benchmark::Counter::kIsRate);
  state.counters["firing"] = rate;
  state.counters["synapses"] = static_cast<double>(chip->read(StateVariable::Weight, 0).size());
  state.counters["events/step"] = perStep(before.synapticEvents, after.synapticEvents);
  state.counters["updates/step"] = perStep(before.learningUpdates, after.learningUpdates);
  state.counters["chip_us/step"] = perStep(before.ticks, after.ticks) * after.tickSeconds * 1e6;
}

BENCHMARK(learning)->ArgName("epoch")->Arg(1)->Arg(4)->Unit(benchmark::kMicrosecond)->Iterations(3000);

} // namespace

BENCHMARK_MAIN();
