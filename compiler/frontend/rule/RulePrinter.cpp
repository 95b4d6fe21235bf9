// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes products as a rule's text.

#include "compiler/frontend/rule/RuleText.h"

#include <array>
#include <charconv>
#include <cmath>

namespace engram::rule {

namespace {

/// Powers of two below 1 as 2^-k, everything else as the shortest decimal that reads back. `value` is not negative.
std::string printNumber(double value) {
  int exponent = 0;
  if (std::frexp(value, &exponent) == 0.5 && exponent < 1)
    return "2^" + std::to_string(exponent - 1);
  std::array<char, 512> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed).ptr;
  return std::string(buffer.data(), end);
}

std::string printFactor(const Factor &factor) {
  const std::string number = printNumber(std::fabs(factor.constant));
  if (factor.operand == spec::Operand::None)
    return std::signbit(factor.constant) ? "(-" + number + ")" : number;
  std::string text = factor.negated ? "-" : "";
  text += symbolOf(factor.operand);
  if (factor.constant != 0)
    text += (factor.constant < 0 ? "-" : "+") + number;
  const bool bare = !factor.negated && factor.constant == 0 && !factor.sign;
  return bare ? text : (factor.sign ? "sgn(" : "(") + text + ")";
}

std::string printEvent(const Product &product) {
  switch (product.event) {
  case spec::Event::Pre:
    return "x0";
  case spec::Event::Post:
    return "y0";
  case spec::Event::Epoch:
    break;
  }
  return "u" + std::to_string(product.decimation);
}

} // namespace

std::string printRuleText(const std::vector<Product> &products) {
  std::string text;
  for (const Product &product : products) {
    const bool first = &product == &products.front();
    text += first ? (product.negative ? "-" : "") : (product.negative ? " - " : " + ");
    for (const Factor &factor : product.factors)
      text += printFactor(factor) + "*";
    text += printEvent(product);
  }
  return text;
}

bool operator==(const Factor &left, const Factor &right) {
  return left.operand == right.operand && left.sign == right.sign && left.negated == right.negated &&
         left.constant == right.constant;
}

bool operator==(const Product &left, const Product &right) {
  return left.negative == right.negative && left.event == right.event && left.decimation == right.decimation &&
         left.factors == right.factors;
}

} // namespace engram::rule
