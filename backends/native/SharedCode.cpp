// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text of the loops stands for the code: whatever could change the code changes it.

#include "backends/native/SharedCode.h"

#include "backends/native/codegen/Loops.h"
#include "backends/native/jit/Compile.h"
#include "backends/native/jit/Lowering.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <mutex>

namespace engram::native {

std::shared_ptr<LoadedCode> sharedCode(const Program &program, const std::string &cacheFolder) {
  static std::mutex mutex;
  static std::map<std::string, std::weak_ptr<LoadedCode>> known;
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  loadLoopDialects(context);
  mlir::OwningOpRef<mlir::ModuleOp> loops = makeLoops(context, program);
  std::string text;
  llvm::raw_string_ostream stream(text);
  loops->print(stream);
  const std::lock_guard<std::mutex> lock(mutex);
  std::weak_ptr<LoadedCode> &entry = known[text];
  std::shared_ptr<LoadedCode> code = entry.lock();
  if (!code)
    entry = code = compile(*loops, cacheFolder);
  return code;
}

} // namespace engram::native
