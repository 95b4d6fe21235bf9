// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every target of LLVM is at hand: an image is also compiled for the device that will run it.

#include "backends/native/jit/Targets.h"

#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

#include <mutex>
#include <stdexcept>

namespace engram::native {

void cannotGenerateCode(const std::string &why) { throw std::runtime_error("cannot generate code: " + why); }

const llvm::Target &findTarget(const std::string &triple) {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
  });
  std::string why;
  const llvm::Target *target = llvm::TargetRegistry::lookupTarget(llvm::Triple(triple), why);
  if (!target || !target->hasTargetMachine())
    cannotGenerateCode("'" + triple + "' is no target of LLVM " LLVM_VERSION_STRING +
                       "; write ARCHITECTURE-SYSTEM, for example aarch64-linux-gnu");
  return *target;
}

std::unique_ptr<llvm::TargetMachine> makeTargetMachine(const Machine &machine) {
  return std::unique_ptr<llvm::TargetMachine>(findTarget(machine.triple)
                                                  .createTargetMachine(llvm::Triple(machine.triple), machine.cpu,
                                                                       machine.features, llvm::TargetOptions(),
                                                                       llvm::Reloc::PIC_));
}

} // namespace engram::native
