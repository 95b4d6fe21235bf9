// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tokens of the learning-rule grammar. Private to this folder.

#ifndef ENGRAM_COMPILER_FRONTEND_RULE_RULELEXER_H
#define ENGRAM_COMPILER_FRONTEND_RULE_RULELEXER_H

#include "compiler/frontend/rule/RuleText.h"

namespace engram::rule {

enum class TokenKind { Event, Operand, Sgn, Number, Plus, Minus, Star, Open, Close, End };

struct Token {
  TokenKind kind = TokenKind::End;
  uint32_t column = 1;
  std::string_view text;
  spec::Event event = spec::Event::Pre;        ///< Event
  uint8_t decimation = 0;                      ///< Event
  spec::Operand operand = spec::Operand::None; ///< Operand
  double value = 0;                            ///< Number; 2^-3 is one number
};

/// The tokens of a text, the last of kind End; nothing if `error` says why.
std::optional<std::vector<Token>> lexRuleText(std::string_view text, SyntaxError &error);

} // namespace engram::rule

#endif
