// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The code of an image for use without this process: as text to read, and as an object file with a C header, with which
// a device runs the network without MLIR and without our libraries. It is code for one thread.

#ifndef ENGRAM_BACKENDS_NATIVE_EMBED_EMBED_H
#define ENGRAM_BACKENDS_NATIVE_EMBED_EMBED_H

#include "backends/native/jit/Machine.h"
#include "hw/image/ImageFile.h"
#include "sim/State.h"

#include <stdexcept>
#include <string>

namespace engram::native {

/// What cannot be embedded under a name or on a machine; what() is the message.
class EmbedError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The loops as MLIR. `image` must be verified, here and below.
std::string emitLoops(const image::ImageT &image);

/// The optimised LLVM IR. Throws std::runtime_error if code cannot be generated.
std::string emitLlvm(const image::ImageT &image, const Machine &machine);

struct EmbeddedNetwork {
  std::string object; ///< bytes of an object file
  std::string header; ///< C99
};

/// The network as the image has it, or in a `state` of it if that is not null. Every symbol begins with `name` and an
/// underscore; what the functions do stands in the header. Throws EmbedError if `name` is no C identifier, if two
/// populations or projections would have the same name in C, or if the machine is big-endian or WebAssembly;
/// std::runtime_error as above.
EmbeddedNetwork embed(const image::ImageT &image, const std::string &name, const Machine &machine,
                      const sim::State *state = nullptr);

} // namespace engram::native

#endif
