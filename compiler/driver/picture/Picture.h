// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small canvas: rectangles, lines and text, written as PNG.

#ifndef ENGRAM_COMPILER_DRIVER_PICTURE_PICTURE_H
#define ENGRAM_COMPILER_DRIVER_PICTURE_PICTURE_H

#include <cstdint>
#include <string>
#include <vector>

namespace engram::driver {

struct Colour {
  uint8_t red = 0, green = 0, blue = 0;
};

constexpr Colour kPaper{252, 252, 250};
constexpr Colour kInk{38, 38, 48};
constexpr Colour kGrey{190, 190, 196};    ///< lines
constexpr Colour kSoftInk{120, 120, 130}; ///< text beside the main one

/// A sequential map, dark for 0 and light for 1, of rising lightness throughout. `value` is clipped to 0..1.
Colour sequentialColour(double value);

/// kInk or white, whichever is easier to read on `background`.
Colour readableOn(Colour background);

/// Pixels from the top left. What lies outside is not drawn.
class Picture {
public:
  Picture(int width, int height, Colour background = kPaper);

  int width() const { return columns; }
  int height() const { return rows; }
  Colour at(int x, int y) const { return pixels[static_cast<size_t>(y) * columns + x]; }

  void fill(int x, int y, int width, int height, Colour colour);
  void line(double fromX, double fromY, double toX, double toY, Colour colour);
  /// Text with its top left corner at x, y; each dot of the 5 x 7 font is `scale` pixels wide. Small letters are drawn
  /// as capitals, characters that the font lacks as blanks.
  void text(int x, int y, const std::string &text, int scale, Colour colour);
  /// Text that reads upwards, with its bottom left corner at x, y.
  void textUpwards(int x, int y, const std::string &text, int scale, Colour colour);

  static int textWidth(const std::string &text, int scale);
  static int textHeight(int scale);

  /// The bytes of a PNG file: 8 bits RGB, no metadata, so that equal pictures are equal files. Throws
  /// std::runtime_error if libpng fails.
  std::string png() const;

private:
  void draw(int x, int y, const std::string &text, int scale, Colour colour, bool upwards);

  int columns, rows;
  std::vector<Colour> pixels;
};

} // namespace engram::driver

#endif
