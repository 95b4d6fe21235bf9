// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads the top level of a description; populations, then rules, then projections, which refer to both.

#include "compiler/frontend/json/NetworkReader.h"

#include "compiler/frontend/json/NetworkBuilder.h"

#include "mlir/IR/Verifier.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

#include <cmath>

namespace engram::json {
namespace {

constexpr int64_t kFormatVersion = 1;
constexpr size_t kMaxNameLength = 128;

/// Names stand in probes ("exc.spikes"), in CSV files and as symbols of the IR.
bool isName(llvm::StringRef text) {
  return !text.empty() && text.size() <= kMaxNameLength && (llvm::isAlpha(text.front()) || text.front() == '_') &&
         llvm::all_of(text, [](char c) { return llvm::isAlnum(c) || c == '_' || c == '-'; });
}

/// The element of `infos` that `value` names. The nearest name is looked for only while errors are shown.
template <typename Info> const Info *findNamed(const Value &value, const NamedList<Info> &infos, const char *kind) {
  const std::optional<std::string> name = value.string();
  if (!name)
    return nullptr;
  if (const Info *info = infos.find(*name))
    return info;
  Words known;
  if (value.document().errors < kMaxErrors)
    for (const Info &info : infos.all())
      known.push_back(info.name);
  value.error(llvm::Twine("unknown ") + kind + " '" + shown(*name) + "'" + suggestion(*name, known));
  return nullptr;
}

void readVersion(const Object &object) {
  const std::optional<Value> version = object.require("engram");
  if (version && (!version->isNumber() || version->raw() != kFormatVersion))
    version->expected("version " + llvm::Twine(kFormatVersion));
}

/// The time step in nanoseconds, 1 ms unless given.
int64_t readTimeStep(const Object &object) {
  constexpr double kMaxStepNs = 1e15;
  const std::optional<Value> value = object.find("time_step");
  const std::optional<Time> step = value ? value->time() : Time{1, Time::Milliseconds};
  if (!step)
    return 1;
  const double nanoseconds = step->nanoseconds(0);
  if (nanoseconds >= 1 && nanoseconds <= kMaxStepNs && nanoseconds == std::floor(nanoseconds))
    return static_cast<int64_t>(nanoseconds);
  value->expected("a whole number of nanoseconds, from \"1 ns\" to \"1000000 s\",");
  return 1;
}

int64_t readSeed(const Object &object) {
  const std::optional<Value> value = object.find("seed");
  return value ? value->integer(0, std::numeric_limits<uint32_t>::max()).value_or(0) : 1;
}

void readArray(const Object &object, llvm::StringRef key, NetworkBuilder &network,
               void (*read)(const Value &, NetworkBuilder &)) {
  if (const std::optional<Value> value = object.find(key))
    for (const Value &element : value->array().value_or(std::vector<Value>()))
      read(element, network);
}

mlir::OwningOpRef<mlir::ModuleOp> buildNetwork(const Object &object, NetworkBuilder &network) {
  readVersion(object);
  const std::string name = object.has("name") ? network.takeName(object).value_or("network") : "network";
  const int64_t step = readTimeStep(object);
  network.stepNs = static_cast<double>(step);
  mlir::OwningOpRef<mlir::ModuleOp> module = mlir::ModuleOp::create(object.value.location());

  network.ops.setInsertionPointToStart(module->getBody());
  mlir::OperationState state(object.value.location(), snn::NetworkOp::getOperationName());
  snn::NetworkOp::build(network.ops, state, name, step, readSeed(object));
  state.regions.front()->emplaceBlock();
  auto op = llvm::cast<snn::NetworkOp>(network.ops.create(state));

  network.ops.setInsertionPointToEnd(&op.getBody().front());
  if (object.require("populations"))
    readArray(object, "populations", network, readPopulation);
  network.ops.setInsertionPoint(op);
  readArray(object, "rules", network, readRule);
  network.ops.setInsertionPointToEnd(&op.getBody().front());
  readArray(object, "projections", network, readProjection);
  return module;
}

} // namespace

std::optional<std::string> NetworkBuilder::takeName(const Object &object) {
  const std::optional<Value> value = object.require("name");
  std::optional<std::string> name = value ? value->string() : std::nullopt;
  if (!name)
    return std::nullopt;
  if (!isName(*name))
    return value->expected("a name of letters, digits, '_' and '-' that starts with a letter or '_'");
  const auto [used, isNew] = names.try_emplace(*name, value->pointer().str());
  if (!isNew)
    return value->error("name '" + *name + "' is used twice, first at " + used->second);
  return name;
}

const PopulationInfo *NetworkBuilder::findPopulation(const Value &value) const {
  return findNamed(value, populations, "population");
}

const RuleInfo *NetworkBuilder::findRule(const Value &value) const { return findNamed(value, rules, "rule"); }

bool NetworkBuilder::countSynapses(uint64_t count, const Value &value) {
  synapses = std::min(synapses, kMaxSynapses) + std::min(count, kMaxSynapses + 1);
  if (synapses <= kMaxSynapses)
    return true;
  value.error("the network has too many synapses: expected at most " + llvm::Twine(kMaxSynapses) + " but got " +
              (count > kMaxSynapses ? llvm::Twine(count) + " here" : llvm::Twine(synapses) + " so far"));
  return false;
}

mlir::OwningOpRef<mlir::ModuleOp> readNetwork(llvm::StringRef text, llvm::StringRef file, mlir::MLIRContext &context) {
  context.loadDialect<snn::SNNDialect, plasticity::PlasticityDialect>();
  const std::optional<Json> json = parseDocument(text, file, context);
  if (!json)
    return nullptr;
  Source source{context, file.str()};
  const std::optional<Object> object = Object::open(
      Value(*json, "", source), {"engram", "name", "time_step", "seed", "populations", "projections", "rules"});
  if (!object)
    return nullptr;
  NetworkBuilder network(context, llvm::sys::path::parent_path(file));
  mlir::OwningOpRef<mlir::ModuleOp> module = buildNetwork(*object, network);
  if (source.errors != 0 || mlir::failed(mlir::verify(*module)))
    return nullptr;
  return module;
}

} // namespace engram::json
