// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs frontend and pipelines over one network.

#include "compiler/driver/Compile.h"

#include "compiler/driver/Compilation.h"
#include "compiler/driver/Frontend.h"
#include "compiler/driver/UserError.h"
#include "dialects/snn/SNN.h"
#include "hw/spec/Target.h"

namespace engram::driver {

Compilation::Compilation(std::string path, CompileOptions options, llvm::raw_ostream &messages)
    : path(path), options(std::move(options)), printer(context, path, messages) {
  context.printOpOnDiagnostic(false); // users wrote a network, not the operation at hand
  try {
    spec::loadTarget(this->options.target);
  } catch (const spec::TargetError &error) {
    throw UsageError(std::string("--target: ") + error.what());
  }
}

bool Compilation::check(bool done) const {
  if (!done && printer.errors() == 0)
    throw std::logic_error("'" + path + "' did not compile and no message says why");
  return done;
}

bool Compilation::read() {
  module = readNetworkFile(path, context);
  if (!check(static_cast<bool>(module)))
    return false;
  if (options.seed)
    for (snn::NetworkOp network : module->getOps<snn::NetworkOp>())
      network.setSeed(*options.seed);
  return true;
}

bool Compilation::runTo(Stage last) { return check(mlir::succeeded(compileTo(last, *module, options, &report))); }

std::shared_ptr<const image::ImageT> Compilation::toImage() {
  std::shared_ptr<const image::ImageT> image = compileToImage(*module, options, &report);
  check(image != nullptr);
  return image;
}

std::string Compilation::text() {
  std::string text;
  llvm::raw_string_ostream stream(text);
  module->print(stream);
  return text + "\n";
}

bool isNetworkFile(const std::string &path) {
  const llvm::StringRef name(path);
  return name.ends_with(".json") || name.ends_with(".mlir") || name.ends_with(".nir");
}

ImagePtr compileFile(const std::string &path, const CompileOptions &options, llvm::raw_ostream &messages) {
  Compilation compilation(path, options, messages);
  return compilation.read() ? compilation.toImage() : nullptr;
}

} // namespace engram::driver
