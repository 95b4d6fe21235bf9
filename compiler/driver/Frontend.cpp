// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One reader for each file format.

#include "compiler/driver/Frontend.h"

#include "compiler/frontend/json/NetworkReader.h"
#include "dialects/neurocore/Neurocore.h"
#include "dialects/plasticity/PlasticityDialect.h"
#include "dialects/snn/SNN.h"
#include "hw/file/File.h"

#include "mlir/Parser/Parser.h"

namespace engram::driver {
namespace {

mlir::OwningOpRef<mlir::ModuleOp> readIr(const std::string &path, mlir::MLIRContext &context) {
  context.loadDialect<snn::SNNDialect, plasticity::PlasticityDialect, neurocore::NeurocoreDialect>();
  mlir::OwningOpRef<mlir::ModuleOp> module =
      mlir::parseSourceString<mlir::ModuleOp>(file::readFile(path), mlir::ParserConfig(&context), path);
  if (!module)
    return nullptr;
  const auto networks = module->getOps<snn::NetworkOp>();
  const auto count = std::distance(networks.begin(), networks.end());
  if (count == 1)
    return module;
  mlir::emitError(mlir::FileLineColLoc::get(&context, path, 0, 0)) << "expected one snn.network but got " << count;
  return nullptr;
}

} // namespace

mlir::OwningOpRef<mlir::ModuleOp> readNetworkFile(const std::string &path, mlir::MLIRContext &context) {
  const llvm::StringRef name(path);
  if (name.ends_with(".json"))
    return json::readNetwork(file::readFile(path), path, context);
  if (name.ends_with(".mlir"))
    return readIr(path, context);
  const auto location = mlir::FileLineColLoc::get(&context, path, 0, 0);
  if (name.ends_with(".nir"))
    mlir::emitError(location) << "unsupported: a network in NIR, write it as .json or .mlir";
  else
    mlir::emitError(location) << "expected a network description, a file that ends in .json or .mlir";
  return nullptr;
}

} // namespace engram::driver
