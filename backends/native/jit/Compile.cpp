// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The object file is the one form of code: what is linked into this process, what the cache keeps, what is embedded.

#include "backends/native/jit/Compile.h"

#include "backends/native/jit/CodeCache.h"
#include "backends/native/jit/Lowering.h"
#include "backends/native/jit/ObjectCode.h"
#include "backends/native/jit/Targets.h"

#include "mlir/IR/Diagnostics.h"

namespace engram::native {

namespace {

std::string generate(mlir::ModuleOp loops, const Machine &machine) {
  std::string why;
  mlir::ScopedDiagnosticHandler handler(loops.getContext(), [&](mlir::Diagnostic &diagnostic) {
    if (why.empty())
      why = diagnostic.str();
  });
  if (mlir::failed(lowerToLlvm(loops)))
    cannotGenerateCode(why);
  return objectCode(loops, machine);
}

} // namespace

std::unique_ptr<LoadedCode> compile(mlir::ModuleOp loops, const std::string &cacheFolder) {
  const Machine machine = Machine::host();
  if (cacheFolder.empty())
    return LoadedCode::load(generate(loops, machine));
  const CodeCache cache(cacheFolder);
  const std::string key = CodeCache::keyOf(loops, machine); // before lowering changes them
  std::optional<std::string> object = cache.find(key);
  if (!object) {
    object = generate(loops, machine);
    cache.keep(key, *object);
  }
  return LoadedCode::load(*object);
}

} // namespace engram::native
