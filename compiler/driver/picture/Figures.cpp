// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layout of the pictures. All lengths are pixels.

#include "compiler/driver/picture/Figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace engram::driver {

namespace {

constexpr int kMargin = 24;
constexpr int kTextScale = 2;
constexpr int kSmallScale = 1;

std::string percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f %%", share * 100);
  return text;
}

int widest(const std::vector<std::string> &texts, int scale) {
  int width = 0;
  for (const std::string &text : texts)
    width = std::max(width, Picture::textWidth(text, scale));
  return width;
}

void drawCentred(Picture &picture, int x, int y, int width, int height, const std::string &text, int scale,
                 Colour colour) {
  picture.text(x + (width - Picture::textWidth(text, scale)) / 2, y + (height - Picture::textHeight(scale)) / 2, text,
               scale, colour);
}

} // namespace

double accuracyOf(const Confusion &confusion) {
  uint64_t right = 0, all = 0;
  for (size_t truth = 0; truth < confusion.size(); ++truth) {
    right += confusion[truth][truth];
    all = std::accumulate(confusion[truth].begin(), confusion[truth].end(), all);
  }
  return all == 0 ? 0 : static_cast<double>(right) / static_cast<double>(all);
}

Picture drawConfusion(const Confusion &confusion, const std::vector<std::string> &classes) {
  constexpr int kCell = 56, kGap = 2, kNameGap = 10;
  const int count = static_cast<int>(confusion.size());
  const int names = widest(classes, kTextScale);
  const int title = 2 * Picture::textHeight(kTextScale);
  const int left = kMargin + Picture::textHeight(kTextScale) + kNameGap + names + kNameGap;
  const int top = kMargin + title + names + kNameGap;
  const int side = count * (kCell + kGap);
  Picture picture(left + side + kMargin, top + side + kMargin);
  picture.text(kMargin, kMargin, "accuracy " + percent(accuracyOf(confusion)), kTextScale, kInk);
  picture.textUpwards(kMargin, top + (side + Picture::textWidth("true class", kTextScale)) / 2, "true class",
                      kTextScale, kSoftInk);
  picture.text(left + side - Picture::textWidth("predicted class", kTextScale), kMargin, "predicted class", kTextScale,
               kSoftInk);
  for (int truth = 0; truth < count; ++truth) {
    const int y = top + truth * (kCell + kGap);
    const std::string &name = classes[truth];
    picture.text(left - kNameGap - Picture::textWidth(name, kTextScale),
                 y + (kCell - Picture::textHeight(kTextScale)) / 2, name, kTextScale, kInk);
    picture.textUpwards(left + truth * (kCell + kGap) + (kCell - Picture::textHeight(kTextScale)) / 2, top - kNameGap,
                        name, kTextScale, kInk);
    const double tested = std::max(1.0, std::accumulate(confusion[truth].begin(), confusion[truth].end(), 0.0));
    for (int guess = 0; guess < count; ++guess) {
      const int x = left + guess * (kCell + kGap);
      // The square root keeps rare confusions visible beside the diagonal.
      const Colour colour = sequentialColour(std::sqrt(confusion[truth][guess] / tested));
      picture.fill(x, y, kCell, kCell, colour);
      drawCentred(picture, x, y, kCell, kCell, std::to_string(confusion[truth][guess]), kTextScale, readableOn(colour));
    }
  }
  return picture;
}

Picture drawFields(const FieldSheet &sheet) {
  constexpr int kZoom = 3, kGap = 6, kCaptionGap = 3;
  const int count = static_cast<int>(sheet.fields.size());
  const int perRow = std::max(1, static_cast<int>(std::ceil(std::sqrt(count))));
  const int width = static_cast<int>(sheet.columns) * kZoom, height = static_cast<int>(sheet.rows) * kZoom;
  const int caption = sheet.labels.empty() ? 0 : kCaptionGap + Picture::textHeight(kSmallScale);
  Picture picture(2 * kMargin + perRow * (width + kGap) - kGap,
                  2 * kMargin + (count + perRow - 1) / perRow * (height + caption + kGap) - kGap);
  int32_t low = 0, high = 1;
  for (const std::vector<int32_t> &field : sheet.fields)
    for (const int32_t weight : field) {
      low = std::min(low, weight);
      high = std::max(high, weight);
    }
  std::vector<int> order(count);
  std::iota(order.begin(), order.end(), 0);
  if (!sheet.labels.empty())
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return sheet.labels[a] < sheet.labels[b]; });
  for (int place = 0; place < count; ++place) {
    const int x = kMargin + place % perRow * (width + kGap);
    const int y = kMargin + place / perRow * (height + caption + kGap);
    const std::vector<int32_t> &field = sheet.fields[order[place]];
    for (uint32_t i = 0; i < field.size(); ++i)
      picture.fill(x + static_cast<int>(i % sheet.columns) * kZoom, y + static_cast<int>(i / sheet.columns) * kZoom,
                   kZoom, kZoom, sequentialColour((field[i] - low) / (double(high) - low)));
    if (sheet.labels.empty())
      continue;
    const int32_t label = sheet.labels[order[place]];
    drawCentred(picture, x, y + height + kCaptionGap, width, Picture::textHeight(kSmallScale),
                label < 0 ? "-" : sheet.classes[label], kSmallScale, kInk);
  }
  return picture;
}

Picture drawCurve(const std::vector<std::pair<uint64_t, double>> &points) {
  constexpr int kWidth = 640, kHeight = 400, kLeft = 90, kTop = 60, kRight = 30, kBottom = 60, kTenths = 10, kDot = 6;
  Picture picture(kLeft + kWidth + kRight, kTop + kHeight + kBottom);
  const double last = points.empty() ? 1 : std::max<double>(1, static_cast<double>(points.back().first));
  const auto xOf = [&](uint64_t images) { return kLeft + kWidth * (static_cast<double>(images) / last); };
  const auto yOf = [&](double accuracy) { return kTop + kHeight * (1 - accuracy); };
  picture.text(kLeft, kMargin, "accuracy over images seen", kTextScale, kInk);
  for (int tenth = 0; tenth <= kTenths; ++tenth) {
    const int y = static_cast<int>(yOf(tenth / double(kTenths)));
    picture.fill(kLeft, y, kWidth, 1, kGrey);
    const std::string name = std::to_string(tenth * 10) + " %";
    picture.text(kLeft - 8 - Picture::textWidth(name, kTextScale), y - Picture::textHeight(kTextScale) / 2, name,
                 kTextScale, kInk);
  }
  const Colour ink = sequentialColour(0.4);
  for (size_t i = 0; i < points.size(); ++i) {
    const double x = xOf(points[i].first), y = yOf(points[i].second);
    if (i > 0)
      picture.line(xOf(points[i - 1].first), yOf(points[i - 1].second), x, y, ink);
    picture.fill(static_cast<int>(x) - kDot / 2, static_cast<int>(y) - kDot / 2, kDot, kDot, ink);
  }
  const std::string images = points.empty() ? "0" : std::to_string(points.back().first);
  picture.text(kLeft + kWidth - Picture::textWidth(images, kTextScale), kTop + kHeight + 14, images, kTextScale, kInk);
  return picture;
}

} // namespace engram::driver
