// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One function an object of the file. Each emits what is wrong and goes on, so that all faults are shown at once; a
// value that is missing keeps its default, and nothing is handed out after a fault.

#include "compiler/driver/experiment/ExperimentFile.h"

#include "compiler/driver/Diagnostics.h"
#include "compiler/frontend/json/Value.h"
#include "hw/file/File.h"
#include "hw/spec/Trace.h"

#include <filesystem>
#include <limits>

namespace engram::driver {

namespace {

using json::Object;
using json::Value;

constexpr int64_t kVersion = 1;
constexpr int64_t kMax32 = std::numeric_limits<uint32_t>::max();
constexpr int64_t kMaxSteps = 100000;
constexpr size_t kMaxClasses = 256;

// Readers of one member. They leave `to` alone when the key is absent or faulty; `need` says that it must be there.
enum class Need { Optional, Required };

std::optional<Value> member(const Object &object, const char *key, Need need) {
  return need == Need::Required ? object.require(key) : object.find(key);
}

void read(const Object &object, const char *key, Need need, std::string &to) {
  if (const std::optional<Value> value = member(object, key, need))
    if (const std::optional<std::string> text = value->string())
      to = *text;
}

void read(const Object &object, const char *key, Need need, uint32_t &to, int64_t low = 0, int64_t high = kMax32) {
  if (const std::optional<Value> value = member(object, key, need))
    if (const std::optional<int64_t> number = value->integer(low, high))
      to = static_cast<uint32_t>(*number);
}

void read(const Object &object, const char *key, Need need, double &to, double low, double high) {
  if (const std::optional<Value> value = member(object, key, need))
    if (const std::optional<double> number = value->number(low, high))
      to = *number;
}

void read(const Object &object, const char *key, bool &to) {
  if (const std::optional<Value> value = object.find(key))
    if (const std::optional<bool> truth = value->boolean())
      to = *truth;
}

/// One of `words`, whose order is that of the enumerators.
template <typename Enum>
void readChoice(const Object &object, const char *key, Need need, const json::Words &words, Enum &to) {
  if (const std::optional<Value> value = member(object, key, need))
    if (const std::optional<size_t> choice = value->choice(words))
      to = static_cast<Enum>(*choice);
}

std::vector<std::string> readStrings(const Object &object, const char *key) {
  std::vector<std::string> strings;
  const std::optional<Value> value = object.require(key);
  const std::optional<std::vector<Value>> elements = value ? value->array() : std::nullopt;
  if (elements)
    for (const Value &element : *elements)
      if (const std::optional<std::string> text = element.string())
        strings.push_back(*text);
  return strings;
}

/// `path` as seen from `folder`.
std::string resolve(const std::filesystem::path &folder, const std::string &path) {
  return (folder / path).lexically_normal().string();
}

void readData(const Value &value, const std::filesystem::path &base, const std::optional<std::string> &given,
              DataFiles &data) {
  const std::optional<Object> object = Object::open(
      value, {"folder", "train_images", "train_labels", "test_images", "test_labels", "classes", "debian_package"});
  if (!object)
    return;
  std::string folder = ".";
  read(*object, "folder", Need::Optional, folder);
  read(*object, "debian_package", Need::Optional, data.package);
  const std::string from = given ? *given : resolve(base, folder);
  const std::pair<const char *, std::string *> files[] = {{"train_images", &data.trainImages},
                                                          {"train_labels", &data.trainLabels},
                                                          {"test_images", &data.testImages},
                                                          {"test_labels", &data.testLabels}};
  for (const auto &[key, path] : files) {
    read(*object, key, Need::Required, *path);
    *path = resolve(from, *path);
  }
  data.classes = readStrings(*object, "classes");
  if (object->has("classes") && (data.classes.empty() || data.classes.size() > kMaxClasses))
    value.member("classes").error("expected the names of 1 to " + std::to_string(kMaxClasses) + " classes");
}

void readEncoder(const Value &value, ExperimentFile &file) {
  const std::optional<Object> object = Object::open(
      value, {"population", "kind", "steps", "rate", "spikes_per_step", "norm", "gamma", "threshold", "seed"});
  if (!object)
    return;
  EncoderOptions &encoder = file.encoder;
  read(*object, "population", Need::Required, file.input);
  readChoice(*object, "kind", Need::Required, {"bernoulli", "regular"}, encoder.kind);
  read(*object, "steps", Need::Required, encoder.steps, 1, kMaxSteps);
  read(*object, "gamma", Need::Optional, encoder.gamma, 0.01, 100);
  read(*object, "threshold", Need::Optional, encoder.threshold, 0, 1);
  read(*object, "seed", Need::Optional, encoder.seed);
  const std::pair<const char *, Normalisation> scales[] = {
      {"rate", Normalisation::None}, {"spikes_per_step", Normalisation::Sum}, {"norm", Normalisation::Norm}};
  int given = 0;
  for (const auto &[key, normalisation] : scales) {
    if (!object->has(key))
      continue;
    ++given;
    encoder.normalisation = normalisation;
    read(*object, key, Need::Required, encoder.rate, 0, normalisation == Normalisation::None ? 1 : 1e6);
  }
  if (given != 1)
    value.error("expected one of 'rate', 'spikes_per_step' and 'norm' but got " + std::to_string(given));
}

void readReadout(const Value &value, ExperimentFile &file) {
  const std::optional<Object> object = Object::open(value, {"population", "kind"});
  if (!object)
    return;
  read(*object, "population", Need::Required, file.population);
  readChoice(*object, "kind", Need::Required, {"label", "linear", "log"}, file.readout);
}

void readEvaluation(const Value &value, Phase &phase) {
  const std::optional<Object> object = Object::open(value, {"every", "label", "test"});
  if (!object)
    return;
  Evaluation evaluation;
  read(*object, "every", Need::Required, evaluation.every, 1);
  read(*object, "label", Need::Required, evaluation.label, 1);
  read(*object, "test", Need::Required, evaluation.test, 1);
  phase.evaluation = evaluation;
}

void readThirdFactors(const Value &value, Phase &phase) {
  if (!value.isObject()) {
    value.expected("an object of modulators and what they are told");
    return;
  }
  for (const auto &item : value.raw().items())
    if (const std::optional<int64_t> told =
            value.member(item.key()).integer(spec::kThirdFactorMin, spec::kThirdFactorMax))
      phase.thirdFactors.emplace_back(item.key(), static_cast<int32_t>(*told));
}

void readPhase(const Value &value, ExperimentFile &file) {
  const json::Words kinds{"train", "label", "test", "cosimulate"};
  Phase phase;
  phase.location = file.location(value.pointer().str());
  if (!value.isObject() || !value.raw().contains("kind")) {
    value.expected("an object with 'kind'");
    return;
  }
  const std::optional<size_t> kind = value.member("kind").choice(kinds);
  if (!kind)
    return;
  phase.kind = static_cast<PhaseKind>(*kind);
  json::Words keys{"kind", "from", "count"};
  if (phase.kind == PhaseKind::Train)
    keys.insert(keys.end(), {"epochs", "evaluate", "third_factors"});
  else if (phase.kind == PhaseKind::Cosimulate)
    keys.insert(keys.end(), {"on", "third_factors"});
  const std::optional<Object> object = Object::open(value, keys);
  read(*object, "from", Need::Optional, phase.from);
  if (object->has("count"))
    read(*object, "count", Need::Required, phase.count.emplace(), 1);
  read(*object, "epochs", Need::Optional, phase.epochs, 1);
  if (const std::optional<Value> evaluate = object->find("evaluate"))
    readEvaluation(*evaluate, phase);
  if (const std::optional<Value> factors = object->find("third_factors"))
    readThirdFactors(*factors, phase);
  if (phase.kind == PhaseKind::Cosimulate) {
    phase.executors = readStrings(*object, "on");
    if (object->has("on") && phase.executors.size() != 2)
      value.member("on").error("expected two executors but got " + std::to_string(phase.executors.size()));
  }
  file.phases.push_back(std::move(phase));
}

void readBaseline(const Value &value, ExperimentFile &file) {
  const std::optional<Object> object = Object::open(value, {"kind", "iterations", "seed"});
  if (!object)
    return;
  enum { KMeans } kind = KMeans; // the only one
  readChoice(*object, "kind", Need::Required, {"kmeans"}, kind);
  Baseline baseline;
  read(*object, "iterations", Need::Required, baseline.iterations, 1);
  read(*object, "seed", Need::Optional, baseline.seed);
  file.baseline = baseline;
}

void readAll(const Value &value, const std::optional<std::string> &dataFolder, ExperimentFile &file) {
  const std::optional<Object> object =
      Object::open(value, {"engram_experiment", "name", "network", "target", "cores", "on", "data", "encoder",
                           "readout", "settle", "schedule", "baseline"});
  if (!object)
    return;
  const std::filesystem::path base = std::filesystem::path(file.path).parent_path();
  if (const std::optional<Value> version = object->require("engram_experiment"))
    version->integer(kVersion, kVersion);
  read(*object, "name", Need::Required, file.name);
  read(*object, "network", Need::Required, file.network);
  file.network = resolve(base, file.network);
  if (object->has("target"))
    read(*object, "target", Need::Required, file.target.emplace());
  if (object->has("cores"))
    read(*object, "cores", Need::Required, file.cores.emplace());
  read(*object, "on", Need::Optional, file.executor);
  read(*object, "settle", file.settle);
  if (const std::optional<Value> data = object->require("data"))
    readData(*data, base, dataFolder, file.data);
  if (const std::optional<Value> encoder = object->require("encoder"))
    readEncoder(*encoder, file);
  if (const std::optional<Value> readout = object->require("readout"))
    readReadout(*readout, file);
  if (const std::optional<Value> baseline = object->find("baseline"))
    readBaseline(*baseline, file);
  const std::optional<Value> schedule = object->require("schedule");
  const std::optional<std::vector<Value>> phases = schedule ? schedule->array() : std::nullopt;
  if (phases)
    for (const Value &phase : *phases)
      readPhase(phase, file);
}

} // namespace

std::optional<ExperimentFile> readExperimentFile(const std::string &path, const std::optional<std::string> &dataFolder,
                                                 llvm::raw_ostream &messages) {
  const std::string text = file::readFile(path);
  mlir::MLIRContext context;
  const DiagnosticPrinter printer(context, path, messages);
  const std::optional<json::Json> document = json::parseDocument(text, path, context);
  if (!document)
    return std::nullopt;
  json::Source source{context, path};
  ExperimentFile file;
  file.path = path;
  readAll(Value(*document, "", source), dataFolder, file);
  if (source.errors != 0)
    return std::nullopt;
  return file;
}

} // namespace engram::driver
