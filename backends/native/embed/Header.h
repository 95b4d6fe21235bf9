// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C header of an embedded network. Private to this folder.

#ifndef ENGRAM_BACKENDS_NATIVE_EMBED_HEADER_H
#define ENGRAM_BACKENDS_NATIVE_EMBED_HEADER_H

#include "backends/native/Arena.h"

#include <string>

namespace engram::native {

/// `arena` is one of one part, of whose content the first `initialBytes` stand in the object. Throws EmbedError if a
/// name cannot be one in C.
std::string embeddedHeader(const image::ImageT &image, const Program &program, const Arena &arena,
                           const std::string &name, int64_t initialBytes);

} // namespace engram::native

#endif
