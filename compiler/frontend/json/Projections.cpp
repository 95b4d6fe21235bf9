// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Projections: which pairs are connected, with what weights and delays, and by which rule they learn.

#include "compiler/frontend/json/NetworkBuilder.h"
#include "compiler/frontend/json/Weights.h"

#include <cmath>
#include <set>

namespace engram::json {
namespace {

enum Connect { AllToAll, OneToOne, Dense, Sparse, FixedProbability, FixedInDegree, Conv2d };
const Words kConnects{"all_to_all", "one_to_one", "dense", "sparse", "fixed_probability", "fixed_in_degree", "conv2d"};
constexpr int64_t kMaxDelaySteps = 63; // 6 bits (N30); the target's limit is checked when it is known

/// A projection while it is read.
struct Reading {
  const Object &object;
  NetworkBuilder &network;
  const PopulationInfo *from = nullptr;
  const PopulationInfo *to = nullptr;
  Connect connect = AllToAll;
  mlir::Attribute connectivity = {};
  mlir::Attribute weightAttr = {};
  mlir::Attribute delay = {};

  mlir::MLIRContext *context() const { return network.ops.getContext(); }
};

//===- Delays -----------------------------------------------------------------===//

/// The latency `time` as the delay d of numerics.md: a spike at t acts at t + 1 + d.
std::optional<int64_t> delayOf(const Value &value, const NetworkBuilder &network) {
  const std::optional<Time> time = value.time();
  if (!time)
    return std::nullopt;
  const double steps = network.nanoseconds(*time) / network.stepNs;
  const double whole = std::round(steps);
  if (steps < 1)
    return value.error("a delay is at least one time step: expected " + llvm::Twine(Json(network.stepNs / 1e6).dump()) +
                       " ms or more but got " + llvm::Twine(Json(network.nanoseconds(*time) / 1e6).dump()) + " ms");
  if (whole - 1 > kMaxDelaySteps)
    return value.error("the delay is too long: expected at most " + llvm::Twine(kMaxDelaySteps + 1) +
                       " time steps but got " + Json(whole).dump());
  if (std::abs(steps - whole) > 1e-6)
    value.warning("the delay is " + llvm::Twine(Json(steps).dump()) + " time steps, taken as " + Json(whole).dump());
  return static_cast<int64_t>(whole) - 1;
}

/// 'delay' (the whole latency) or 'delay_steps' (steps beyond the first): one for all or {"uniform": [low, high]}.
void readDelay(Reading &reading) {
  reading.object.exclude("delay", "delay_steps");
  const bool inSteps = reading.object.has("delay_steps");
  const std::optional<Value> value = reading.object.find(inSteps ? "delay_steps" : "delay");
  if (!value)
    return;
  const auto read = [&](const Value &number) {
    return inSteps ? number.integer(0, kMaxDelaySteps) : delayOf(number, reading.network);
  };
  if (!value->isObject()) {
    if (const std::optional<int64_t> steps = read(*value))
      reading.delay = reading.network.ops.getI32IntegerAttr(static_cast<int32_t>(*steps));
    return;
  }
  const std::optional<Object> range = Object::open(*value, {"uniform"});
  const std::optional<Value> bounds = range->require("uniform");
  if (!bounds)
    return;
  if (!bounds->isArray() || bounds->size() != 2) {
    bounds->expected("an array of 2 delays");
    return;
  }
  const std::optional<int64_t> low = read(bounds->element(0));
  const std::optional<int64_t> high = read(bounds->element(1));
  if (low && high && *low > *high)
    bounds->expected("the shorter delay first");
  else if (low && high)
    reading.delay =
        snn::DelayRangeAttr::get(reading.context(), static_cast<uint32_t>(*low), static_cast<uint32_t>(*high));
}

//===- Weights -----------------------------------------------------------------===//

mlir::Attribute listAttr(const Weights &weights, llvm::ArrayRef<double> values, mlir::MLIRContext *context) {
  if (!weights.integral)
    return mlir::DenseF64ArrayAttr::get(context, values);
  return mlir::DenseI32ArrayAttr::get(context, std::vector<int32_t>(values.begin(), values.end()));
}

bool checkAllFit(const Weights &weights) {
  const Table &table = *weights.table;
  bool fit = true;
  for (uint64_t row = 0; row < table.rows; ++row)
    for (uint64_t column = 0; column < table.columns; ++column)
      fit &= weights.checkFits(table.at(row, column), row, column);
  return fit;
}

/// A matrix: rows are post, columns pre; or for one_to_one a list.
void takeTable(const Weights &weights, Reading &reading) {
  const Table &table = *weights.table;
  const bool list = reading.connect == OneToOne;
  const uint64_t columns = list ? 1 : reading.from->size;
  if (table.flat != list)
    return void(weights.place.expected(list ? "one weight, or a list of them," : "rows of weights"));
  if (table.rows != reading.to->size)
    return void(weights.place.error("expected " + llvm::Twine(reading.to->size) + (list ? " weights" : " rows") +
                                    " (one for each neuron of '" + reading.to->name + "') but got " +
                                    llvm::Twine(table.rows)));
  if (table.columns != columns)
    return void(weights.place.error("expected " + llvm::Twine(columns) + " columns (one for each neuron of '" +
                                    reading.from->name + "') but got " + llvm::Twine(table.columns)));
  if (checkAllFit(weights))
    reading.weightAttr = listAttr(weights, table.values, reading.context());
}

/// An index of row `row` of a sparse list.
std::optional<int32_t> takeIndex(const Weights &weights, uint64_t row, uint64_t column, const PopulationInfo &info) {
  const double number = weights.table->at(row, column);
  if (number >= 0 && number < info.size && number == std::floor(number))
    return static_cast<int32_t>(number);
  weights.error(row, column,
                "expected a neuron of '" + info.name + "', 0 to " + llvm::Twine(info.size - 1) + ", but got " +
                    Json(number).dump());
  return std::nullopt;
}

/// The list of [pre, post, weight] or [pre, post, weight, delay].
void takeSparse(const Weights &weights, Reading &reading) {
  const Table &table = *weights.table;
  if (table.flat || table.columns < 3 || table.columns > 4)
    return void(weights.place.expected("a list of [pre, post, weight] or [pre, post, weight, delay]"));
  std::vector<int32_t> pre, post, delays;
  std::vector<double> values;
  std::set<std::pair<int32_t, int32_t>> pairs;
  for (uint64_t row = 0; row < table.rows; ++row) {
    const std::optional<int32_t> i = takeIndex(weights, row, 0, *reading.from);
    const std::optional<int32_t> j = takeIndex(weights, row, 1, *reading.to);
    const double delay = table.columns == 4 ? table.at(row, 3) : 0;
    const bool isDelay = delay >= 0 && delay <= kMaxDelaySteps && delay == std::floor(delay);
    if (!isDelay)
      weights.error(row, 3,
                    "expected a delay of 0 to " + llvm::Twine(kMaxDelaySteps) + " time steps but got " +
                        Json(delay).dump());
    if (!i || !j || !isDelay || !weights.checkFits(table.at(row, 2), row, 2))
      continue;
    if (!pairs.insert({*i, *j}).second)
      weights.error(row, 0, "the pair " + llvm::Twine(*i) + " -> " + llvm::Twine(*j) + " stands twice in the list");
    pre.push_back(*i);
    post.push_back(*j);
    values.push_back(table.at(row, 2));
    delays.push_back(static_cast<int32_t>(delay));
  }
  if (table.columns == 4 && reading.delay)
    reading.object.value.error("the delays stand in the list, leave out 'delay' and 'delay_steps'");
  if (reading.object.value.document().errors != 0)
    return;
  mlir::MLIRContext *context = reading.context();
  reading.connectivity = snn::SparseAttr::get(context, mlir::DenseI32ArrayAttr::get(context, pre),
                                              mlir::DenseI32ArrayAttr::get(context, post));
  reading.weightAttr = listAttr(weights, values, context);
  if (table.columns == 4)
    reading.delay = mlir::DenseI32ArrayAttr::get(context, delays);
}

void takeWeights(const Weights &weights, Reading &reading) {
  const bool wantsTable = reading.connect == Dense || reading.connect == Sparse;
  if (wantsTable && !weights.table)
    return void(weights.place.error("connect '" + std::string(kConnects[reading.connect]) +
                                    "' needs its weights one by one, as an array or a file"));
  if (!weights.table)
    reading.weightAttr = weights.all;
  else if (reading.connect == Sparse)
    takeSparse(weights, reading);
  else if (reading.connect == Dense || reading.connect == OneToOne)
    takeTable(weights, reading);
  else
    weights.place.error("weights one by one need connect 'dense', 'sparse' or 'one_to_one'");
}

//===- Connectivity ---------------------------------------------------------------===//

/// Keys that belong to some kinds of connectivity only.
void checkKeys(const Reading &reading) {
  const auto check = [&](llvm::StringRef key, std::initializer_list<Connect> kinds, llvm::StringRef owners) {
    if (reading.object.has(key) && !llvm::is_contained(kinds, reading.connect))
      reading.object.value.member(key).error("'" + key + "' belongs to connect " + owners);
  };
  check("self", {AllToAll, FixedProbability, FixedInDegree}, "'all_to_all', 'fixed_probability' and 'fixed_in_degree'");
  check("probability", {FixedProbability}, "'fixed_probability'");
  check("in_degree", {FixedInDegree}, "'fixed_in_degree'");
}

void readConnectivity(Reading &reading) {
  const Object &object = reading.object;
  const uint64_t all = uint64_t{reading.from->size} * reading.to->size;
  const std::optional<Value> self = object.find("self");
  const bool noSelf = self && !self->boolean().value_or(true);
  if (noSelf && reading.from != reading.to)
    self->error("'self' is for a projection from a population onto itself");
  uint64_t count = all;
  if (reading.connect == AllToAll || reading.connect == Dense) {
    reading.connectivity = snn::AllToAllAttr::get(reading.context(), noSelf);
  } else if (reading.connect == OneToOne) {
    if (reading.from->size != reading.to->size)
      object.value.error("one_to_one needs populations of one size: '" + reading.from->name + "' has " +
                         llvm::Twine(reading.from->size) + " neurons but '" + reading.to->name + "' has " +
                         llvm::Twine(reading.to->size));
    reading.connectivity = snn::OneToOneAttr::get(reading.context());
    count = reading.to->size;
  } else if (reading.connect == FixedProbability) {
    const std::optional<Value> value = object.require("probability");
    const double probability = value ? value->number(0, 1).value_or(0) : 0;
    reading.connectivity = snn::FixedProbabilityAttr::get(reading.context(), snn::Real{probability}, noSelf);
    count = static_cast<uint64_t>(probability * static_cast<double>(all));
  } else if (reading.connect == FixedInDegree) {
    const std::optional<Value> value = object.require("in_degree");
    const int64_t available = int64_t{reading.from->size} - (noSelf && reading.from == reading.to ? 1 : 0);
    const uint64_t degree = value ? value->integer(1, available).value_or(1) : 1;
    reading.connectivity = snn::FixedInDegreeAttr::get(reading.context(), static_cast<uint32_t>(degree), noSelf);
    count = degree * reading.to->size;
  } else {
    count = 0; // a sparse list is as long as it is written
  }
  reading.network.countSynapses(count, object.value);
}

//===- Learning ----------------------------------------------------------------------===//

/// The modulators that y1, y2 and y3 are bound to.
std::array<mlir::FlatSymbolRefAttr, 3> readThirdFactors(const Reading &reading, const RuleInfo *rule) {
  std::array<mlir::FlatSymbolRefAttr, 3> bound;
  const std::optional<Value> value = reading.object.find("third_factor");
  const std::optional<Object> factors = value ? Object::open(*value, {"y1", "y2", "y3"}) : std::nullopt;
  for (int i = 0; i < 3; ++i) {
    const std::string key = "y" + std::to_string(i + 1);
    const std::optional<Value> member = factors ? factors->find(key) : std::nullopt;
    const bool wanted = rule && rule->readsThirdFactor[i];
    if (wanted && !member)
      reading.object.value.error("rule '" + rule->name + "' reads '" + key + "', which has no trace: bind it with " +
                                 "\"third_factor\": {\"" + key + "\": ...} to a modulator");
    if (member && rule && rule->valid && !wanted)
      member->error("rule '" + rule->name + "' has no third factor '" + key + "'");
    const PopulationInfo *modulator = member ? reading.network.findPopulation(*member) : nullptr;
    if (!modulator)
      continue;
    if (modulator->model != Model::Modulator)
      member->error("expected a population of model 'modulator' but '" + modulator->name + "' is not one");
    else if (modulator->size > 1 && modulator->size != reading.to->size)
      member->error("expected a modulator of size 1 or " + llvm::Twine(reading.to->size) + " but '" + modulator->name +
                    "' has size " + llvm::Twine(modulator->size));
    bound[i] = mlir::FlatSymbolRefAttr::get(reading.context(), modulator->name);
  }
  if (value && !rule && !reading.object.has("rule"))
    value->error("'third_factor' needs a 'rule'");
  return bound;
}

/// 'from' and 'to'. Nothing if one of them is not known.
bool readEnds(Reading &reading) {
  const std::optional<Value> from = reading.object.require("from");
  const std::optional<Value> to = reading.object.require("to");
  reading.from = from ? reading.network.findPopulation(*from) : nullptr;
  reading.to = to ? reading.network.findPopulation(*to) : nullptr;
  if (reading.from && reading.from->model == Model::Modulator)
    from->error("a modulator sends no spikes, bind it as a \"third_factor\"");
  if (reading.to && reading.to->model != Model::Lif)
    to->error("expected a population of model 'lif' but '" + reading.to->name + "' is not one");
  return reading.from && reading.to && reading.from->size != 0 && reading.to->size != 0;
}

bool readConnect(Reading &reading) {
  const std::optional<Value> value = reading.object.require("connect");
  const std::optional<size_t> choice = value ? value->choice(kConnects) : std::nullopt;
  if (!choice)
    return false;
  reading.connect = static_cast<Connect>(*choice);
  if (reading.connect == Conv2d)
    value->error("unsupported: connect 'conv2d', write the convolution as 'sparse'");
  checkKeys(reading);
  return reading.connect != Conv2d;
}

void buildProjection(const std::string &name, const Weights &weights, Reading &reading) {
  mlir::OpBuilder &ops = reading.network.ops;
  const RuleInfo *rule = nullptr;
  if (const std::optional<Value> value = reading.object.find("rule"))
    rule = reading.network.findRule(*value);
  const auto thirdFactors = readThirdFactors(reading, rule);
  mlir::FloatAttr weightMax;
  if (const std::optional<Value> value = reading.object.find("weight_max")) {
    if (weights.integral)
      value->error("'weight_max' belongs to real weights");
    const double number = value->number().value_or(1);
    if (!(number > 0))
      value->expected("a magnitude above 0");
    weightMax = ops.getF64FloatAttr(number);
  }
  mlir::IntegerAttr maxDelay;
  if (const std::optional<Value> value = reading.object.find("max_delay_steps"))
    maxDelay = ops.getI32IntegerAttr(static_cast<int32_t>(value->integer(0, kMaxDelaySteps).value_or(0)));
  if (reading.object.value.document().errors != 0)
    return;
  mlir::MLIRContext *context = reading.context();
  const auto symbol = [&](llvm::StringRef text) { return mlir::FlatSymbolRefAttr::get(context, text); };
  snn::ProjectionOp::create(
      ops, reading.object.value.location(), ops.getStringAttr(name), symbol(reading.from->name),
      symbol(reading.to->name), reading.connectivity, reading.weightAttr, ops.getI32IntegerAttr(weights.format.bits),
      neurocore::SignModeAttr::get(context, weights.format.sign),
      weights.exponent ? ops.getSI32IntegerAttr(*weights.exponent) : mlir::IntegerAttr(), mlir::FloatAttr(), weightMax,
      reading.delay, maxDelay, rule ? symbol(rule->name) : mlir::FlatSymbolRefAttr(), thirdFactors[0], thirdFactors[1],
      thirdFactors[2]);
}

} // namespace

void readProjection(const Value &value, NetworkBuilder &network) {
  const std::optional<Object> object =
      Object::open(value, {"name", "from", "to", "connect", "self", "probability", "in_degree", "weights", "weight_max",
                           "delay", "delay_steps", "max_delay_steps", "rule", "third_factor"});
  if (!object)
    return;
  Reading reading{*object, network};
  const std::optional<std::string> name = network.takeName(*object);
  const bool connected = readConnect(reading);
  const bool ended = readEnds(reading);
  readDelay(reading);
  const std::optional<Value> member = object->require("weights");
  const std::optional<Weights> weights = member ? readWeights(*member, network.folder) : std::nullopt;
  if (!connected || !ended)
    return;
  readConnectivity(reading);
  if (!weights)
    return;
  takeWeights(*weights, reading);
  buildProjection(name.value_or(""), *weights, reading);
}

} // namespace engram::json
