// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a user may choose about a compilation. Apart from Pipelines.h, so that who only passes options on does not
// include MLIR.

#ifndef ENGRAM_COMPILER_PIPELINES_COMPILEOPTIONS_H
#define ENGRAM_COMPILER_PIPELINES_COMPILEOPTIONS_H

#include <cstdint>
#include <optional>
#include <string>

namespace engram {

struct CompileOptions {
  std::string target = "engram1"; ///< name of a known target
  uint32_t cores = 0;             ///< 0: as few as possible; n: spread evenly over at least n
  std::optional<uint32_t> seed;   ///< replaces the network's own
};

} // namespace engram

#endif
