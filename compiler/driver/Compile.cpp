// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs frontend and pipelines over one network.

#include "compiler/driver/Compile.h"

#include "compiler/conversion/NeurocoreToImage.h"
#include "compiler/driver/Compilation.h"
#include "compiler/driver/Frontend.h"
#include "compiler/driver/ProgressBar.h"
#include "compiler/driver/UserError.h"
#include "dialects/snn/SNN.h"
#include "hw/spec/Target.h"

#include "mlir/Pass/PassInstrumentation.h"
#include "mlir/Pass/PassManager.h"

namespace engram::driver {

namespace {

/// Advances a progress bar pass by pass.
class PassBar : public mlir::PassInstrumentation {
public:
  explicit PassBar(size_t passes) : bar("compile", "passes", passes) {}
  void runAfterPass(mlir::Pass *, mlir::Operation *) override { bar.advance(); }

private:
  ProgressBar bar;
};

} // namespace

Compilation::Compilation(std::string path, CompileOptions options, llvm::raw_ostream &messages)
    : path(path), options(std::move(options)), messages(messages), printer(context, path, holder) {
  context.printOpOnDiagnostic(false); // users wrote a network, not the operation at hand
  try {
    spec::loadTarget(this->options.target);
  } catch (const spec::TargetError &error) {
    throw UsageError(std::string("--target: ") + error.what());
  }
}

bool Compilation::check(bool done) {
  messages << held;
  held.clear();
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

bool Compilation::runTo(Stage last) {
  bool done = false;
  {
    mlir::PassManager passes(&context, mlir::ModuleOp::getOperationName());
    buildPipeline(passes, options, last, &report);
    passes.addInstrumentation(std::make_unique<PassBar>(passes.size()));
    done = mlir::succeeded(passes.run(*module));
  } // the bar is gone, messages have a clean line
  return check(done);
}

std::shared_ptr<const image::ImageT> Compilation::toImage() {
  if (!runTo(Stage::Encoded))
    return nullptr;
  std::shared_ptr<const image::ImageT> image;
  for (const neurocore::ChipOp chip : module->getOps<neurocore::ChipOp>()) // one: the frontends see to it
    image = translateToImage(chip);
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
