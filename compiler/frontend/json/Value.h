// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Typed access to a JSON document that knows where it stands: every fault is emitted at its JSON pointer, says what was
// expected and what is there, and lets the caller go on, so that a user sees more than one fault at once.

#ifndef ENGRAM_COMPILER_FRONTEND_JSON_VALUE_H
#define ENGRAM_COMPILER_FRONTEND_JSON_VALUE_H

#include "compiler/frontend/json/Document.h"

#include "llvm/ADT/Twine.h"

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace engram::json {

/// Errors shown of one document; those beyond are counted only.
constexpr unsigned kMaxErrors = 20;

/// A time as it was written. Infinity is a value.
struct Time {
  enum Unit { Nanoseconds, Microseconds, Milliseconds, Seconds, Minutes, Hours, Steps };

  double value = 0;
  Unit unit = Milliseconds;

  /// `stepNs`: nanoseconds of a time step.
  double nanoseconds(double stepNs) const;
};

/// What all values of a document share.
struct Source {
  mlir::MLIRContext &context;
  std::string file;
  unsigned errors = 0;
  unsigned warnings = 0;
};

/// `text` as a message shows it: short, and printable ASCII whatever it holds.
std::string shown(llvm::StringRef text);

/// Words that are known where one is read: keys, names, choices.
using Words = std::vector<std::string_view>;

/// ", the nearest known one is 'size'", or nothing if none is known.
std::string suggestion(llvm::StringRef word, const Words &known);

/// A value of the document. A reader that finds a fault emits it and returns nothing.
class Value {
public:
  Value(const Json &json, std::string pointer, Source &source)
      : json(&json), place(std::move(pointer)), source(&source) {}

  const Json &raw() const { return *json; }
  llvm::StringRef pointer() const { return place; }
  mlir::Location location() const { return locationOf(place, source->file, source->context); }
  Source &document() const { return *source; }

  std::nullopt_t error(const llvm::Twine &text) const;
  void warning(const llvm::Twine &text) const;

  /// "expected `what` but got VALUE".
  std::nullopt_t expected(const llvm::Twine &what) const;

  std::optional<std::string> string() const;
  std::optional<bool> boolean() const;
  /// A finite number in [low, high].
  std::optional<double> number(double low = -std::numeric_limits<double>::infinity(),
                               double high = std::numeric_limits<double>::infinity()) const;
  std::optional<int64_t> integer(int64_t low, int64_t high) const;
  /// A time that is not negative: a string with a unit ("5 ms"), or a plain number in milliseconds. "inf" is accepted
  /// where `infinite` says so.
  std::optional<Time> time(bool infinite = false) const;
  /// One of `words`; gives its position.
  std::optional<size_t> choice(const Words &words) const;
  std::optional<std::vector<Value>> array() const;

  bool isArray() const { return json->is_array(); }
  bool isObject() const { return json->is_object(); }
  bool isNumber() const { return json->is_number(); }
  size_t size() const { return json->size(); }
  Value element(size_t index) const { return {(*json)[index], place + '/' + std::to_string(index), *source}; }
  /// A member that is there.
  Value member(llvm::StringRef key) const { return {(*json)[key.str()], place + '/' + escapePointer(key), *source}; }

private:
  const Json *json;
  std::string place;
  Source *source;
};

/// An object of which only `keys` are known.
class Object {
public:
  /// Emits an error for a value that is no object and for every key that is unknown.
  static std::optional<Object> open(const Value &value, const Words &keys);

  bool has(llvm::StringRef key) const { return value.raw().contains(key.str()); }
  /// The member, or nothing.
  std::optional<Value> find(llvm::StringRef key) const;
  /// The member; its absence is an error.
  std::optional<Value> require(llvm::StringRef key) const;
  /// The time `key`, or `key`_steps as a number of time steps; one of them at most.
  std::optional<Time> time(llvm::StringRef key, bool infinite = false) const;
  /// Emits an error if both are there.
  void exclude(llvm::StringRef one, llvm::StringRef other) const;

  const Value value;

private:
  explicit Object(const Value &value) : value(value) {}
};

} // namespace engram::json

#endif
