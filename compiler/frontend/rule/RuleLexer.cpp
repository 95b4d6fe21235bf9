// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Splits a rule's text into tokens and says which known symbol an unknown one is nearest to.

#include "compiler/frontend/rule/RuleLexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace engram::rule {

namespace {

struct Symbol {
  std::string_view text;
  spec::Operand operand;
};

constexpr std::array<Symbol, 8> kOperands{{{"x1", spec::Operand::X1},
                                           {"x2", spec::Operand::X2},
                                           {"y1", spec::Operand::Y1},
                                           {"y2", spec::Operand::Y2},
                                           {"y3", spec::Operand::Y3},
                                           {"w", spec::Operand::Weight},
                                           {"d", spec::Operand::Delay},
                                           {"t", spec::Operand::Tag}}};

/// What people write for a symbol and no spelling distance would find. r0, r1: Loihi's reward traces (loihi.md 2.7).
constexpr std::array<std::array<std::string_view, 2>, 6> kOtherNames{
    {{"weight", "w"}, {"delay", "d"}, {"tag", "t"}, {"sign", "sgn"}, {"r0", "y2"}, {"r1", "y3"}}};

constexpr int kMaxDecimation = 15;
constexpr int kMaxPower = 64; ///< well beyond what a product can hold; keeps every number finite

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// How many letters must be inserted, deleted or replaced to get from one text to the other.
size_t spellingDistance(std::string_view from, std::string_view to) {
  std::vector<size_t> row(to.size() + 1);
  for (size_t j = 0; j <= to.size(); ++j)
    row[j] = j;
  for (size_t i = 1; i <= from.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= to.size(); ++j) {
      const size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[to.size()];
}

std::vector<std::string> knownSymbols() {
  std::vector<std::string> known;
  for (const Symbol &symbol : kOperands)
    known.emplace_back(symbol.text);
  known.insert(known.end(), {"x0", "y0", "sgn"});
  for (int k = 0; k <= kMaxDecimation; ++k)
    known.push_back("u" + std::to_string(k));
  return known;
}

std::string nearestSymbol(std::string_view unknown) {
  std::string lower(unknown.substr(0, 16));
  for (char &c : lower)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  for (const auto &[name, symbol] : kOtherNames)
    if (lower == name)
      return std::string(symbol);
  const std::vector<std::string> known = knownSymbols();
  return *std::min_element(known.begin(), known.end(), [&](const std::string &left, const std::string &right) {
    return spellingDistance(lower, left) < spellingDistance(lower, right);
  });
}

class Lexer {
public:
  Lexer(std::string_view text, SyntaxError &error) : text(text), error(error) {}

  std::optional<std::vector<Token>> run() {
    for (skipSpaces(); position < text.size(); skipSpaces()) {
      start = position;
      const char c = text[position];
      if (!(isDigit(c) || c == '.' ? lexNumber() : isLetter(c) ? lexSymbol() : lexPunctuation(c)))
        return std::nullopt;
    }
    start = position;
    push(TokenKind::End);
    return std::move(tokens);
  }

private:
  uint32_t column(size_t at) const { return static_cast<uint32_t>(at) + 1; }
  char peek() const { return position < text.size() ? text[position] : '\0'; }

  void skipSpaces() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
      ++position;
  }

  void skipDigits() {
    while (isDigit(peek()))
      ++position;
  }

  bool fail(size_t at, std::string message) {
    error = {column(at), std::move(message)};
    return false;
  }

  Token &push(TokenKind kind) {
    Token token;
    token.kind = kind;
    token.column = column(start);
    token.text = text.substr(start, position - start);
    tokens.push_back(token);
    return tokens.back();
  }

  bool lexPunctuation(char c) {
    constexpr std::string_view characters = "+-*()";
    constexpr std::array<TokenKind, 5> kinds{TokenKind::Plus, TokenKind::Minus, TokenKind::Star, TokenKind::Open,
                                             TokenKind::Close};
    const size_t index = characters.find(c);
    if (index != std::string_view::npos) {
      ++position;
      push(kinds[index]);
      return true;
    }
    if (c == '/')
      return fail(position, "there is no '/': multiply by a number instead, as in 0.5 or 2^-1");
    if (c == '^')
      return fail(position, "'^' stands in powers of two only, as in 2^-3; write other powers out, as in w*w");
    const bool printable = c > ' ' && c <= '~';
    return fail(position, printable ? std::string("unexpected character '") + c + "'" : "unexpected character");
  }

  bool lexNumber() {
    skipDigits();
    if (peek() == '.') {
      ++position;
      skipDigits();
    }
    const std::string_view digits = text.substr(start, position - start);
    double value = 0;
    const auto [end, status] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    if (status == std::errc::result_out_of_range)
      return fail(start, "number is out of range");
    if (status != std::errc() || end != digits.data() + digits.size())
      return fail(start, "'" + std::string(digits.substr(0, 16)) + "' is not a number");
    if (value > std::ldexp(1.0, kMaxPower))
      return fail(start, "number is too large: expected at most 2^" + std::to_string(kMaxPower));
    if (peek() == '^') {
      if (digits != "2")
        return fail(position, "'^' stands in powers of two only, as in 2^-3");
      if (!lexPower(value))
        return false;
    }
    push(TokenKind::Number).value = value;
    return true;
  }

  /// The exponent behind `2^`.
  bool lexPower(double &value) {
    const size_t sign = ++position;
    const bool negative = peek() == '-';
    if (negative || peek() == '+')
      ++position;
    const size_t first = position;
    skipDigits();
    int exponent = 0;
    const auto status = std::from_chars(text.data() + first, text.data() + position, exponent).ec;
    if (status != std::errc() || exponent > kMaxPower || peek() == '.')
      return fail(sign, "expected a whole exponent of -" + std::to_string(kMaxPower) + ".." +
                            std::to_string(kMaxPower) + " after '2^'");
    value = std::ldexp(1.0, negative ? -exponent : exponent);
    return true;
  }

  bool lexSymbol() {
    while (isLetter(peek()) || isDigit(peek()))
      ++position;
    const std::string_view name = text.substr(start, position - start);
    if (name == "sgn") {
      push(TokenKind::Sgn);
      return true;
    }
    for (const Symbol &symbol : kOperands)
      if (name == symbol.text) {
        push(TokenKind::Operand).operand = symbol.operand;
        return true;
      }
    if (name == "x0" || name == "y0") {
      push(TokenKind::Event).event = name == "x0" ? spec::Event::Pre : spec::Event::Post;
      return true;
    }
    return lexEpochEvent(name) || failUnknown(name);
  }

  /// u0 .. u15. Every digit counts: u10 is u10, not u1.
  bool lexEpochEvent(std::string_view name) {
    int k = 0;
    if (name.size() < 2 || name[0] != 'u' || (name[1] == '0' && name.size() > 2))
      return false;
    const auto [end, status] = std::from_chars(name.data() + 1, name.data() + name.size(), k);
    if (status != std::errc() || end != name.data() + name.size() || k < 0 || k > kMaxDecimation)
      return false;
    Token &token = push(TokenKind::Event);
    token.event = spec::Event::Epoch;
    token.decimation = static_cast<uint8_t>(k);
    return true;
  }

  bool failUnknown(std::string_view name) {
    const std::string shown = "'" + std::string(name.substr(0, 16)) + (name.size() > 16 ? "...'" : "'");
    if (name == "dw" || name == "dd" || name == "dt")
      return fail(start, "the text starts after " + shown + " and '='");
    if (name[0] == 'u' && name.size() > 1 && std::all_of(name.begin() + 1, name.end(), isDigit))
      return fail(start, "unknown symbol " + shown + ": expected u0 to u" + std::to_string(kMaxDecimation));
    return fail(start, "unknown symbol " + shown + ", did you mean '" + nearestSymbol(name) + "'?");
  }

  std::string_view text;
  SyntaxError &error;
  size_t position = 0;
  size_t start = 0;
  std::vector<Token> tokens;
};

} // namespace

std::optional<std::vector<Token>> lexRuleText(std::string_view text, SyntaxError &error) {
  return Lexer(text, error).run();
}

std::string_view symbolOf(spec::Operand operand) {
  for (const Symbol &symbol : kOperands)
    if (symbol.operand == operand)
      return symbol.text;
  return "";
}

} // namespace engram::rule
