// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Records as CSV, weights as .npy, the summary as JSON.

#include "compiler/driver/run/Recorder.h"

#include "compiler/driver/UserError.h"
#include "compiler/frontend/npy/Npy.h"
#include "sim/reference/Network.h"

#include <filesystem>

namespace engram::driver {

namespace {

constexpr double kJoulesPerFemtojoule = 1e-15;

/// Folder, with its parents made.
std::string made(const std::string &folder) {
  file::makeFolder(folder);
  return folder + "/";
}

std::vector<std::vector<std::string>> nameSynapses(const image::ImageT &image) {
  sim::State state;
  const sim::Network network = sim::readNetwork(image, state);
  std::vector<std::vector<std::string>> names(network.projections.size());
  for (size_t p = 0; p < names.size(); ++p) {
    const sim::NetworkProjection &projection = network.projections[p];
    for (size_t pre = 0; pre + 1 < projection.listBegin.size(); ++pre)
      for (size_t s = projection.listBegin[pre]; s < projection.listBegin[pre + 1]; ++s)
        names[p].push_back(std::to_string(projection.post[s]) + ":" + std::to_string(pre));
  }
  return names;
}

nlohmann::ordered_json summarizeUnits(const std::vector<sim::UnitStatistics> &units, double tickSeconds) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const sim::UnitStatistics &unit : units)
    list.push_back({{"name", unit.name},
                    {"ticks", unit.ticks},
                    {"seconds", static_cast<double>(unit.ticks) * tickSeconds},
                    {"joules", static_cast<double>(unit.femtojoules) * kJoulesPerFemtojoule}});
  return list;
}

} // namespace

Recorder::Recorder(const std::string &folder, ImagePtr recorded, std::vector<Probe> wanted)
    : image(std::move(recorded)), probes(std::move(wanted)), spikes(made(folder) + "spikes.csv"),
      values(folder + "/probes.csv") {
  spikes.stream() << "step,population,index,payload\n";
  values.stream() << "step,probe,index,value\n";
  for (const Probe &probe : probes)
    if (probe.isSynaptic() && synapses.empty())
      synapses = nameSynapses(*image);
}

void Recorder::record(const Executor &executor, uint64_t step) {
  for (const Spike &spike : executor.spikes())
    spikes.stream() << step << ',' << image->populations[spike.population]->name << ',' << spike.index << ','
                    << spike.payload << '\n';
  for (const Probe &probe : probes)
    if (step % probe.every == 0)
      recordProbe(probe, executor, step);
}

void Recorder::recordProbe(const Probe &probe, const Executor &executor, uint64_t step) {
  const std::string prefix = std::to_string(step) + "," + probe.name + ",";
  if (!probe.variable) {
    for (const Spike &spike : executor.spikes())
      if (spike.population == probe.owner)
        values.stream() << prefix << spike.index << ",1\n";
    return;
  }
  const std::vector<int32_t> read = executor.read(*probe.variable, probe.owner);
  for (size_t i = 0; i < read.size(); ++i) {
    values.stream() << prefix;
    if (probe.isSynaptic())
      values.stream() << synapses[probe.owner][i];
    else
      values.stream() << i;
    values.stream() << ',' << read[i] << '\n';
  }
}

void Recorder::commit() {
  spikes.commit();
  values.commit();
}

nlohmann::ordered_json summarize(const image::ImageT &image, const std::string &executor,
                                 const sim::Statistics &statistics, double wallSeconds) {
  nlohmann::ordered_json summary{{"network", image.name}, {"executor", executor}, {"steps", statistics.steps}};
  for (size_t p = 0; p < image.populations.size(); ++p)
    summary["spikes"][image.populations[p]->name] = statistics.spikes[p];
  summary["synaptic_events"] = statistics.synapticEvents;
  summary["learning_updates"] = statistics.learningUpdates;
  summary["wall_seconds"] = wallSeconds;
  if (statistics.tickSeconds == 0)
    return summary;
  uint64_t femtojoules = 0;
  for (const sim::UnitStatistics &unit : statistics.units)
    femtojoules += unit.femtojoules;
  const double dynamic = static_cast<double>(femtojoules) * kJoulesPerFemtojoule;
  summary["ticks"] = statistics.ticks;
  summary["tick_seconds"] = statistics.tickSeconds;
  summary["seconds"] = static_cast<double>(statistics.ticks) * statistics.tickSeconds;
  summary["joules"] = {
      {"dynamic", dynamic}, {"static", statistics.staticJoules}, {"total", dynamic + statistics.staticJoules}};
  summary["phases"] = summarizeUnits(statistics.phases, statistics.tickSeconds);
  summary["units"] = summarizeUnits(statistics.units, statistics.tickSeconds);
  return summary;
}

void saveWeights(const std::string &folder, const image::ImageT &image, const Executor &executor) {
  file::makeFolder(folder);
  sim::State state;
  const sim::Network network = sim::readNetwork(image, state);
  for (uint32_t p = 0; p < network.projections.size(); ++p) {
    const sim::NetworkProjection &projection = network.projections[p];
    const uint64_t pres = network.populations[projection.source].size;
    const uint64_t posts = network.populations[projection.target].size;
    const std::vector<int32_t> weights = executor.read(StateVariable::Weight, p);
    std::vector<int32_t> matrix(posts * pres, 0);
    for (size_t pre = 0; pre < pres; ++pre)
      for (size_t s = projection.listBegin[pre]; s < projection.listBegin[pre + 1]; ++s)
        matrix[projection.post[s] * pres + pre] = weights[s];
    const std::string path = folder + "/" + image.projections[p]->name + ".npy";
    try {
      npy::writeFile(path, {posts, pres}, matrix);
    } catch (const npy::NpyError &error) {
      throw UserError(path, error.what());
    }
  }
}

} // namespace engram::driver
