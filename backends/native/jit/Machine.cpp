// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LLVM knows the host's processor by name and by feature. Features that are absent are named too: a hypervisor may
// hide what a processor of this name has.

#include "backends/native/jit/Machine.h"

#include "backends/native/jit/Targets.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include "llvm/TargetParser/Triple.h"

#include <map>

namespace engram::native {

Machine Machine::host() {
  // Sorted, so that the same machine is always written alike.
  std::map<std::string, bool> found;
  for (const auto &feature : llvm::sys::getHostCPUFeatures())
    found[feature.first().str()] = feature.second;
  llvm::SubtargetFeatures features;
  for (const auto &[name, present] : found)
    features.AddFeature(name, present);
  return {llvm::sys::getProcessTriple(), llvm::sys::getHostCPUName().str(), features.getString()};
}

Machine Machine::of(const std::string &triple) {
  findTarget(triple);
  return {llvm::Triple::normalize(triple), "", ""};
}

} // namespace engram::native
