// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an experiment leaves behind.

#include "compiler/driver/experiment/Experiment.h"
#include "compiler/driver/run/Recorder.h"
#include "hw/file/File.h"
#include "sim/checkpoint/Checkpoint.h"
#include "sim/reference/Network.h"

namespace engram::driver {

namespace {

/// The weights onto each neuron of `output` from the pixels, of the first projection between the two; absent synapses
/// are 0. Nothing if there is none.
std::vector<std::vector<int32_t>> receptiveFields(const image::ImageT &image, const Executor &executor,
                                                  const Ports &ports) {
  sim::State state;
  const sim::Network network = sim::readNetwork(image, state);
  for (uint32_t p = 0; p < network.projections.size(); ++p) {
    const sim::NetworkProjection &projection = network.projections[p];
    if (projection.source != ports.input || projection.target != ports.output)
      continue;
    const std::vector<int32_t> weights = executor.read(StateVariable::Weight, p);
    const size_t pixels = network.populations[ports.input].size;
    std::vector<std::vector<int32_t>> fields(ports.neurons, std::vector<int32_t>(pixels, 0));
    for (size_t pixel = 0; pixel < pixels; ++pixel)
      for (size_t s = projection.listBegin[pixel]; s < projection.listBegin[pixel + 1]; ++s)
        fields[projection.post[s]][pixel] = weights[s];
    return fields;
  }
  return {};
}

} // namespace

void Experiment::report(const std::string &folder) const {
  file::makeFolder(folder);
  nlohmann::ordered_json summary{
      {"experiment", file.name}, {"network", image->name}, {"executor", file.executor}, {"phases", phases}};
  if (confusion) {
    summary["accuracy"] = accuracyOf(*confusion);
    summary["confusion"] = *confusion;
    file::writeFile(folder + "/confusion.png", drawConfusion(*confusion, file.data.classes).png());
  }
  if (!baseline.is_null())
    summary["baseline"] = baseline;
  if (!cosimulation.is_null())
    file::writeFile(folder + "/cosimulation.json", cosimulation.dump(2) + "\n");
  if (!curve.empty())
    file::writeFile(folder + "/learning_curve.png", drawCurve(curve).png());
  FieldSheet sheet{receptiveFields(*image, *executor, ports), {}, file.data.classes, training.rows, training.columns};
  if (readout)
    sheet.labels = readout->labels();
  if (!sheet.fields.empty())
    file::writeFile(folder + "/receptive_fields.png", drawFields(sheet).png());
  saveWeights(folder + "/weights", *image, *executor);
  file::writeFile(folder + "/trained.checkpoint", sim::serializeCheckpoint(*image, executor->checkpoint()));
  file::writeFile(folder + "/summary.json", summary.dump(2) + "\n");
}

} // namespace engram::driver
