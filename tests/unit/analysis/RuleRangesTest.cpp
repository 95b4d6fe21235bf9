// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ranges of products and sums, by hand and against brute force over all operand values.

#include "compiler/analysis/RuleRanges.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace engram::analysis {
namespace {

using spec::Operand;
using spec::Product;

using Constants = std::array<int16_t, spec::kConstants>;

Product productOf(int32_t mantissa, int32_t exponent, std::vector<Operand> operands) {
  Product product;
  product.mantissa = mantissa;
  product.exponent = exponent;
  for (size_t i = 0; i < operands.size(); ++i)
    product.factors[i].operand = operands[i];
  return product;
}

RuleRanges analyze(std::vector<Product> products, const Constants &constants = {}) {
  return analyzeRanges(products, constants, operandRanges({}, 6, {false, true, false}));
}

TEST(RuleRangesTest, OperandRangesFollowTheFormat) {
  const OperandRanges ranges = operandRanges({spec::SignMode::Inhibitory, 4}, 3, {false, true, false});
  const auto at = [&](Operand operand) { return ranges[static_cast<size_t>(operand)]; };
  EXPECT_EQ(at(Operand::Weight).min, -240);
  EXPECT_EQ(at(Operand::Weight).max, 0);
  EXPECT_EQ(at(Operand::Weight).step, 16);
  EXPECT_EQ(at(Operand::Delay).max, 7);
  EXPECT_EQ(at(Operand::Y1).min, 0);
  EXPECT_EQ(at(Operand::Y2).min, -128);
  EXPECT_EQ(at(Operand::Tag).min, -256);
}

TEST(RuleRangesTest, SaturationIsFound) {
  const RuleRanges fits = analyze({productOf(1, 0, {Operand::X1, Operand::Weight})});
  EXPECT_EQ(fits.products[0].max, int64_t{127 * 254} << 16);
  EXPECT_EQ(fits.products[0].min, -(int64_t{127 * 256} << 16));
  EXPECT_FALSE(fits.products[0].saturates);
  EXPECT_TRUE(fits.targets[0].used);
  EXPECT_TRUE(fits.targets[0].saturates) << "-256 - 127 * 256 is one too many";
  EXPECT_FALSE(fits.targets[1].used);
  EXPECT_FALSE(analyze({productOf(1, -1, {Operand::X1, Operand::Weight})}).targets[0].saturates);

  const RuleRanges beyond = analyze({productOf(2, 0, {Operand::X1, Operand::Weight})});
  EXPECT_TRUE(beyond.products[0].saturates);
  EXPECT_EQ(beyond.products[0].reach, 65024);
  EXPECT_EQ(beyond.products[0].max, spec::kAccumulatorMax);
}

TEST(RuleRangesTest, SumsCanSaturateWhereNoProductDoes) {
  const RuleRanges ranges = analyze({productOf(1, 0, {Operand::X1, Operand::Weight}), productOf(127, 1, {})});
  EXPECT_FALSE(ranges.products[0].saturates || ranges.products[1].saturates);
  EXPECT_TRUE(ranges.targets[0].saturates);
  EXPECT_EQ(ranges.targets[0].reach, 256 + 127 * 256);
}

TEST(RuleRangesTest, LostBitsAreFound) {
  const RuleRanges ranges = analyze({productOf(1, -16, {}), productOf(1, -17, {}), productOf(1, -18, {}),
                                     productOf(4, -18, {Operand::X1}), productOf(3, -17, {Operand::X1})});
  EXPECT_FALSE(ranges.products[0].losesBits);
  EXPECT_TRUE(ranges.products[1].losesBits);
  EXPECT_FALSE(ranges.products[1].losesAllBits) << "one half is rounded up";
  EXPECT_TRUE(ranges.products[2].losesAllBits);
  EXPECT_EQ(ranges.products[2].reach, 0x1p-18);
  EXPECT_FALSE(ranges.products[3].losesBits);
  EXPECT_TRUE(ranges.products[4].losesBits);
  EXPECT_FALSE(ranges.products[4].losesAllBits);
}

/// What brute force finds of a product.
struct Found {
  int64_t min = INT64_MAX;
  int64_t max = INT64_MIN;
  bool lost = false;
};

/// All values of at most two operands.
Found bruteForce(const Product &product, const Constants &constants, const OperandRanges &ranges, Operand one,
                 Operand two) {
  Found found;
  spec::OperandValues values{};
  const OperandRange &first = ranges[static_cast<size_t>(one)];
  const OperandRange &second = ranges[static_cast<size_t>(two)];
  for (int32_t a = first.min; a <= first.max; a += first.step)
    for (int32_t b = second.min; b <= second.max; b += second.step) {
      values[static_cast<size_t>(one)] = a;
      values[static_cast<size_t>(two)] = b;
      const int64_t value = spec::productValue(product, values, constants);
      found.min = std::min(found.min, value);
      found.max = std::max(found.max, value);
      double exact = std::ldexp(product.mantissa, product.exponent + spec::kAccumulatorFractionBits);
      for (const spec::Factor &factor : product.factors)
        if (factor.operand != Operand::None)
          exact *= static_cast<double>(spec::factorValue(factor, values, constants));
      found.lost = found.lost || exact != std::floor(exact);
    }
  return found;
}

TEST(RuleRangesTest, HullIsExactlyThatOfBruteForce) {
  std::mt19937 random(5);
  const std::array<Operand, 8> operands{Operand::X1, Operand::X2,     Operand::Y1,    Operand::Y2,
                                        Operand::Y3, Operand::Weight, Operand::Delay, Operand::Tag};
  for (int i = 0; i < 300; ++i) {
    const spec::WeightFormat format{static_cast<spec::SignMode>(1 + random() % 3), static_cast<int>(2 + random() % 5)};
    const OperandRanges ranges = operandRanges(format, static_cast<int>(random() % 7), {false, true, true});
    const size_t first = random() % operands.size();
    const std::array<Operand, 2> pair{operands[first], operands[(first + 1 + random() % 7) % operands.size()]};
    Constants constants;
    for (int16_t &constant : constants)
      constant = static_cast<int16_t>(static_cast<int>(random() % 1024) - 512);
    Product product;
    product.mantissa = static_cast<int32_t>(random() % 256) - 128;
    product.exponent = static_cast<int32_t>(random() % 64) - 32;
    const size_t factors = random() % 5;
    for (size_t j = 0; j < factors; ++j)
      product.factors[j] = {pair[random() % 2], random() % 4 == 0, static_cast<uint8_t>(random() % 5)};
    const Found found = bruteForce(product, constants, ranges, pair[0], pair[1]);
    const ProductRange range = analyzeRanges({product}, constants, ranges).products[0];
    ASSERT_EQ(range.min, found.min) << "product " << i;
    ASSERT_EQ(range.max, found.max) << "product " << i;
    ASSERT_TRUE(range.losesBits || !found.lost) << "product " << i;
    const bool bounded = std::max(-found.min, found.max) < spec::kAccumulatorMax;
    ASSERT_TRUE(range.saturates || bounded || range.reach * 65536 <= 2147483647.5) << "product " << i;
    ASSERT_TRUE(!range.saturates || !bounded) << "product " << i;
  }
}

} // namespace
} // namespace engram::analysis
