// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading files whole and writing them so that nothing half-written stays behind.

#ifndef ENGRAM_COMPILER_DRIVER_FILE_H
#define ENGRAM_COMPILER_DRIVER_FILE_H

#include <fstream>
#include <string>
#include <string_view>

namespace engram::driver {

/// Throws UserError naming the file and the reason.
std::string readFile(const std::string &path);

/// Makes the folder and its parents. Throws UserError.
void makeFolder(const std::string &path);

/// A file that comes to its name only when it is whole: written beside it under a temporary name, renamed by commit(),
/// removed when it is destroyed before that. All members throw UserError.
class AtomicFile {
public:
  explicit AtomicFile(std::string path);
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

/// Writes a whole file. Throws UserError.
void writeFile(const std::string &path, std::string_view bytes);

} // namespace engram::driver

#endif
