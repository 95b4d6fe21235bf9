// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Builds the tree from nlohmann's event parser, which does not recurse, and gives its errors our form.

#include "compiler/frontend/json/Document.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/StringExtras.h"

namespace engram::json {
namespace {

/// The events of nlohmann::json_sax as a tree. An event that returns false ends the parse.
class TreeBuilder {
public:
  TreeBuilder(llvm::StringRef text, llvm::StringRef file, mlir::MLIRContext &context)
      : text(text), file(file), context(context) {}

  Json root;
  bool failed = false;

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(Json::number_integer_t value) { return add(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
  bool number_float(Json::number_float_t value, const std::string &) { return add(value); }
  bool string(std::string &value) { return add(std::move(value)); }
  bool binary(Json::binary_t &) { return false; } // not in text
  bool start_object(size_t) { return open(Json::object()); }
  bool start_array(size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string &name) {
    Level &level = levels.back();
    if (level.node->contains(name)) {
      failed = true;
      mlir::emitError(pointedLocation(name)) << "key '" << printable(name) << "' stands twice in this object";
    }
    level.key = name;
    level.slot = &(*level.node)[name];
    return true;
  }

  bool parse_error(size_t position, const std::string &, const Json::exception &exception) {
    // what() is "[json.exception.ID] parse error at line L, column C: reason"; the reason alone is ours to show.
    llvm::StringRef reason = llvm::StringRef(exception.what()).split("] ").second;
    if (reason.starts_with("parse error"))
      reason = reason.split(": ").second;
    failed = true;
    // `position` counts the bytes read, the last one is where the fault shows.
    const llvm::StringRef before = text.take_front(position == 0 ? 0 : position - 1);
    const unsigned line = before.count('\n') + 1;
    const unsigned column = before.size() - (before.rfind('\n') + 1) + 1;
    mlir::emitError(mlir::FileLineColLoc::get(&context, file, line, column)) << printable(reason);
    return false;
  }

private:
  struct Level {
    Json *node;
    Json *slot = nullptr; ///< where the value of the last key goes
    std::string key;
  };

  template <typename T> bool add(T &&value) {
    place(std::forward<T>(value));
    return true;
  }

  Json *place(Json value) {
    if (levels.empty())
      return &(root = std::move(value));
    Level &level = levels.back();
    if (level.node->is_array()) {
      level.node->push_back(std::move(value));
      return &level.node->back();
    }
    return &(*level.slot = std::move(value));
  }

  bool open(Json container) {
    if (levels.size() == kMaxNesting) {
      failed = true;
      mlir::emitError(pointedLocation({})) << "values are nested deeper than " << kMaxNesting << " levels";
      return false;
    }
    Json *node = place(std::move(container));
    levels.push_back({node, nullptr, {}});
    return true;
  }

  bool close() {
    levels.pop_back();
    return true;
  }

  /// The innermost open value, or its member `key`.
  mlir::Location pointedLocation(std::optional<llvm::StringRef> key) {
    std::string pointer;
    for (const Level &level : llvm::ArrayRef(levels).drop_back())
      pointer += '/' + (level.node->is_array() ? std::to_string(level.node->size() - 1) : escapePointer(level.key));
    if (key)
      pointer += '/' + escapePointer(*key);
    return locationOf(pointer, file, context);
  }

  /// The bytes that the message quotes may be anything, and any number of them.
  static std::string printable(llvm::StringRef reason) {
    constexpr size_t kLongest = 200;
    std::string clean;
    for (const char c : reason.take_front(kLongest))
      clean += llvm::isPrint(c) ? c : '?';
    return clean;
  }

  llvm::StringRef text;
  llvm::StringRef file;
  mlir::MLIRContext &context;
  std::vector<Level> levels;
};

} // namespace

std::string escapePointer(llvm::StringRef token) {
  std::string escaped;
  for (const char c : token)
    escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, llvm::isPrint(c) ? c : '?');
  return escaped;
}

mlir::Location locationOf(llvm::StringRef pointer, llvm::StringRef file, mlir::MLIRContext &context) {
  return mlir::NameLoc::get(mlir::StringAttr::get(&context, pointer.empty() ? "/" : pointer),
                            mlir::FileLineColLoc::get(&context, file, 0, 0));
}

std::optional<Json> parseDocument(llvm::StringRef text, llvm::StringRef file, mlir::MLIRContext &context) {
  TreeBuilder builder(text, file, context);
  Json::sax_parse(text.begin(), text.end(), &builder);
  if (builder.failed)
    return std::nullopt;
  return std::move(builder.root);
}

} // namespace engram::json
