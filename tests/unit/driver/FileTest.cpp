// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files are whole or not there.

#include "hw/file/File.h"
#include "tests/unit/driver/Helpers.h"

namespace engram::test {
namespace {

TEST(FileTest, WrittenFilesAreReadBack) {
  ScratchFolder folder;
  const std::string bytes("a\0b\n", 4);
  file::writeFile(folder.path("f"), bytes);
  EXPECT_EQ(file::readFile(folder.path("f")), bytes);
  file::writeFile(folder.path("f"), "");
  EXPECT_EQ(file::readFile(folder.path("f")), "");
  EXPECT_EQ(folder.fileCount(), 1u);
}

TEST(FileTest, AFileThatIsNotCommittedLeavesNothing) {
  ScratchFolder folder;
  folder.write("f", "old");
  {
    file::AtomicFile file(folder.path("f"));
    file.stream() << "new";
  }
  EXPECT_EQ(file::readFile(folder.path("f")), "old");
  EXPECT_EQ(folder.fileCount(), 1u);
}

TEST(FileTest, SaysWhatIsWrong) {
  ScratchFolder folder;
  EXPECT_EQ(messageOf<file::FileError>([&] { file::readFile(folder.path("")); }),
            folder.path("") + ": error: cannot read the file: Is a directory");
  EXPECT_EQ(messageOf<file::FileError>([&] { file::writeFile(folder.path("no/f"), "x"); }),
            folder.path("no/f") + ": error: cannot write the file: No such file or directory");
  const std::string file = folder.write("f", "x");
  EXPECT_EQ(messageOf<file::FileError>([&] { file::makeFolder(file + "/g"); }),
            file + "/g: error: cannot make the folder: Not a directory");
}

} // namespace
} // namespace engram::test
