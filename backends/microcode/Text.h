// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What assembler and disassembler agree on.

#ifndef ENGRAM_BACKENDS_MICROCODE_TEXT_H
#define ENGRAM_BACKENDS_MICROCODE_TEXT_H

#include <flatbuffers/idl.h>

#include <array>
#include <string_view>

namespace engram::microcode {

/// The text of hw/image/Image.fbs.
extern const char *const kImageSchema;

/// First line of every text.
constexpr std::string_view kHeader = "engram microcode 1";

/// In the order of image::RuleT::traces.
constexpr std::array<std::string_view, 5> kTraceNames{"x1", "x2", "y1", "y2", "y3"};

/// JSON in which every image has a text, and one only.
inline flatbuffers::IDLOptions textOptions() {
  flatbuffers::IDLOptions options;
  options.strict_json = true;
  options.indent_step = 1;
  options.allow_non_utf8 = true;
  return options;
}

} // namespace engram::microcode

#endif
