// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// IDX files and data sets.

#include "compiler/driver/dataset/DataSet.h"
#include "compiler/driver/UserError.h"
#include "compiler/driver/dataset/Idx.h"
#include "tests/unit/driver/Helpers.h"

#include <zlib.h>

namespace engram::test {
namespace {

using driver::UserError;

std::string idx(const std::vector<uint8_t> &shape, const std::string &values) {
  std::string bytes{'\0', '\0', '\x08', static_cast<char>(shape.size())};
  for (const uint8_t size : shape)
    bytes += std::string{'\0', '\0', '\0', static_cast<char>(size)};
  return bytes + values;
}

std::string idxError(const std::string &path) {
  return messageOf<UserError>([&] { driver::readIdx(path); });
}

TEST(IdxTest, ReadsPlainAndCompressedFiles) {
  ScratchFolder folder;
  const std::string bytes = idx({2, 3}, "abcdef");
  const driver::IdxArray plain = driver::readIdx(folder.write("plain", bytes));
  EXPECT_EQ(plain.shape, (std::vector<uint32_t>{2, 3}));
  EXPECT_EQ(plain.values, (std::vector<uint8_t>{'a', 'b', 'c', 'd', 'e', 'f'}));
  const gzFile file = gzopen(folder.path("packed.gz").c_str(), "wb");
  gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(file);
  EXPECT_EQ(driver::readIdx(folder.path("packed.gz")).values, plain.values);
}

TEST(IdxTest, SaysWhatIsWrong) {
  ScratchFolder folder;
  EXPECT_EQ(idxError("no/file"), "no/file: error: cannot read the file: No such file or directory");
  std::string path = folder.write("a", "hello");
  EXPECT_EQ(idxError(path), path + ": error: expected an IDX file of unsigned bytes with 1 to 3 dimensions");
  path = folder.write("a", idx({2, 3}, "abc"));
  EXPECT_EQ(idxError(path), path + ": error: expected 6 more bytes but got 3: the file is truncated or damaged");
  path = folder.write("a", idx({2}, "abc"));
  EXPECT_EQ(idxError(path), path + ": error: the IDX file is longer than its header says");
  std::string huge = idx({1, 1, 1}, "");
  huge[4] = huge[8] = '\x7f';
  path = folder.write("a", huge);
  EXPECT_EQ(idxError(path), path + ": error: the IDX file claims more than 4294967296 values");
}

TEST(DataSetTest, PairsImagesWithLabels) {
  ScratchFolder folder;
  const driver::DataSet set = driver::readDataSet(folder.write("i", idx({2, 1, 2}, "abcd")),
                                                  folder.write("l", idx({2}, std::string("\1\0", 2))), 2, "");
  EXPECT_EQ(set.count, 2u);
  EXPECT_EQ(set.imageSize(), 2u);
  EXPECT_EQ(set.image(1)[0], 'c');
  EXPECT_EQ(set.labels[0], 1);
}

TEST(DataSetTest, SaysWhatIsWrong) {
  ScratchFolder folder;
  const std::string images = folder.write("i", idx({2, 1, 2}, "abcd"));
  const auto error = [&](const std::string &i, const std::string &l) {
    return messageOf<UserError>([&] { driver::readDataSet(i, l, 2, ": install it"); });
  };
  EXPECT_EQ(error("no/file", images), "no/file: error: the data set is not there: install it");
  EXPECT_EQ(error(images, images), images + ": error: expected 2 labels, one an image, but got 2");
  const std::string labels = folder.write("l", idx({2}, "\1\2"));
  EXPECT_EQ(error(images, labels), labels + ": error: label 1 is 2, expected less than 2, the number of classes");
  EXPECT_EQ(error(labels, labels),
            labels + ": error: expected images x rows x columns but got 1 dimensions, none of them empty");
}

} // namespace
} // namespace engram::test
