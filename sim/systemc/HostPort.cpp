// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Collecting and sending of input spikes.

#include "sim/systemc/HostPort.h"

#include <algorithm>
#include <tuple>

namespace engram::systemc {

namespace {

std::vector<uint32_t> firstSources(const image::ImageT &image) {
  std::vector<uint32_t> first;
  uint32_t next = 0;
  for (const auto &population : image.populations) {
    first.push_back(next);
    next += population->kind == image::PopulationKind::Input ? population->size : 0;
  }
  first.push_back(next);
  return first;
}

AxonTable hostTable(const image::ImageT &image, const std::vector<uint32_t> &firstSource) {
  std::vector<image::OutputAxon> axons;
  for (const auto &host : image.host_axons)
    for (const image::OutputAxon &axon : host->axons)
      axons.emplace_back(firstSource[host->population] + axon.compartment(), axon.core(), axon.axon());
  return {axons, firstSource.back()};
}

auto place(const sim::Spike &spike) { return std::tuple(spike.population, spike.index); }

} // namespace

HostPort::HostPort(sc_core::sc_module_name name, const Context &context, Barrier &barrier, Router &router)
    : sc_module(name), firstSource(firstSources(context.image)),
      SC_NAMED(sender, context, barrier, hostTable(context.image, firstSource), router, uint32_t{Router::Host}) {
  sender.meter.trace(context.waveform, "host.port");
}

void HostPort::inject(uint32_t population, uint32_t neuron) { injected.push_back({population, neuron, 1}); }

void HostPort::begin() {
  sending.swap(injected);
  injected.clear();
  std::sort(sending.begin(), sending.end(),
            [](const sim::Spike &a, const sim::Spike &b) { return place(a) < place(b); });
  const auto end = std::unique(sending.begin(), sending.end(),
                               [](const sim::Spike &a, const sim::Spike &b) { return place(a) == place(b); });
  sending.erase(end, sending.end());
  for (const sim::Spike &spike : sending)
    sender.accept(firstSource[spike.population] + spike.index);
}

} // namespace engram::systemc
