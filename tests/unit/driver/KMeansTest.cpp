// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// k-means on blobs that it must find.

#include "compiler/driver/experiment/KMeans.h"

#include <gtest/gtest.h>

namespace engram::test {
namespace {

/// Three classes of two pixels each: dark, left, right.
driver::DataSet blobs(uint32_t count) {
  driver::DataSet set{count, 1, 2, {}, {}};
  for (uint32_t i = 0; i < count; ++i) {
    const uint8_t noise = static_cast<uint8_t>(i * 7 % 20);
    set.pixels.push_back(static_cast<uint8_t>((i % 3 == 1 ? 200 : 0) + noise));
    set.pixels.push_back(static_cast<uint8_t>((i % 3 == 2 ? 200 : 0) + noise));
    set.labels.push_back(static_cast<uint8_t>(i % 3));
  }
  return set;
}

TEST(KMeansTest, FindsBlobs) {
  const driver::DataSet set = blobs(60);
  uint32_t called = 0;
  const driver::KMeansResult result = driver::kMeansBaseline(set, 60, set, 6, 3, 50, 1, [&] { ++called; });
  EXPECT_EQ(result.accuracy, 1);
  EXPECT_EQ(called, result.iterations);
  EXPECT_LT(result.iterations, 50u); // it stops when nothing moves
}

TEST(KMeansTest, HasAtMostOnePrototypeAnImage) {
  const driver::DataSet set = blobs(3);
  EXPECT_EQ(driver::kMeansBaseline(set, 3, set, 100, 3, 5, 1, [] {}).accuracy, 1);
}

} // namespace
} // namespace engram::test
