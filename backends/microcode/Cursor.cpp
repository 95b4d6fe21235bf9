// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The words of microcode text.

#include "backends/microcode/Cursor.h"

#include "hw/spec/NearestName.h"

#include <charconv>

namespace engram::microcode {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

int hexValue(char c) {
  return isDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

} // namespace

void Cursor::skipBlanks() {
  while (position < text.size() && (text[position] == ' ' || text[position] == '\t' || text[position] == '\r'))
    ++position;
}

bool Cursor::atEnd() {
  skipBlanks();
  return position == text.size() || text[position] == ';';
}

void Cursor::expectEnd() {
  if (!atEnd())
    failExpected("the end of the line");
}

bool Cursor::accept(std::string_view symbol) {
  skipBlanks();
  if (text.substr(position, symbol.size()) != symbol)
    return false;
  const size_t after = position + symbol.size();
  const bool inName = isLetter(symbol.back()) && after < text.size() && (isLetter(text[after]) || isDigit(text[after]));
  if (inName)
    return false;
  position = after;
  return true;
}

void Cursor::expect(std::string_view symbol) {
  if (!accept(symbol))
    failExpected("'" + std::string(symbol) + "'");
}

std::string_view Cursor::word() {
  skipBlanks();
  size_t end = position;
  while (end < text.size() && (isLetter(text[end]) || (end > position && isDigit(text[end]))))
    ++end;
  const std::string_view result = text.substr(position, end - position);
  position = end;
  return result;
}

size_t Cursor::oneOf(const char *what, const std::vector<std::string_view> &names, size_t first) {
  skipBlanks();
  const size_t start = position;
  const std::string_view name = word();
  for (size_t i = first; i < names.size(); ++i)
    if (names[i] == name)
      return i;
  position = start;
  if (name.empty())
    failExpected(what);
  fail("unknown " + std::string(what) + " '" + std::string(name) + "', the nearest known one is '" +
       std::string(spec::nearestName(name, {names.begin() + static_cast<std::ptrdiff_t>(first), names.end()})) + "'");
}

int64_t Cursor::integer(const char *what, int64_t low, int64_t high) {
  skipBlanks();
  int64_t value = 0;
  const char *begin = text.data() + position;
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  if (error == std::errc::invalid_argument)
    failExpected(what);
  const bool inRange = error == std::errc() && value >= low && value <= high;
  if (!inRange)
    fail(std::string(what) + " must be in " + std::to_string(low) + ".." + std::to_string(high) + " but is " +
         std::string(begin, end));
  position += static_cast<size_t>(end - begin);
  return value;
}

std::string Cursor::quoted() {
  expect("\"");
  std::string result;
  for (; position < text.size() && text[position] != '"'; ++position) {
    if (text[position] != '\\') {
      result += text[position];
      continue;
    }
    const std::string_view escape = text.substr(position, 4);
    if (escape.size() >= 2 && (escape[1] == '"' || escape[1] == '\\')) {
      result += escape[1];
      position += 1;
    } else if (escape.size() == 4 && escape[1] == 'x' && hexValue(escape[2]) >= 0 && hexValue(escape[3]) >= 0) {
      result += static_cast<char>(hexValue(escape[2]) * 16 + hexValue(escape[3]));
      position += 3;
    } else {
      fail("expected \\\", \\\\ or \\xHH after a backslash");
    }
  }
  expect("\"");
  return result;
}

void Cursor::failExpected(const std::string &what) const {
  const std::string_view rest = text.substr(position);
  const size_t length = std::min(rest.find_first_of(" \t\r;", 1), rest.size());
  fail("expected " + what + " but got " +
       (rest.empty() ? "the end of the line" : "'" + std::string(rest.substr(0, length)) + "'"));
}

} // namespace engram::microcode
