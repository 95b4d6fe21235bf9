// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Building the mesh, and the order of the phases: SPK, barrier, and where an epoch ends LRN, barrier. The management
// phases are host accesses between steps and take no ticks.

#include "sim/systemc/Chip.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace engram::systemc {

namespace {

uint32_t tilesInUse(const image::ImageT &image) {
  std::set<uint32_t> tiles;
  for (const auto &core : image.cores)
    tiles.insert(core->tile);
  return std::max<uint32_t>(1, static_cast<uint32_t>(tiles.size()));
}

/// The tiles that an XY route crosses, ends included.
void addRoute(uint32_t from, uint32_t to, uint32_t columns, std::set<uint32_t> &tiles) {
  const auto between = [](uint32_t a, uint32_t b) { return std::pair(std::min(a, b), std::max(a, b)); };
  const auto [left, right] = between(from % columns, to % columns);
  for (uint32_t column = left; column <= right; ++column)
    tiles.insert(from / columns * columns + column);
  const auto [top, bottom] = between(from / columns, to / columns);
  for (uint32_t row = top; row <= bottom; ++row)
    tiles.insert(row * columns + to % columns);
}

std::set<uint32_t> crossedTiles(const image::ImageT &image, uint32_t columns) {
  std::set<std::pair<uint32_t, uint32_t>> routes{{0, 0}}; // the host port is at tile 0
  for (const auto &core : image.cores) {
    routes.insert({core->tile, core->tile});
    for (const image::OutputAxon &axon : core->output_axons)
      routes.insert({core->tile, image.cores[axon.core()]->tile});
  }
  for (const auto &host : image.host_axons)
    for (const image::OutputAxon &axon : host->axons)
      routes.insert({0, image.cores[axon.core()]->tile});
  std::set<uint32_t> tiles;
  for (const auto &[from, to] : routes)
    addRoute(from, to, columns, tiles);
  return tiles;
}

std::vector<sim::Spike> neuronsOf(const image::CoreT &core, size_t compartments) {
  std::vector<sim::Spike> neurons(compartments);
  for (const auto &group : core.groups)
    for (uint32_t i = 0; i < group->count; ++i)
      neurons[group->first + i] = {group->population, group->begin + i, 1};
  return neurons;
}

} // namespace

Chip::Chip(sc_core::sc_module_name name, const image::ImageT &image, const spec::Target &target, Waveform *waveform)
    : sc_module(name), context{image, target, Clock(target.tickSeconds), waveform, 0, true, {}}, unheld(image),
      SC_NAMED(barrier, context, tilesInUse(image), [this](uint64_t end) { finishPhase(end); }),
      spikeCounts(image.populations.size(), 0), SC_NAMED(go) {
  for (const auto &population : image.populations)
    context.modulators.emplace_back(population->kind == image::PopulationKind::Modulator ? population->size : 0, 0);
  if (waveform != nullptr)
    phaseSignal = waveform->addSignal("phase", 2);
  buildRouters();
  host = std::make_unique<HostPort>("host", context, barrier, *routers[0]);
  for (uint32_t c = 0; c < image.cores.size(); ++c) {
    const std::string coreName = "core" + std::to_string(c);
    cores.push_back(std::make_unique<Core>(coreName.c_str(), context, barrier, c, *routers[image.cores[c]->tile]));
    neurons.push_back(neuronsOf(*image.cores[c], cores.back()->dendrite.states.size()));
  }
  SC_METHOD(beginStep);
  sensitive << go;
  dont_initialize();
}

void Chip::buildRouters() {
  const uint32_t columns = context.target.columns;
  routers.resize(size_t{columns} * context.target.rows);
  for (const uint32_t tile : crossedTiles(context.image, columns)) {
    const std::string routerName = "tile" + std::to_string(tile);
    routers[tile] = std::make_unique<Router>(routerName.c_str(), context, tile, [this](const Packet &packet) {
      cores[packet.core]->synapse.accept(packet.axon);
    });
  }
  for (uint32_t tile = 0; tile < routers.size(); ++tile) {
    if (!routers[tile])
      continue;
    if (tile % columns + 1 < columns && routers[tile + 1])
      routers[tile]->joinEast(*routers[tile + 1]);
    if (tile + columns < routers.size() && routers[tile + columns])
      routers[tile]->joinSouth(*routers[tile + columns]);
  }
}

