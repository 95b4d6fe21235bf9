// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM's ORC links the object. No platform is set up: generated code has no constructors, and no thread-local data.

#include "backends/native/jit/LoadedCode.h"

#include "backends/native/jit/Targets.h"

#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/TargetParser/Host.h"

namespace engram::native {

namespace {

template <typename T> T valueOf(llvm::Expected<T> expected) {
  if (!expected)
    cannotGenerateCode(llvm::toString(expected.takeError()));
  return std::move(*expected);
}

} // namespace

LoadedCode::LoadedCode(std::unique_ptr<llvm::orc::LLJIT> jit) : jit(std::move(jit)) {}

LoadedCode::~LoadedCode() = default;

std::unique_ptr<LoadedCode> LoadedCode::load(const std::string &object) {
  const std::string triple = llvm::sys::getProcessTriple();
  findTarget(triple); // from here on LLVM knows its targets
  std::unique_ptr<LoadedCode> code(
      new LoadedCode(valueOf(llvm::orc::LLJITBuilder()
                                 .setJITTargetMachineBuilder(llvm::orc::JITTargetMachineBuilder(llvm::Triple(triple)))
                                 .setPlatformSetUp(llvm::orc::setUpInactivePlatform)
                                 .create())));
  if (llvm::Error error = code->jit->addObjectFile(llvm::MemoryBuffer::getMemBufferCopy(object, "engram")))
    cannotGenerateCode(llvm::toString(std::move(error)));
  // What is wrong with the object itself is told here, when the first function of it is looked up.
  code->jit->getExecutionSession().setErrorReporter(
      [&faults = code->faults](llvm::Error fault) { faults += llvm::toString(std::move(fault)) + "; "; });
  return code;
}

void *LoadedCode::lookup(const std::string &name) const {
  auto address = jit->lookup(name);
  if (!address)
    cannotGenerateCode(faults + llvm::toString(address.takeError()));
  return address->toPtr<void *>();
}

} // namespace engram::native
