// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nothing is ever removed: a folder of code that can be made anew may be emptied by anyone at any time.

#include "backends/native/jit/CodeCache.h"

#include "hw/file/Envelope.h"
#include "hw/file/File.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"

#include <mutex>

#include <xxhash.h>

namespace engram::native {

namespace {

/// The version rises when the same loops become different code: with a change of Lowering.cpp or ObjectCode.cpp.
constexpr file::Kind kKind{"ENGRCODE", 2, "native code"};

} // namespace

CodeCache::CodeCache(std::string folder) : folder(std::move(folder)) {}

std::string CodeCache::keyOf(mlir::ModuleOp loops, const Machine &machine) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << ENGRAM_VERSION " " LLVM_VERSION_STRING "\n" << kKind.version << "\n";
  stream << machine.triple << "\n" << machine.cpu << "\n" << machine.features << "\n";
  loops.print(stream, mlir::OpPrintingFlags().assumeVerified());
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return llvm::utohexstr(hash.high64, /*LowerCase=*/true, 16) + llvm::utohexstr(hash.low64, /*LowerCase=*/true, 16) +
         ".code";
}

std::optional<std::string> CodeCache::find(const std::string &key) const {
  try {
    return std::string(file::open(kKind, file::readFile(folder + "/" + key)));
  } catch (const file::FileError &) {
    return std::nullopt;
  } catch (const file::EnvelopeError &) {
    return std::nullopt;
  }
}

void CodeCache::keep(const std::string &key, const std::string &object) const {
  static std::mutex oneWriter; // the temporary name is that of the process
  const std::lock_guard<std::mutex> lock(oneWriter);
  file::makeFolder(folder);
  file::writeFile(folder + "/" + key, file::seal(kKind, object));
}

} // namespace engram::native
