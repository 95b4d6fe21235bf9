// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The 5 x 7 dots of the characters that pictures need.

#ifndef ENGRAM_COMPILER_DRIVER_PICTURE_FONT_H
#define ENGRAM_COMPILER_DRIVER_PICTURE_FONT_H

#include <array>
#include <cstdint>

namespace engram::driver {

constexpr int kGlyphWidth = 5;
constexpr int kGlyphHeight = 7;

/// Rows from the top; the leftmost dot is bit 4. A blank for a character that the font lacks.
std::array<uint8_t, kGlyphHeight> glyph(char character);

} // namespace engram::driver

#endif
