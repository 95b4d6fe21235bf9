// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading descriptions in tests: the messages as lines, and a small network to put faults into.

#ifndef ENGRAM_TESTS_UNIT_JSON_MESSAGES_H
#define ENGRAM_TESTS_UNIT_JSON_MESSAGES_H

#include "compiler/frontend/json/NetworkReader.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Location.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace engram::json {

/// A context that keeps its messages as "PLACE: SEVERITY: TEXT"; PLACE is a JSON pointer or LINE:COLUMN.
struct Messages {
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  std::vector<std::string> lines;
  mlir::ScopedDiagnosticHandler handler{&context, [this](mlir::Diagnostic &diagnostic) {
                                          lines.push_back(place(diagnostic.getLocation()) +
                                                          severity(diagnostic.getSeverity()) + diagnostic.str());
                                        }};

  static std::string place(mlir::Location location) {
    if (const auto name = llvm::dyn_cast<mlir::NameLoc>(location))
      return name.getName().str();
    const auto file = llvm::cast<mlir::FileLineColLoc>(location);
    return std::to_string(file.getLine()) + ":" + std::to_string(file.getColumn());
  }

  static std::string severity(mlir::DiagnosticSeverity severity) {
    return severity == mlir::DiagnosticSeverity::Error ? ": error: " : ": warning: ";
  }
};

/// The messages about `text`; "accepted" alone stands for none and a module that verifies.
inline std::vector<std::string> messagesOf(llvm::StringRef text, llvm::StringRef file = "net.json") {
  Messages messages;
  if (readNetwork(text, file, messages.context))
    messages.lines.push_back("accepted");
  return messages.lines;
}

/// The IR of `text`, or its messages.
inline std::string irOf(llvm::StringRef text, llvm::StringRef file = "net.json") {
  Messages messages;
  std::string ir;
  llvm::raw_string_ostream stream(ir);
  if (mlir::OwningOpRef<mlir::ModuleOp> module = readNetwork(text, file, messages.context))
    module->print(stream);
  for (const std::string &line : messages.lines)
    stream << line << "\n";
  return ir;
}

/// A network of these parts: an input 'in' of 2, a population 'out' of 3, and what else is given.
inline std::string networkOf(const std::string &projections, const std::string &rules = "",
                             const std::string &morePopulations = "") {
  return R"({"engram": 1, "populations": [{"name": "in", "size": 2, "model": "input"},
              {"name": "out", "size": 3, "model": "lif", "registers": {"vth": 100}})" +
         morePopulations + R"(], "projections": [)" + projections + R"(], "rules": [)" + rules + "]}";
}

/// A projection from 'in' to 'out' with these members.
inline std::string projectionOf(const std::string &members) {
  return R"({"name": "p", "from": "in", "to": "out", )" + members + "}";
}

} // namespace engram::json

#endif
