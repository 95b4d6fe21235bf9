// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An image as text and back. The rules appear as readable microcode with the places where the user wrote them; the rest
// of the image follows as the JSON of its schema. Assembling what was disassembled gives the same bytes. Grammar:
// docs/spec/microcode.md.

#ifndef ENGRAM_BACKENDS_MICROCODE_MICROCODE_H
#define ENGRAM_BACKENDS_MICROCODE_MICROCODE_H

#include "hw/image/ImageFile.h"
#include "hw/spec/Microcode.h"

#include <cstddef>
#include <stdexcept>
#include <string>

namespace engram::microcode {

/// A text that is no microcode. what() is the message without the place.
class AssemblyError : public std::runtime_error {
public:
  AssemblyError(size_t line, size_t column, const std::string &text)
      : std::runtime_error(text), line(line), column(column) {}

  size_t line;   ///< from 1
  size_t column; ///< from 1
};

/// One product, e.g. "post  weight += 1 * 2^-2 * x1 * (weight + c1)".
std::string formatProduct(const spec::Product &product);

/// A rule: its head, traces and constants, then a line a word. The words must decode.
std::string listRule(const image::RuleT &rule);

/// The whole image. It must be valid.
std::string disassemble(const image::ImageT &image);

/// The image of a text. It passes image::verify. Throws AssemblyError.
image::ImageT assemble(const std::string &text);

} // namespace engram::microcode

#endif
