// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The textual learning-rule grammar, `2^-2*x1*y0 - 2^-2*y1*x0`: its syntax tree, parser and printer. No MLIR here; what
// becomes of the tree is in RuleToPlasticity.h. Normative text: docs/spec/rules.md.

#ifndef ENGRAM_COMPILER_FRONTEND_RULE_RULETEXT_H
#define ENGRAM_COMPILER_FRONTEND_RULE_RULETEXT_H

#include "hw/spec/Microcode.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engram::rule {

/// `[-]operand + constant`, or its sign; with no operand just the constant (which then has no sign and no minus).
struct Factor {
  spec::Operand operand = spec::Operand::None;
  bool sign = false;    ///< sgn(...)
  bool negated = false; ///< (-w + 3): only with a constant, a lone minus stands before the product
  double constant = 0;
  uint32_t column = 1; ///< where the operand stands in the text, from 1; not part of its identity
};

/// `[-] event * factor * ...`. Acts when its event happened.
struct Product {
  bool negative = false;
  spec::Event event = spec::Event::Pre;
  uint8_t decimation = 0; ///< k of u_k, 0..15
  std::vector<Factor> factors;
  uint32_t column = 1; ///< where it starts in the text, from 1; not part of its identity
};

bool operator==(const Factor &left, const Factor &right);
bool operator==(const Product &left, const Product &right);

/// What is wrong with a text, and what to write instead.
struct SyntaxError {
  uint32_t column = 1; ///< from 1
  std::string message;
};

/// Reads the right-hand side of dw, dd or dt. Never fails otherwise than by `error`, whatever the text.
std::optional<std::vector<Product>> parseRuleText(std::string_view text, SyntaxError &error);

/// A text that reads back as the same products.
std::string printRuleText(const std::vector<Product> &products);

/// The name of an operand in a rule's text: "x1", "w", "t", ...
std::string_view symbolOf(spec::Operand operand);

} // namespace engram::rule

#endif
