// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Recursive descent over the tokens of a rule's text. The grammar is that of docs/spec/rules.md; what Lava accepts and
// reads as something else (lava-semantics.md 4.2) is an error here that says what to write.

#include "compiler/frontend/rule/RuleLexer.h"

namespace engram::rule {

namespace {

class Parser {
public:
  Parser(std::vector<Token> tokens, SyntaxError &error) : tokens(std::move(tokens)), error(error) {}

  std::optional<std::vector<Product>> run() {
    std::vector<Product> products;
    if (peek().kind == TokenKind::End)
      return fail(peek(), "empty text: write a product, as in 'x1*y0', or leave the text out");
    do {
      std::optional<Product> product = parseProduct(products.empty());
      if (!product)
        return std::nullopt;
      products.push_back(std::move(*product));
    } while (peek().kind == TokenKind::Plus || peek().kind == TokenKind::Minus);
    if (peek().kind != TokenKind::End)
      return failAfterFactor();
    return products;
  }

private:
  const Token &peek(size_t ahead = 0) const { return tokens[std::min(next + ahead, tokens.size() - 1)]; }
  const Token &take() { return tokens[next++]; }

  bool takeIf(TokenKind kind) {
    if (peek().kind != kind)
      return false;
    ++next;
    return true;
  }

  bool atSign() const { return peek().kind == TokenKind::Plus || peek().kind == TokenKind::Minus; }

  std::nullopt_t fail(const Token &at, std::string message) {
    error = {at.column, std::move(message)};
    return std::nullopt;
  }

  static std::string quoted(const Token &token) {
    return token.kind == TokenKind::End ? "the end" : "'" + std::string(token.text.substr(0, 16)) + "'";
  }

  /// Something stands behind a complete factor that neither multiplies nor adds.
  std::nullopt_t failAfterFactor() {
    if (peek().kind == TokenKind::Close)
      return fail(peek(), "')' without '('");
    return fail(peek(), "expected '*', '+' or '-' before " + quoted(peek()) +
                            ": factors are multiplied with '*', as in 'x0*y1'");
  }

  std::optional<Product> parseProduct(bool first) {
    Product product;
    product.column = peek().column;
    if (atSign())
      product.negative = take().kind == TokenKind::Minus;
    else if (!first)
      return failAfterFactor();
    const Token *event = nullptr;
    do {
      if (peek().kind == TokenKind::Event) {
        if (event)
          return failTwoEvents(*event, peek());
        event = &take();
        continue;
      }
      std::optional<Factor> factor = parseFactor();
      if (!factor)
        return std::nullopt;
      product.factors.push_back(*factor);
    } while (takeIf(TokenKind::Star));
    if (!atSign() && peek().kind != TokenKind::End)
      return failAfterFactor();
    if (!event) {
      error = {product.column,
               "expected exactly one event (x0, y0 or u0 to u15) in a product but got none: multiply by "
               "u0 for a change in every epoch"};
      return std::nullopt;
    }
    product.event = event->event;
    product.decimation = event->decimation;
    return product;
  }

  std::nullopt_t failTwoEvents(const Token &one, const Token &two) {
    const bool spikes = one.event != spec::Event::Epoch && two.event != spec::Event::Epoch && one.event != two.event;
    return fail(
        two, "expected exactly one event in a product but got '" + std::string(one.text) + "' and '" +
                 std::string(two.text) + "': " +
                 (spikes ? "write x1*y0 or y1*x0, where a trace remembers the other spike" : "leave one of them out"));
  }

  std::optional<Factor> parseFactor() {
    const Token &token = peek();
    switch (token.kind) {
    case TokenKind::Number:
      return constantFactor(take().value);
    case TokenKind::Operand:
      return operandFactor(take());
    case TokenKind::Open:
      take();
      return parseBrackets(nullptr);
    case TokenKind::Sgn:
      take();
      if (!takeIf(TokenKind::Open))
        return fail(peek(), "expected '(' after 'sgn', as in 'sgn(w)'");
      return parseBrackets(&token);
    default:
      return failNoFactor();
    }
  }

