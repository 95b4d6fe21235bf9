// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Drawing into an array of pixels; libpng packs it.

#include "compiler/driver/picture/Picture.h"

#include "compiler/driver/picture/Font.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace engram::driver {

namespace {

/// Night blue over violet and red to pale yellow; lightness rises from each to the next.
constexpr std::array<Colour, 6> kSequence{
    {{14, 12, 36}, {66, 28, 108}, {146, 44, 112}, {220, 80, 78}, {250, 156, 78}, {253, 236, 172}}};

uint8_t between(uint8_t low, uint8_t high, double part) {
  return static_cast<uint8_t>(std::lround(low + (high - low) * part));
}

} // namespace

Colour sequentialColour(double value) {
  const double place = std::clamp(value, 0.0, 1.0) * (kSequence.size() - 1);
  const size_t below = std::min(static_cast<size_t>(place), kSequence.size() - 2);
  const Colour &low = kSequence[below], &high = kSequence[below + 1];
  const double part = place - static_cast<double>(below);
  return {between(low.red, high.red, part), between(low.green, high.green, part), between(low.blue, high.blue, part)};
}

Colour readableOn(Colour background) {
  const double lightness = 0.299 * background.red + 0.587 * background.green + 0.114 * background.blue;
  return lightness > 140 ? kInk : Colour{255, 255, 255};
}

Picture::Picture(int width, int height, Colour background)
    : columns(width), rows(height), pixels(static_cast<size_t>(width) * height, background) {}

void Picture::fill(int x, int y, int width, int height, Colour colour) {
  for (int row = std::max(0, y); row < std::min(rows, y + height); ++row)
    for (int column = std::max(0, x); column < std::min(columns, x + width); ++column)
      pixels[static_cast<size_t>(row) * columns + column] = colour;
}

void Picture::line(double fromX, double fromY, double toX, double toY, Colour colour) {
  constexpr int kThickness = 2;
  const int steps = 1 + static_cast<int>(std::max(std::abs(toX - fromX), std::abs(toY - fromY)));
  for (int i = 0; i <= steps; ++i) {
    const double part = double(i) / steps;
    fill(static_cast<int>(std::lround(fromX + (toX - fromX) * part)),
         static_cast<int>(std::lround(fromY + (toY - fromY) * part)), kThickness, kThickness, colour);
  }
}

void Picture::draw(int x, int y, const std::string &text, int scale, Colour colour, bool upwards) {
  for (const char character : text) {
    const auto dots = glyph(character);
    for (int row = 0; row < kGlyphHeight; ++row)
      for (int column = 0; column < kGlyphWidth; ++column) {
        if (!((dots[row] >> (kGlyphWidth - 1 - column)) & 1))
          continue;
        if (upwards)
          fill(x + row * scale, y - (column + 1) * scale, scale, scale, colour);
        else
          fill(x + column * scale, y + row * scale, scale, scale, colour);
      }
    (upwards ? y : x) += (upwards ? -1 : 1) * (kGlyphWidth + 1) * scale;
  }
}

void Picture::text(int x, int y, const std::string &text, int scale, Colour colour) {
  draw(x, y, text, scale, colour, false);
}

void Picture::textUpwards(int x, int y, const std::string &text, int scale, Colour colour) {
  draw(x, y, text, scale, colour, true);
}

int Picture::textWidth(const std::string &text, int scale) {
  return text.empty() ? 0 : (static_cast<int>(text.size()) * (kGlyphWidth + 1) - 1) * scale;
}

int Picture::textHeight(int scale) { return kGlyphHeight * scale; }

std::string Picture::png() const {
  static_assert(sizeof(Colour) == 3);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(columns);
  image.height = static_cast<png_uint_32>(rows);
  image.format = PNG_FORMAT_RGB;
  png_alloc_size_t size = 0;
  std::string bytes;
  bool done = png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr) != 0;
  bytes.resize(size);
  done = done && png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), 0, nullptr) != 0;
  if (!done)
    throw std::runtime_error(std::string("libpng: ") + image.message);
  bytes.resize(size);
  return bytes;
}

} // namespace engram::driver
