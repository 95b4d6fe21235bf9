// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The line of a progress bar.

#include "compiler/driver/ProgressBar.h"

#include <gtest/gtest.h>

namespace engram::test {
namespace {

TEST(ProgressBarTest, ShowsShareRateAndTimeLeft) {
  EXPECT_EQ(driver::renderProgress("train", "images", 300, 600, 24),
            "train  [###############...............]   50 %  300/600 images  12.5/s  0:24 left");
  EXPECT_EQ(driver::renderProgress("run", "steps", 1000, 5000000, 1),
            "run  [..............................]    0 %  1000/5000000 steps  1000/s  1:23:19 left");
}

TEST(ProgressBarTest, HasNoRateBeforeTheFirstIsDone) {
  EXPECT_EQ(driver::renderProgress("run", "steps", 0, 10, 0),
            "run  [..............................]    0 %  0/10 steps");
}

TEST(ProgressBarTest, IsFullWhenThereIsNothingToDo) {
  EXPECT_NE(driver::renderProgress("run", "steps", 0, 0, 0).find("100 %"), std::string::npos);
}

} // namespace
} // namespace engram::test