  std::nullopt_t failNoFactor() {
    const Token &token = peek();
    const TokenKind before = next > 0 ? tokens[next - 1].kind : TokenKind::End;
    if (token.kind == TokenKind::Star && before == TokenKind::Star)
      return fail(token, "there is no '**': write powers out, as in 'w*w', and powers of two as 2^3");
    if (atSign() && before == TokenKind::Star)
      return fail(token, "a sign inside a product: write it before the product, as in '-2*x0', or write '(-2)'");
    if (atSign())
      return fail(token, "two signs in a row: write one");
    if (before == TokenKind::Star)
      return fail(token,
                  "expected a factor after '*' but got " + quoted(token) + ": leave the '*' out or add a factor");
    return fail(token, "expected a factor but got " + quoted(token));
  }

  static Factor constantFactor(double value) {
    Factor factor;
    factor.constant = value;
    return factor;
  }

  static Factor operandFactor(const Token &token) {
    Factor factor;
    factor.operand = token.operand;
    factor.column = token.column;
    return factor;
  }

  /// What stands in brackets, or in sgn(...) if `sgn` is given: `v`, `c`, `v + c` or `c + v`, with signs.
  std::optional<Factor> parseBrackets(const Token *sgn) {
    const Token &open = tokens[next - 1];
    Factor factor;
    bool hasConstant = false;
    do {
      const bool minus = peek().kind == TokenKind::Minus;
      if (atSign())
        take();
      const Token &term = peek();
      if (term.kind == TokenKind::Operand && factor.operand == spec::Operand::None) {
        factor.operand = term.operand;
        factor.column = term.column;
        factor.negated = minus;
      } else if (term.kind == TokenKind::Number && !hasConstant) {
        factor.constant = minus ? -term.value : term.value;
        hasConstant = true;
      } else {
        return failInBrackets(term);
      }
      take();
    } while (atSign());
    if (peek().kind != TokenKind::Close)
      return failBracketEnd(open);
    take();
    return finishBrackets(factor, hasConstant, sgn, open);
  }

  std::optional<Factor> finishBrackets(Factor factor, bool hasConstant, const Token *sgn, const Token &open) {
    const std::string name(symbolOf(factor.operand));
    if (sgn && factor.operand == spec::Operand::None)
      return fail(*sgn, "'sgn' of a number: write 1, 0 or -1 times the product");
    if (factor.negated && (!hasConstant || factor.constant == 0))
      return fail(open, sgn ? "'sgn(-" + name + ")': write '-sgn(" + name + ")', with the sign before the product"
                            : "'(-" + name + ")': write '" + name + "' and the sign before the product");
    factor.sign = sgn != nullptr;
    return factor;
  }

  std::nullopt_t failInBrackets(const Token &term) {
    switch (term.kind) {
    case TokenKind::Event:
      return fail(term, quoted(term) + " is an event: it stands as a factor by itself, not in brackets");
    case TokenKind::Open:
      return fail(term, "brackets in brackets: write one pair, as in '(w+2)'");
    case TokenKind::Sgn:
      return fail(term, "'sgn' in brackets: write it without, as in 'sgn(w)'");
    case TokenKind::Number:
      return fail(term, "two numbers in brackets: add them up, as in '(w+5)' for '(w+2+3)'");
    case TokenKind::Operand:
      return fail(term, "two variables in brackets: write one product for each");
    default:
      return fail(term, "expected a variable or a number in brackets but got " + quoted(term));
    }
  }

  std::nullopt_t failBracketEnd(const Token &open) {
    if (peek().kind == TokenKind::Star)
      return fail(peek(), "a product in brackets: write it without, as in '2*w' for '(w*2)'");
    if (peek().kind == TokenKind::End)
      return fail(open, "'(' without ')'");
    return fail(peek(), "expected '+', '-' or ')' in brackets but got " + quoted(peek()));
  }

  std::vector<Token> tokens;
  SyntaxError &error;
  size_t next = 0;
};

} // namespace

std::optional<std::vector<Product>> parseRuleText(std::string_view text, SyntaxError &error) {
  std::optional<std::vector<Token>> tokens = lexRuleText(text, error);
  if (!tokens)
    return std::nullopt;
  return Parser(std::move(*tokens), error).run();
}

} // namespace engram::rule
