// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Learning rules: traces, epoch, and the texts of dw, dt and dd.

#include "compiler/frontend/json/NetworkBuilder.h"
#include "compiler/frontend/rule/RuleToPlasticity.h"

#include "hw/spec/Trace.h"

namespace engram::json {
namespace {

using plasticity::SynapseVariable;
using plasticity::TimeUnit;
using plasticity::TraceName;

constexpr std::pair<llvm::StringLiteral, TraceName> kTraces[] = {
    {"x1", TraceName::X1}, {"x2", TraceName::X2}, {"y1", TraceName::Y1}, {"y2", TraceName::Y2}, {"y3", TraceName::Y3}};
constexpr std::pair<llvm::StringLiteral, SynapseVariable> kTexts[] = {
    {"dw", SynapseVariable::Weight}, {"dt", SynapseVariable::Tag}, {"dd", SynapseVariable::Delay}};

/// Only 'engram' yet; 'lava' is known, so that it is told apart from a slip.
void checkProfile(const Object &object) {
  const std::optional<Value> profile = object.find("profile");
  const std::optional<size_t> chosen = profile ? profile->choice({"engram", "lava"}) : 0;
  if (chosen == size_t{1})
    profile->error("unsupported: profile 'lava', rules of profile 'engram' can be compiled");
  else if (const std::optional<Value> seed = object.find("rng_seed"))
    seed->error("'rng_seed' belongs to profile 'lava', give the network a 'seed'");
}

/// The unit of the IR that keeps the number as it was written, where there is one.
std::pair<double, TimeUnit> tauOf(const Time &time) {
  switch (time.unit) {
  case Time::Steps:
    return {time.value, TimeUnit::Steps};
  case Time::Microseconds:
    return {time.value, TimeUnit::Us};
  case Time::Milliseconds:
    return {time.value, TimeUnit::Ms};
  case Time::Nanoseconds:
    return {time.value / 1e3, TimeUnit::Us};
  default:
    return {time.nanoseconds(0) / 1e9, TimeUnit::S};
  }
}

/// Makes the trace after an error, too, so that the texts that use it are read.
void readTrace(const Value &value, TraceName name, plasticity::RuleOp rule) {
  double impulse = 0;
  std::pair<double, TimeUnit> tau{0, TimeUnit::Steps};
  if (const std::optional<Object> object = Object::open(value, {"impulse", "tau", "tau_steps"})) {
    if (const std::optional<Value> member = object->require("impulse"))
      impulse = member->number(0, spec::kTraceMax).value_or(0);
    if (!object->has("tau") && !object->has("tau_steps"))
      value.error("missing key 'tau' or 'tau_steps'");
    else if (const std::optional<Time> time = object->time("tau", /*infinite=*/true))
      tau = tauOf(*time);
  }
  mlir::OpBuilder ops = mlir::OpBuilder::atBlockEnd(&rule.getBody().front());
  plasticity::TraceOp::create(ops, value.location(), plasticity::NumberType::get(ops.getContext()), name,
                              llvm::APFloat(impulse), llvm::APFloat(tau.first), tau.second);
}

/// Fills the rule with traces and updates. Errors of the texts count as the document's.
void readBody(const Object &object, plasticity::RuleOp rule) {
  for (const auto &[key, name] : kTraces)
    if (const std::optional<Value> value = object.find(key))
      readTrace(*value, name, rule);
  bool any = false;
  for (const auto &[key, target] : kTexts) {
    const std::optional<Value> value = object.find(key);
    any |= value.has_value();
    const std::optional<std::string> text = value ? value->string() : std::nullopt;
    if (text && mlir::failed(rule::addUpdates(rule, target, *text, value->location())))
      ++object.value.document().errors;
  }
  if (!any)
    object.value.error("missing key 'dw', 'dt' or 'dd'");
}

} // namespace

void readRule(const Value &value, NetworkBuilder &network) {
  const std::optional<Object> object =
      Object::open(value, {"name", "profile", "dw", "dd", "dt", "x1", "x2", "y1", "y2", "y3", "epoch", "rng_seed"});
  if (!object)
    return;
  const unsigned errorsBefore = value.document().errors;
  RuleInfo info;
  info.name = network.takeName(*object).value_or("");
  checkProfile(*object);
  int64_t epoch = 1;
  if (const std::optional<Value> member = object->find("epoch"))
    epoch = member->integer(1, plasticity::kMaxEpoch).value_or(1);
  auto rule = plasticity::RuleOp::create(network.ops, value.location(), info.name, static_cast<uint32_t>(epoch));
  readBody(*object, rule);
  rule.walk([&](plasticity::ThirdFactorOp factor) {
    info.readsThirdFactor[static_cast<int>(factor.getName()) - static_cast<int>(TraceName::Y1)] = true;
  });
  info.valid = value.document().errors == errorsBefore;
  network.rules.add(info);
}

} // namespace engram::json
