// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Machine code in this process.

#ifndef ENGRAM_BACKENDS_NATIVE_JIT_LOADEDCODE_H
#define ENGRAM_BACKENDS_NATIVE_JIT_LOADEDCODE_H

#include <memory>
#include <string>

namespace llvm::orc {
class LLJIT;
} // namespace llvm::orc

namespace engram::native {

class LoadedCode {
public:
  /// Links the bytes of an object file for this machine. Throws std::runtime_error.
  static std::unique_ptr<LoadedCode> load(const std::string &object);

  /// The code goes with it.
  ~LoadedCode();

  /// The address of an exported function. Throws std::runtime_error if there is none of the name.
  void *lookup(const std::string &name) const;

private:
  explicit LoadedCode(std::unique_ptr<llvm::orc::LLJIT> jit);

  std::string faults; ///< what linking complained of; outlives the linker
  std::unique_ptr<llvm::orc::LLJIT> jit;
};

} // namespace engram::native

#endif
