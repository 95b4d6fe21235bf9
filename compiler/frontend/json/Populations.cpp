// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Populations: inputs, modulators, and neurons by real parameters or by registers.

#include "compiler/frontend/json/NetworkBuilder.h"

namespace engram::json {
namespace {

const Words kModels{"input", "lif", "modulator"}; // as Model
const Words kResetModes{"hard", "subtractive"};   // as spec::ResetMode
constexpr int32_t kMaxBiasMantissa = 4095;        // loihi.md 3.1 step 6
constexpr int32_t kMaxBiasExponent = 7;

spec::ResetMode readResetMode(const Object &object) {
  const std::optional<Value> value = object.find("reset_mode");
  return static_cast<spec::ResetMode>(value ? value->choice(kResetModes).value_or(0) : 0);
}

snn::Time readTime(const Object &object, llvm::StringRef key, double otherwise, bool infinite,
                   const NetworkBuilder &network) {
  const std::optional<Time> time = object.time(key, infinite);
  return {time ? network.nanoseconds(*time) : otherwise};
}

double readNumber(const Object &object, llvm::StringRef key, double otherwise,
                  double low = -std::numeric_limits<double>::infinity()) {
  const std::optional<Value> value = object.find(key);
  return value ? value->number(low).value_or(otherwise) : otherwise;
}

/// One number for all neurons, or an array of one a neuron; `read` reads a number.
template <typename T, typename Read> std::vector<T> readPerNeuron(const Value &value, uint32_t size, Read read) {
  std::vector<T> numbers;
  if (!value.isArray()) {
    if (const auto number = read(value))
      numbers.push_back(static_cast<T>(*number));
    return numbers;
  }
  if (value.size() != size) {
    value.error("expected one number, or one for each of the " + llvm::Twine(size) + " neurons, but got " +
                llvm::Twine(value.size()));
    return numbers;
  }
  for (size_t i = 0; i < value.size(); ++i)
    if (const auto number = read(value.element(i)))
      numbers.push_back(static_cast<T>(*number));
  return numbers;
}

snn::LifAttr readParameters(const Value &value, uint32_t size, const NetworkBuilder &network) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::optional<Object> object =
      Object::open(value, {"tau_u", "tau_u_steps", "tau_v", "tau_v_steps", "threshold", "reset", "reset_mode",
                           "refractory", "refractory_steps", "bias", "adaptation"});
  if (!object)
    return {};
  const snn::Time tauU = readTime(*object, "tau_u", 0, true, network);
  const snn::Time tauV = readTime(*object, "tau_v", kInfinity, true, network);
  const snn::Time refractory = readTime(*object, "refractory", 0, false, network);
  const std::optional<Value> threshold = object->require("threshold");
  const double thresholdNumber = threshold ? threshold->number().value_or(1) : 1;
  if (!(thresholdNumber > 0))
    threshold->expected("a threshold above 0");
  mlir::DenseF64ArrayAttr bias;
  if (const std::optional<Value> member = object->find("bias"))
    bias = mlir::DenseF64ArrayAttr::get(
        network.ops.getContext(),
        readPerNeuron<double>(*member, size, [](const Value &number) { return number.number(); }));
  double step = 0;
  snn::Time tau{kInfinity};
  if (const std::optional<Value> member = object->find("adaptation"))
    if (const std::optional<Object> adaptation = Object::open(*member, {"step", "tau", "tau_steps"})) {
      if (const std::optional<Value> number = adaptation->require("step"))
        step = number->number(0).value_or(0);
      tau = readTime(*adaptation, "tau", kInfinity, true, network);
    }
  const double reset = readNumber(*object, "reset", 0);
  const spec::ResetMode resetMode = readResetMode(*object);
  if (value.document().errors != 0)
    return {};
  return snn::LifAttr::getChecked([&] { return mlir::emitError(value.location()); }, network.ops.getContext(), tauU,
                                  tauV, snn::Real{thresholdNumber}, snn::Real{reset}, resetMode, refractory, bias,
                                  snn::Real{step}, tau);
}

int32_t readRegister(const Object &object, llvm::StringRef key, int32_t low, int32_t high, int32_t otherwise) {
  const std::optional<Value> value = object.find(key);
  return value ? static_cast<int32_t>(value->integer(low, high).value_or(otherwise)) : otherwise;
}

std::vector<int32_t> readBias(const Object &object, llvm::StringRef key, int32_t low, int32_t high, uint32_t size) {
  const std::optional<Value> value = object.find(key);
  if (!value)
    return {};
  return readPerNeuron<int32_t>(*value, size, [&](const Value &number) { return number.integer(low, high); });
}

neurocore::RegistersAttr readRegisters(const Value &value, uint32_t size, const NetworkBuilder &network) {
  const std::optional<Object> object =
      Object::open(value, {"du", "dv", "vth", "vreset", "reset_mode", "refractory", "bias_mant", "bias_exp",
                           "theta_step", "theta_decay_mant", "theta_decay_exp"});
  if (!object)
    return {};
  object->require("vth");
  spec::LifRegisters registers;
  registers.du = readRegister(*object, "du", 0, 4095, registers.du);
  registers.dv = readRegister(*object, "dv", 0, 4096, registers.dv);
  registers.vth = readRegister(*object, "vth", 0, 131071, registers.vth);
  registers.vreset = readRegister(*object, "vreset", -spec::kStateMax, spec::kStateMax, registers.vreset);
  registers.reset = readResetMode(*object);
  registers.refractory = readRegister(*object, "refractory", 0, 63, registers.refractory);
  registers.thetaStep = readRegister(*object, "theta_step", 0, spec::kStateMax, registers.thetaStep);
  registers.thetaDecayMantissa = readRegister(*object, "theta_decay_mant", 0, 255, registers.thetaDecayMantissa);
  registers.thetaDecayExponent = readRegister(*object, "theta_decay_exp", 1, 31, registers.thetaDecayExponent);
  const auto mantissas = readBias(*object, "bias_mant", -kMaxBiasMantissa, kMaxBiasMantissa, size);
  const auto exponents = readBias(*object, "bias_exp", 0, kMaxBiasExponent, size);
  if (object->has("bias_exp") && !object->has("bias_mant"))
    value.member("bias_exp").error("'bias_exp' needs 'bias_mant'");
  if (value.document().errors != 0)
    return {};
  return neurocore::RegistersAttr::get(network.ops.getContext(), registers, mantissas, exponents);
}

/// A population of neurons; `object` has one of 'parameters' and 'registers'.
void buildNeurons(const Object &object, const PopulationInfo &info, NetworkBuilder &network) {
  object.exclude("parameters", "registers");
  snn::LifAttr lif;
  neurocore::RegistersAttr registers;
  if (const std::optional<Value> value = object.find("registers"))
    registers = readRegisters(*value, info.size, network);
  else if (const std::optional<Value> value = object.find("parameters"))
    lif = readParameters(*value, info.size, network);
  else
    object.value.error("missing key 'parameters' or 'registers'");
  if (lif || registers)
    snn::PopulationOp::create(network.ops, object.value.location(), info.name, info.size, lif, registers);
}

} // namespace

void readPopulation(const Value &value, NetworkBuilder &network) {
  const std::optional<Object> object = Object::open(value, {"name", "size", "model", "parameters", "registers"});
  if (!object)
    return;
  PopulationInfo info;
  info.name = network.takeName(*object).value_or("");
  if (const std::optional<Value> size = object->require("size"))
    info.size = static_cast<uint32_t>(size->integer(1, kMaxPopulationSize).value_or(0));
  const std::optional<Value> word = object->require("model");
  const std::optional<size_t> model = word ? word->choice(kModels) : std::nullopt;
  info.model = static_cast<Model>(model.value_or(static_cast<size_t>(Model::Lif)));
  network.populations.add(info);
  if (!model || info.name.empty() || info.size == 0)
    return;
  if (info.model == Model::Lif)
    return buildNeurons(*object, info, network);
  for (const llvm::StringRef key : {"parameters", "registers"})
    if (object->has(key))
      value.member(key).error("'" + key + "' belongs to model 'lif'");
  if (info.model == Model::Input)
    snn::InputOp::create(network.ops, value.location(), info.name, info.size);
  else
    snn::ModulatorOp::create(network.ops, value.location(), info.name, info.size);
}

} // namespace engram::json
