// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Typed access, units and nearest names.

#include "compiler/frontend/json/Value.h"

#include "hw/spec/NearestName.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>

namespace engram::json {
namespace {

struct NamedTimeUnit {
  llvm::StringLiteral name;
  double nanoseconds;
};

/// Indexed by Time::Unit, but for Steps.
constexpr NamedTimeUnit kTimeUnits[] = {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"min", 60e9}, {"h", 3600e9}};

constexpr double kMaxSteps = 4294967295; ///< steps are counted in 32 bits

std::string cut(std::string text) {
  constexpr size_t kLongest = 60;
  return text.size() <= kLongest ? text : text.substr(0, kLongest) + "...";
}

/// The value as a message shows it: short, whatever it holds.
std::string describe(const Json &json) {
  if (json.is_array())
    return "an array of " + std::to_string(json.size());
  if (json.is_object())
    return "an object";
  return cut(json.dump(/*indent=*/-1, ' ', /*ensure_ascii=*/true));
}

std::string describe(double number) { return describe(Json(number)); }

/// "5 ms" as a time; nothing if it is no number with a unit of time.
std::optional<Time> parseTime(llvm::StringRef text, bool infinite) {
  text = text.trim();
  if (infinite && text == "inf")
    return Time{std::numeric_limits<double>::infinity(), Time::Seconds};
  for (const auto &[index, unit] : llvm::enumerate(kTimeUnits)) {
    llvm::StringRef digits = text;
    double number = 0;
    if (!digits.consume_back(unit.name) || digits.empty() || llvm::isAlpha(digits.back()))
      continue;
    if (!digits.rtrim().getAsDouble(number) && std::isfinite(number) && number >= 0)
      return Time{number, static_cast<Time::Unit>(index)};
  }
  return std::nullopt;
}

} // namespace

double Time::nanoseconds(double stepNs) const {
  return value * (unit == Steps ? stepNs : kTimeUnits[unit].nanoseconds);
}

std::string shown(llvm::StringRef text) {
  const std::string quoted = Json(text.str()).dump(-1, ' ', true);
  return cut(quoted.substr(1, quoted.size() - 2));
}

std::string suggestion(llvm::StringRef word, const Words &known) {
  constexpr size_t kLongest = 64; // the distance costs the product of the lengths
  const std::string_view name = spec::nearestName(word.take_front(kLongest), known);
  return name.empty() ? std::string() : ", the nearest known one is '" + std::string(name) + "'";
}

std::nullopt_t Value::error(const llvm::Twine &text) const {
  if (++source->errors <= kMaxErrors)
    mlir::emitError(location()) << text;
  else if (source->errors == kMaxErrors + 1)
    mlir::emitError(locationOf("", source->file, source->context)) << "too many errors, the rest is not shown";
  return std::nullopt;
}

void Value::warning(const llvm::Twine &text) const {
  if (++source->warnings <= kMaxErrors)
    mlir::emitWarning(location()) << text;
}

std::nullopt_t Value::expected(const llvm::Twine &what) const {
  return error("expected " + what + " but got " + describe(*json));
}

std::optional<std::string> Value::string() const {
  if (!json->is_string())
    return expected("a string");
  return json->get<std::string>();
}

std::optional<bool> Value::boolean() const {
  if (!json->is_boolean())
    return expected("true or false");
  return json->get<bool>();
}

std::optional<double> Value::number(double low, double high) const {
  if (!json->is_number())
    return expected("a number");
  const double number = json->get<double>();
  if (number >= low && number <= high)
    return number;
  if (std::isinf(high))
    return expected("a number of at least " + describe(low));
  return expected("a number from " + describe(low) + " to " + describe(high));
}

std::optional<int64_t> Value::integer(int64_t low, int64_t high) const {
  const std::string range = llvm::formatv("an integer from {0} to {1}", low, high).str();
  if (!json->is_number())
    return expected(range);
  const double number = json->get<double>();
  if (number != std::floor(number) || number < static_cast<double>(low) || number > static_cast<double>(high))
    return expected(range);
  return json->is_number_float() ? static_cast<int64_t>(number) : json->get<int64_t>();
}

std::optional<Time> Value::time(bool infinite) const {
  if (json->is_number()) {
    const double number = json->get<double>();
    if (number >= 0)
      return Time{number, Time::Milliseconds};
  } else if (json->is_string()) {
    if (const std::optional<Time> time = parseTime(json->get_ref<const std::string &>(), infinite))
      return time;
  }
  return expected(infinite ? "a time such as \"5 ms\" or \"inf\"" : "a time such as \"5 ms\"");
}

std::optional<size_t> Value::choice(const Words &words) const {
  const std::optional<std::string> word = string();
  if (!word)
    return std::nullopt;
  const auto found = llvm::find(words, std::string_view(*word));
  if (found == words.end())
    return error("unknown value '" + shown(*word) + "'" + suggestion(*word, words));
  return found - words.begin();
}

std::optional<std::vector<Value>> Value::array() const {
  if (!json->is_array())
    return expected("an array");
  std::vector<Value> elements;
  elements.reserve(size());
  for (size_t i = 0; i < size(); ++i)
    elements.push_back(element(i));
  return elements;
}

std::optional<Object> Object::open(const Value &value, const Words &keys) {
  if (!value.isObject())
    return value.expected("an object");
  for (const auto &item : value.raw().items())
    if (!llvm::is_contained(keys, std::string_view(item.key())))
      value.member(item.key()).error("unknown key '" + shown(item.key()) + "'" + suggestion(item.key(), keys));
  return Object(value);
}

std::optional<Value> Object::find(llvm::StringRef key) const {
  if (!has(key))
    return std::nullopt;
  return value.member(key);
}

std::optional<Value> Object::require(llvm::StringRef key) const {
  if (has(key))
    return value.member(key);
  return value.error("missing key '" + key + "'");
}

std::optional<Time> Object::time(llvm::StringRef key, bool infinite) const {
  const std::string steps = key.str() + "_steps";
  exclude(key, steps);
  if (const std::optional<Value> member = find(key))
    return member->time(infinite);
  if (const std::optional<Value> member = find(steps))
    if (const std::optional<double> number = member->number(0, kMaxSteps))
      return Time{*number, Time::Steps};
  return std::nullopt;
}

void Object::exclude(llvm::StringRef one, llvm::StringRef other) const {
  if (has(one) && has(other))
    value.member(other).error("'" + other + "' and '" + one + "' exclude each other, give one of them");
}

} // namespace engram::json
