// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A reading position in one line of microcode text. Every method either takes what it names or throws an AssemblyError
// at the place where something else stands.

#ifndef ENGRAM_BACKENDS_MICROCODE_CURSOR_H
#define ENGRAM_BACKENDS_MICROCODE_CURSOR_H

#include "backends/microcode/Microcode.h"

#include <string_view>
#include <vector>

namespace engram::microcode {

class Cursor {
public:
  Cursor(std::string_view text, size_t line) : text(text), line(line) {}

  /// Whether nothing but blanks and a comment is left.
  bool atEnd();
  void expectEnd();

  /// Takes `symbol` if it stands here.
  bool accept(std::string_view symbol);
  void expect(std::string_view symbol);

  /// A name: letters and digits, a letter first. Nothing else is taken; may be empty.
  std::string_view word();

  /// The index in `names` of the name here, which must be one of them from `first` on.
  size_t oneOf(const char *what, const std::vector<std::string_view> &names, size_t first = 0);

  /// A decimal integer in low..high.
  int64_t integer(const char *what, int64_t low, int64_t high);

  /// A quoted string.
  std::string quoted();

  [[noreturn]] void fail(const std::string &message) const { throw AssemblyError(line, position + 1, message); }
  [[noreturn]] void failExpected(const std::string &what) const;

private:
  void skipBlanks();

  std::string_view text;
  size_t line;
  size_t position = 0;
};

} // namespace engram::microcode

#endif
