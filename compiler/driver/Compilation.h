// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One network on its way from a file to an image, with the messages that it causes. Private to the driver.

#ifndef ENGRAM_COMPILER_DRIVER_COMPILATION_H
#define ENGRAM_COMPILER_DRIVER_COMPILATION_H

#include "compiler/driver/Diagnostics.h"
#include "compiler/pipelines/Pipelines.h"

#include "mlir/IR/OwningOpRef.h"

namespace engram::driver {

class Compilation {
public:
  /// Throws UsageError if the target is not known.
  Compilation(std::string path, CompileOptions options, llvm::raw_ostream &messages);

  /// Reads the network. False after error messages. Throws UserError if the file cannot be read.
  bool read();

  /// Takes what was read to `last`. False after error messages.
  bool runTo(Stage last);

  /// Takes what was read to an image. Null after error messages.
  std::shared_ptr<const image::ImageT> toImage();

  /// The IR as text.
  std::string text();

  const QuantizationReport &quantization() const { return report; }
  const std::vector<std::string> &warnings() const { return printer.warnings(); }

private:
  /// Hands the messages over. `done`, after a look whether a failure was explained.
  bool check(bool done);

  std::string path;
  CompileOptions options;
  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  llvm::raw_ostream &messages;
  std::string held; ///< messages, while a progress bar may stand on the line
  llvm::raw_string_ostream holder{held};
  DiagnosticPrinter printer;
  QuantizationReport report;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};

} // namespace engram::driver

#endif