void Chip::step() {
  ++context.step;
  ++steps;
  go.notify(sc_core::SC_ZERO_TIME);
  sc_core::sc_start(); // until nothing is left to happen
  if (context.waveform != nullptr)
    context.waveform->flush();
}

void Chip::enter(Phase next) {
  phase = next;
  phaseBegin = context.clock.now();
  if (context.waveform != nullptr)
    context.waveform->change(phaseSignal, phaseBegin, static_cast<uint32_t>(next));
}

void Chip::beginStep() {
  enter(Phase::Spiking);
  barrier.hold(); // of the beginning itself, so that the phase cannot end before all have begun
  host->begin();
  for (const auto &core : cores)
    core->dendrite.begin();
  barrier.release(phaseBegin);
}

void Chip::finishPhase(uint64_t end) {
  (phase == Phase::Spiking ? spikingTicks : learningTicks) += end - phaseBegin;
  if (context.waveform != nullptr)
    context.waveform->change(phaseSignal, end, static_cast<uint32_t>(Phase::Barrier));
  if (phase == Phase::Spiking) {
    collectSpikes();
    unheld.advance(fired, context.step);
    if (context.learning && epochEnds()) {
      beginLearning();
      return;
    }
    for (const auto &core : cores)
      core->learning.skip();
  }
  enter(Phase::Idle);
}

void Chip::beginLearning() {
  enter(Phase::Learning);
  barrier.hold();
  for (const auto &core : cores)
    core->learning.begin();
  barrier.release(phaseBegin);
}

bool Chip::epochEnds() const {
  for (const auto &core : cores)
    for (const LearningProfile &profile : core->profiles)
      if (context.step % profile.epoch == 0)
        return true;
  return false;
}

void Chip::collectSpikes() {
  fired = host->spikes();
  for (size_t c = 0; c < cores.size(); ++c)
    for (const DendriteUnit::Firing &firing : cores[c]->dendrite.firings())
      fired.push_back(neurons[c][firing.compartment]);
  std::sort(fired.begin(), fired.end(), [](const sim::Spike &a, const sim::Spike &b) {
    return std::tie(a.population, a.index) < std::tie(b.population, b.index);
  });
  for (const sim::Spike &spike : fired)
    ++spikeCounts[spike.population];
}

sim::Statistics Chip::statistics() const {
  sim::Statistics all;
  all.steps = steps;
  all.spikes = spikeCounts;
  sim::UnitStatistics synapse{"synapse"}, dendrite{"dendrite"}, axon{"axon"}, learning{"learning"}, router{"router"};
  const auto add = [](sim::UnitStatistics &unit, const Meter &meter) {
    unit.ticks += meter.ticks;
    unit.femtojoules += meter.femtojoules;
  };
  for (const auto &core : cores) {
    all.synapticEvents += core->synapse.synapticEvents;
    all.learningUpdates += core->learning.learningUpdates;
    add(synapse, core->synapse.meter);
    add(dendrite, core->dendrite.meter);
    add(axon, core->axon.meter);
    add(learning, core->learning.meter);
  }
  for (const auto &tile : routers)
    if (tile)
      for (const Link *link : {&tile->local, &tile->east, &tile->west, &tile->north, &tile->south})
        add(router, link->meter);
  sim::UnitStatistics hostPort{"host"}, wait{"barrier"};
  add(hostPort, host->meter());
  add(wait, barrier.meter);
  all.units = {synapse, dendrite, axon, learning, router, wait, hostPort};
  const uint64_t spikingEnergy =
      synapse.femtojoules + dendrite.femtojoules + axon.femtojoules + router.femtojoules + hostPort.femtojoules;
  all.phases = {{"SPK", spikingTicks, spikingEnergy}, {"LRN", learningTicks, learning.femtojoules}, wait};
  all.tickSeconds = context.target.tickSeconds;
  all.ticks = spikingTicks + learningTicks + wait.ticks;
  all.staticJoules = context.target.staticWattsPerCore * static_cast<double>(cores.size()) *
                     static_cast<double>(all.ticks) * all.tickSeconds;
  return all;
}

} // namespace engram::systemc
