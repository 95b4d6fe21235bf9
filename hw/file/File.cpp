// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whole files, written to a temporary name and renamed.

#include "hw/file/File.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>

namespace engram::file {

namespace {

[[noreturn]] void failWith(const std::string &path, const std::string &what, int error) {
  throw FileError(path, what + ": " + std::strerror(error));
}

} // namespace

std::string readFile(const std::string &path) {
  if (std::filesystem::is_directory(path))
    failWith(path, "cannot read the file", EISDIR);
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  if (!file || (file.peek() != std::ifstream::traits_type::eof() && !(bytes << file.rdbuf())))
    failWith(path, "cannot read the file", errno == 0 ? EIO : errno);
  return bytes.str();
}

void makeFolder(const std::string &path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error)
    failWith(path, "cannot make the folder", error.value());
}

AtomicFile::AtomicFile(std::string target)
    : path(std::move(target)), temporary(path + ".part" + std::to_string(getpid())) {
  errno = 0;
  file.open(temporary, std::ios::binary | std::ios::trunc);
  if (!file)
    failWith(path, "cannot write the file", errno);
}

AtomicFile::~AtomicFile() {
  if (!committed)
    unlink(temporary.c_str());
}

void AtomicFile::commit() {
  errno = 0;
  file.close();
  if (!file || std::rename(temporary.c_str(), path.c_str()) != 0)
    failWith(path, "cannot write the file", errno == 0 ? EIO : errno);
  committed = true;
}

void writeFile(const std::string &path, std::string_view bytes) {
  AtomicFile file(path);
  file.stream().write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.commit();
}

} // namespace engram::file
