// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading files whole, and writing them so that nothing half-written stays behind.

#ifndef ENGRAM_HW_FILE_FILE_H
#define ENGRAM_HW_FILE_FILE_H

#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace engram::file {

/// A file that cannot be read or written. what() is "PATH: error: text", lower case, with the system's reason.
class FileError : public std::runtime_error {
public:
  FileError(const std::string &path, const std::string &text) : std::runtime_error(path + ": error: " + text) {}
};

/// The bytes of the file. Throws FileError.
std::string readFile(const std::string &path);

/// Makes the folder and its parents. Throws FileError.
void makeFolder(const std::string &path);

/// A file that comes to its name only when it is whole: written beside it under a temporary name, renamed by commit(),
/// removed when it is destroyed before that. All members throw FileError.
class AtomicFile {
public:
  explicit AtomicFile(std::string target);
  ~AtomicFile();
  AtomicFile(const AtomicFile &) = delete;
  AtomicFile &operator=(const AtomicFile &) = delete;

  std::ostream &stream() { return file; }
  void commit();

private:
  std::string path, temporary;
  std::ofstream file;
  bool committed = false;
};

/// Writes a whole file. Throws FileError.
void writeFile(const std::string &path, std::string_view bytes);

} // namespace engram::file

#endif
