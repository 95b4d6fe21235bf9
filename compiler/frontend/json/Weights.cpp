// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The forms of 'weights'. Tables are read without an object for every entry: there may be a hundred million.

#include "compiler/frontend/json/Weights.h"

#include "compiler/frontend/npy/Npy.h"
#include "dialects/snn/SNN.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

#include <cmath>

namespace engram::json {
namespace {

const Words kSignModes{"mixed", "excitatory", "inhibitory"}; // as spec::SignMode, from 1
constexpr int32_t kMinExponent = -6;                         // shift = 6 + exponent is 0..15 (N17)
constexpr int32_t kMaxExponent = 9;
const Words kForms{"uniform", "normal", "integer", "real", "file"};

/// The two numbers of a distribution.
std::optional<std::pair<double, double>> readPair(const Value &value) {
  if (!value.isArray() || value.size() != 2)
    return value.expected("an array of 2 numbers");
  const std::optional<double> first = value.element(0).number();
  const std::optional<double> second = value.element(1).number();
  if (!first || !second)
    return std::nullopt;
  return std::make_pair(*first, *second);
}

mlir::Attribute readUniform(const Value &value) {
  const auto bounds = readPair(value);
  if (!bounds)
    return {};
  if (bounds->first > bounds->second) {
    value.expected("the lower bound first");
    return {};
  }
  return snn::UniformAttr::get(&value.document().context, snn::Real{bounds->first}, snn::Real{bounds->second});
}

mlir::Attribute readNormal(const Value &value) {
  const auto moments = readPair(value);
  if (!moments)
    return {};
  if (moments->second < 0) {
    value.element(1).expected("a standard deviation of at least 0");
    return {};
  }
  return snn::NormalAttr::get(&value.document().context, snn::Real{moments->first}, snn::Real{moments->second});
}

/// An array of numbers, or of equally long arrays of numbers.
std::optional<Table> readTable(const Value &value) {
  const Json &json = value.raw();
  Table table;
  table.rows = json.size();
  table.flat = json.empty() || !json[0].is_array();
  table.columns = table.flat ? 1 : json[0].size();
  const unsigned errorsBefore = value.document().errors;
  const auto add = [&](const Json &number, auto place) {
    if (number.is_number())
      table.values.push_back(number.get<double>());
    else
      place().expected("a number");
  };
  for (uint64_t row = 0; row < table.rows; ++row) {
    if (table.flat)
      add(json[row], [&] { return value.element(row); });
    else if (!json[row].is_array() || json[row].size() != table.columns)
      value.element(row).expected("a row of " + llvm::Twine(table.columns) + " numbers, as the first one is,");
    else
      for (uint64_t column = 0; column < table.columns; ++column)
        add(json[row][column], [&] { return value.element(row).element(column); });
  }
  if (value.document().errors != errorsBefore)
    return std::nullopt;
  return table;
}

/// Numbers in the description: one for all, or a table.
bool readNumbers(const Value &value, Weights &weights) {
  weights.place = value;
  if (value.isArray())
    return (weights.table = readTable(value)).has_value();
  mlir::Builder builder(&value.document().context);
  const std::optional<double> number = value.isNumber() ? value.number() : value.expected("a number or an array");
  if (!number)
    return false;
  if (!weights.integral) {
    weights.all = builder.getF64FloatAttr(*number);
    return true;
  }
  if (!value.integer(weights.format.min(), weights.format.max()))
    return false;
  weights.all = builder.getI32IntegerAttr(static_cast<int32_t>(*number));
  return true;
}

bool readFile(const Value &value, llvm::StringRef folder, Weights &weights) {
  weights.place = value;
  weights.inFile = true;
  const std::optional<std::string> name = value.string();
  if (!name)
    return false;
  llvm::SmallString<256> path(*name);
  if (llvm::sys::path::is_relative(path)) {
    path = folder;
    llvm::sys::path::append(path, *name);
  }
  try {
    npy::Array array = npy::readFile(path.str().str());
    weights.integral = array.integral;
    const bool flat = array.shape.size() == 1;
    weights.table = Table{array.shape[0], flat ? 1 : array.shape[1], flat, std::move(array.values)};
    return true;
  } catch (const npy::NpyError &error) {
    value.error("cannot read '" + shown(*name) + "': " + error.what());
    return false;
  }
}

/// 'bits', 'sign' and 'exponent'.
void readFormat(const Object &object, Weights &weights) {
  if (const std::optional<Value> sign = object.find("sign"))
    weights.format.sign = static_cast<spec::SignMode>(sign->choice(kSignModes).value_or(0) + 1);
  if (const std::optional<Value> bits = object.find("bits")) {
    const int64_t number = bits->integer(1, 8).value_or(8);
    if (number == 7)
      bits->expected("1 to 6, or 8 bits");
    weights.format.bits = static_cast<int>(number);
  }
  if (const std::optional<Value> exponent = object.find("exponent"))
    if (const std::optional<int64_t> number = exponent->integer(kMinExponent, kMaxExponent))
      weights.exponent = static_cast<int32_t>(*number);
}

bool readForm(const Object &object, llvm::StringRef form, llvm::StringRef folder, Weights &weights) {
  const Value value = object.value.member(form);
  if (form == "uniform")
    return static_cast<bool>(weights.all = readUniform(value));
  if (form == "normal")
    return static_cast<bool>(weights.all = readNormal(value));
  if (form == "file")
    return readFile(value, folder, weights);
  weights.integral = form == "integer";
  return readNumbers(value, weights);
}

std::optional<Weights> readObject(const Value &value, llvm::StringRef folder, Weights weights) {
  const unsigned errorsBefore = value.document().errors;
  const std::optional<Object> object =
      Object::open(value, {"uniform", "normal", "integer", "real", "file", "exponent", "bits", "sign"});
  readFormat(*object, weights);
  std::vector<std::string_view> given;
  for (const std::string_view form : kForms)
    if (object->has(form))
      given.push_back(form);
  if (given.size() != 1)
    return value.error(given.empty() ? "missing key 'uniform', 'normal', 'integer', 'real' or 'file'"
                                     : "'" + std::string(given[0]) + "' and '" + std::string(given[1]) +
                                           "' exclude each other, give one of them");
  if (!readForm(*object, given.front(), folder, weights))
    return std::nullopt;
  if (weights.exponent && !weights.integral)
    return value.member("exponent").error("'exponent' belongs to integer weights, that of real ones is chosen");
  if (value.document().errors != errorsBefore)
    return std::nullopt;
  return weights;
}

} // namespace

void Weights::error(uint64_t row, uint64_t column, const llvm::Twine &text) const {
  if (inFile)
    place.error("row " + llvm::Twine(row) + (table->flat ? "" : ", column " + llvm::Twine(column)) + ": " + text);
  else if (table->flat)
    place.element(row).error(text);
  else
    place.element(row).element(column).error(text);
}

bool Weights::checkFits(double weight, uint64_t row, uint64_t column) const {
  const std::string shownWeight = Json(weight).dump();
  if (!std::isfinite(weight))
    return error(row, column, "weight " + llvm::Twine(shownWeight) + " is not finite"), false;
  if (!integral || (weight == std::floor(weight) && weight >= format.min() && weight <= format.max()))
    return true;
  error(row, column,
        "weight does not fit: expected an integer from " + llvm::Twine(format.min()) + " to " +
            llvm::Twine(format.max()) + " but got " + shownWeight);
  return false;
}

std::optional<Weights> readWeights(const Value &value, llvm::StringRef folder) {
  Weights weights{{}, std::nullopt, false, {}, std::nullopt, value, false};
  if (value.isObject())
    return readObject(value, folder, std::move(weights));
  if (!readNumbers(value, weights))
    return std::nullopt;
  return weights;
}

} // namespace engram::json
