// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Drawing, PNG, and the pictures of an experiment.

#include "compiler/driver/picture/Picture.h"
#include "compiler/driver/picture/Figures.h"
#include "compiler/driver/picture/Font.h"

#include <gtest/gtest.h>
#include <png.h>

namespace engram::test {
namespace {

using driver::Colour;
using driver::Picture;

bool same(Colour a, Colour b) { return a.red == b.red && a.green == b.green && a.blue == b.blue; }

double lightness(Colour colour) { return 0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue; }

TEST(PictureTest, ClipsWhatLiesOutside) {
  Picture picture(4, 3);
  picture.fill(-5, -5, 7, 7, driver::kInk);
  picture.text(3, 2, "88", 4, driver::kInk);
  picture.line(-9, 1, 9, 1, driver::kInk);
  EXPECT_TRUE(same(picture.at(1, 1), driver::kInk));
  EXPECT_TRUE(same(picture.at(3, 0), driver::kPaper));
}

TEST(PictureTest, TextHasTheDotsOfTheFont) {
  Picture picture(20, 20);
  picture.text(2, 3, "L", 2, driver::kInk);
  for (int y = 0; y < driver::kGlyphHeight; ++y)
    for (int x = 0; x < driver::kGlyphWidth; ++x)
      EXPECT_EQ(same(picture.at(2 + 2 * x, 3 + 2 * y), driver::kInk), x == 0 || y == driver::kGlyphHeight - 1);
  EXPECT_EQ(Picture::textWidth("LL", 2), 22);
}

TEST(PictureTest, SmallLettersAreCapitalsAndUnknownSignsBlank) {
  EXPECT_EQ(driver::glyph('q'), driver::glyph('Q'));
  EXPECT_EQ(driver::glyph('~'), driver::glyph(' '));
}

TEST(PictureTest, EqualPicturesAreEqualPngFiles) {
  Picture picture(5, 2);
  picture.fill(4, 1, 1, 1, {1, 2, 3});
  const std::string bytes = picture.png();
  EXPECT_EQ(bytes, picture.png());
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  ASSERT_TRUE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()));
  EXPECT_EQ(image.width, 5u);
  EXPECT_EQ(image.height, 2u);
  image.format = PNG_FORMAT_RGB;
  std::vector<uint8_t> pixels(PNG_IMAGE_SIZE(image));
  ASSERT_TRUE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr));
  EXPECT_EQ((std::vector<uint8_t>(pixels.end() - 3, pixels.end())), (std::vector<uint8_t>{1, 2, 3}));
}

TEST(PictureTest, TheColourMapGetsLighterAllTheWay) {
  for (int i = 1; i <= 100; ++i)
    EXPECT_GT(lightness(driver::sequentialColour(i / 100.0)), lightness(driver::sequentialColour((i - 1) / 100.0)));
  EXPECT_TRUE(same(driver::sequentialColour(-3), driver::sequentialColour(0)));
}

TEST(FiguresTest, AccuracyIsTheShareOfTheDiagonal) {
  EXPECT_DOUBLE_EQ(driver::accuracyOf({{3, 1}, {0, 4}}), 7.0 / 8);
  EXPECT_EQ(driver::accuracyOf({{0, 0}, {0, 0}}), 0);
}

TEST(FiguresTest, ConfusionGrowsWithTheClasses) {
  const Picture two = driver::drawConfusion({{3, 1}, {0, 4}}, {"cat", "dog"});
  const Picture three = driver::drawConfusion({{3, 1, 0}, {0, 4, 0}, {0, 0, 0}}, {"cat", "dog", "elk"});
  EXPECT_GT(three.width(), two.width());
  EXPECT_GT(three.height(), two.height());
}

TEST(FiguresTest, FieldsAreSortedByLabel) {
  driver::FieldSheet sheet{{{0, 0}, {9, 9}, {0, 0}, {0, 0}}, {1, 0, 1, 1}, {"a", "b"}, 1, 2};
  const Picture picture = driver::drawFields(sheet);
  EXPECT_TRUE(same(picture.at(24, 24), driver::sequentialColour(1))); // neuron 1 comes first
}

TEST(FiguresTest, ACurveWithoutPointsIsDrawn) {
  EXPECT_GT(driver::drawCurve({}).width(), 0);
  EXPECT_GT(driver::drawCurve({{100, 0.4}, {200, 0.6}}).width(), 0);
}

} // namespace
} // namespace engram::test
