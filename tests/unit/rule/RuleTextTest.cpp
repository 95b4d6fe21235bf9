// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The textual learning-rule grammar: what is read, what is refused and with which words, and that no text can crash it.

#include "compiler/frontend/rule/RuleText.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace engram::rule {
namespace {

using spec::Event;
using spec::Operand;
using testing::HasSubstr;

std::vector<Product> parse(std::string_view text) {
  SyntaxError error;
  std::optional<std::vector<Product>> products = parseRuleText(text, error);
  EXPECT_TRUE(products) << text << " column " << error.column << ": " << error.message;
  return products.value_or(std::vector<Product>());
}

TEST(RuleTextTest, ReadsEventsFactorsAndSigns) {
  const std::vector<Product> products = parse(" 2^-2*x1*y0 - 0.5 * (w - 255) * x0*sgn( t )+u10*w");
  ASSERT_EQ(products.size(), 3U);
  EXPECT_EQ(products[0].event, Event::Post);
  EXPECT_FALSE(products[0].negative);
  ASSERT_EQ(products[0].factors.size(), 2U);
  EXPECT_EQ(products[0].factors[0].constant, 0.25);
  EXPECT_EQ(products[0].factors[1].operand, Operand::X1);
  EXPECT_TRUE(products[1].negative);
  EXPECT_EQ(products[1].event, Event::Pre);
  ASSERT_EQ(products[1].factors.size(), 3U);
  EXPECT_EQ(products[1].factors[1].operand, Operand::Weight);
  EXPECT_EQ(products[1].factors[1].constant, -255);
  EXPECT_TRUE(products[1].factors[2].sign);
  EXPECT_EQ(products[1].column, 13U);
  EXPECT_EQ(products[2].event, Event::Epoch);
  EXPECT_EQ(products[2].decimation, 10);
}

TEST(RuleTextTest, ReadsEverySymbolAndNumber) {
  const std::vector<Product> all = parse("x1*x2*y1*y2*y3*w*d*t*u15");
  ASSERT_EQ(all[0].factors.size(), 8U);
  EXPECT_EQ(all[0].factors[6].operand, Operand::Delay);
  EXPECT_EQ(all[0].decimation, 15);
  EXPECT_TRUE(parse("x0")[0].factors.empty());
  EXPECT_EQ(parse("2^+3*x0")[0].factors[0].constant, 8);
  EXPECT_EQ(parse(".5*x0")[0].factors[0].constant, 0.5);
  EXPECT_EQ(parse("5.*x0")[0].factors[0].constant, 5);
  EXPECT_EQ(parse("(-2)*x0")[0].factors[0].constant, -2);
  EXPECT_TRUE(parse("(3-w)*x0")[0].factors[0].negated);
  EXPECT_EQ(parse("(3-w)*x0"), parse("(-w+3)*x0"));
}

struct Refusal {
  std::string_view text;
  uint32_t column;
  std::string_view message;
};

class RefusalTest : public testing::TestWithParam<Refusal> {};

TEST_P(RefusalTest, SaysWhereAndWhatToWrite) {
  SyntaxError error;
  EXPECT_FALSE(parseRuleText(GetParam().text, error)) << GetParam().text;
  EXPECT_EQ(error.column, GetParam().column) << GetParam().text << ": " << error.message;
  EXPECT_THAT(error.message, HasSubstr(std::string(GetParam().message)));
}

// The texts of lava-semantics.md 4.2, last table, which Lava accepts and reads as something else. (`u10*w`, the only
// one missing, means what it says here.)
INSTANTIATE_TEST_SUITE_P(
    LavaMisreads, RefusalTest,
    testing::Values(Refusal{"(-w)*x0", 1, "'(-w)': write 'w' and the sign before the product"},
                    Refusal{"(w*2)*x0", 3, "write it without, as in '2*w' for '(w*2)'"},
                    Refusal{"(w+2+3)*x0", 6, "add them up, as in '(w+5)' for '(w+2+3)'"},
                    Refusal{"((w+2))*x0", 2, "brackets in brackets: write one pair, as in '(w+2)'"},
                    Refusal{"sgn(-w)*x0", 4, "write '-sgn(w)', with the sign before the product"},
                    Refusal{"x0**2", 4, "write powers out, as in 'w*w', and powers of two as 2^3"},
                    Refusal{"x0 y1", 4, "factors are multiplied with '*', as in 'x0*y1'"},
                    Refusal{"x0*y1*", 7, "leave the '*' out or add a factor"},
                    Refusal{"x0*-2", 4, "write it before the product, as in '-2*x0', or write '(-2)'"},
                    Refusal{"x3*y0", 1, "unknown symbol 'x3', did you mean 'x1'?"},
                    Refusal{"", 1, "empty text: write a product, as in 'x1*y0', or leave the text out"},
                    Refusal{"  ", 3, "empty text"}));

INSTANTIATE_TEST_SUITE_P(
    Events, RefusalTest,
    testing::Values(Refusal{"x1*y1", 1, "expected exactly one event (x0, y0 or u0 to u15) in a product but got none"},
                    Refusal{"x1*y0 - 2", 7, "expected exactly one event"},
                    Refusal{"x0*y0", 4, "got 'x0' and 'y0': write x1*y0 or y1*x0"},
                    Refusal{"u0*x0", 4, "got 'u0' and 'x0': leave one of them out"},
                    Refusal{"x0*w*x0", 6, "got 'x0' and 'x0': leave one of them out"},
                    Refusal{"(x0+1)*w", 2, "'x0' is an event: it stands as a factor by itself"},
                    Refusal{"u16*w", 1, "unknown symbol 'u16': expected u0 to u15"},
                    Refusal{"u01*w", 1, "unknown symbol 'u01': expected u0 to u15"}));

INSTANTIATE_TEST_SUITE_P(
    Symbols, RefusalTest,
    testing::Values(Refusal{"weight*x0", 1, "did you mean 'w'?"}, Refusal{"W*x0", 1, "did you mean 'w'?"},
                    Refusal{"x0*r1*t", 4, "did you mean 'y3'?"}, Refusal{"sign(w)*x0", 1, "did you mean 'sgn'?"},
                    Refusal{"dw = x0", 1, "the text starts after 'dw' and '='"},
                    Refusal{"x1*y0 = 2", 7, "unexpected character '='"},
                    Refusal{"x0/2", 3, "multiply by a number instead, as in 0.5 or 2^-1"},
                    Refusal{"w^2*x0", 2, "'^' stands in powers of two only"},
                    Refusal{"3^2*x0", 2, "'^' stands in powers of two only"},
                    Refusal{"2^0.5*x0", 3, "expected a whole exponent of -64..64"},
                    Refusal{"2^65*x0", 3, "expected a whole exponent"},
                    Refusal{"2^*x0", 3, "expected a whole exponent"}, Refusal{".*x0", 1, "'.' is not a number"},
                    Refusal{"99999999999999999999*x0", 1, "number is too large: expected at most 2^64"},
                    Refusal{"\xc3\xa9*x0", 1, "unexpected character"}));

INSTANTIATE_TEST_SUITE_P(
    Shape, RefusalTest,
    testing::Values(Refusal{"(w+2*x0", 5, "write it without"}, Refusal{"(w+2", 1, "'(' without ')'"},
                    Refusal{"w)*x0", 2, "')' without '('"}, Refusal{"x0*()", 5, "expected a variable or a number"},
                    Refusal{"sgn w*x0", 5, "expected '(' after 'sgn', as in 'sgn(w)'"},
                    Refusal{"sgn(3)*x0", 1, "'sgn' of a number: write 1, 0 or -1 times the product"},
                    Refusal{"(sgn(w))*x0", 2, "'sgn' in brackets"},
                    Refusal{"(w+t)*x0", 4, "two variables in brackets: write one product for each"},
                    Refusal{"(w t)*x0", 4, "expected '+', '-' or ')' in brackets"},
                    Refusal{"x0 + - w*x0", 6, "two signs in a row"},
                    Refusal{"x0 -", 5, "expected a factor but got the end"},
                    Refusal{"*x0", 1, "expected a factor but got '*'"}));

TEST(RuleTextTest, AnyTextIsReadOrRefused) {
  constexpr std::string_view alphabet = "xyuwdtsgn0123456789.^*+-() ";
  std::mt19937 random(7);
  int read = 0;
  for (int i = 0; i < 200000; ++i) {
    std::string text;
    for (size_t length = random() % 12; length > 0; --length)
      text += alphabet[random() % alphabet.size()];
    SyntaxError error;
    if (parseRuleText(text, error)) {
      ++read;
      continue;
    }
    EXPECT_FALSE(error.message.empty()) << text;
    EXPECT_GE(error.column, 1U);
    EXPECT_LE(error.column, text.size() + 1) << text;
  }
  EXPECT_GT(read, 10);
}

Factor randomFactor(std::mt19937 &random) {
  constexpr std::array<double, 8> numbers{0, 1, 2, 0.5, 0.3, 255, 0x1p-40, 1234567.0625};
  Factor factor;
  factor.operand = static_cast<Operand>(random() % spec::kOperandNames.size());
  factor.constant = numbers[random() % numbers.size()] * (random() % 2 == 0 ? 1 : -1);
  if (factor.operand == Operand::None)
    return factor;
  factor.sign = random() % 4 == 0;
  factor.negated = factor.constant != 0 && random() % 2 == 0;
  return factor;
}

TEST(RuleTextTest, PrintedRulesReadBackAsTheSame) {
  std::mt19937 random(11);
  for (int i = 0; i < 5000; ++i) {
    std::vector<Product> products(1 + random() % 4);
    for (Product &product : products) {
      product.negative = random() % 2 == 0;
      product.event = static_cast<Event>(random() % 3);
      product.decimation = product.event == Event::Epoch ? static_cast<uint8_t>(random() % 16) : uint8_t{0};
      for (size_t count = random() % 6; count > 0; --count)
        product.factors.push_back(randomFactor(random));
    }
    const std::string text = printRuleText(products);
    ASSERT_EQ(parse(text), products) << text;
  }
}

} // namespace
} // namespace engram::rule
