// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The codec of microcode words, driven by kWordFields.

#include "hw/spec/Microcode.h"

namespace engram::spec {

namespace {

// The parts of a factor field: operand (bits 0..3), sign (bit 4), constant (bits 5..7).
constexpr int kSignBit = 4;
constexpr int kConstantBit = 5;

constexpr uint64_t maskOf(const WordField &field) { return (uint64_t{1} << field.width) - 1; }

uint64_t place(WordFieldIndex index, int64_t value) {
  const WordField &field = kWordFields[index];
  return (static_cast<uint64_t>(value) & maskOf(field)) << field.lsb;
}

int64_t take(WordFieldIndex index, uint64_t word) {
  const WordField &field = kWordFields[index];
  const uint64_t raw = (word >> field.lsb) & maskOf(field);
  const uint64_t signBit = uint64_t{1} << (field.width - 1);
  return field.isSigned && (raw & signBit) ? static_cast<int64_t>(raw) - (int64_t{1} << field.width)
                                           : static_cast<int64_t>(raw);
}

constexpr WordFieldIndex factorField(size_t position) { return static_cast<WordFieldIndex>(kFactor0 + position); }

constexpr uint64_t usedBits() {
  uint64_t bits = 0;
  for (const WordField &field : kWordFields)
    bits |= maskOf(field) << field.lsb;
  return bits;
}

int64_t packFactor(const Factor &factor) {
  return static_cast<int64_t>(factor.operand) | (int64_t{factor.sign} << kSignBit) |
         (int64_t{factor.constant} << kConstantBit);
}

std::optional<Factor> unpackFactor(int64_t bits) {
  Factor factor;
  const int64_t operand = bits & 0xf;
  factor.sign = (bits >> kSignBit) & 1;
  factor.constant = static_cast<uint8_t>(bits >> kConstantBit);
  if (operand >= static_cast<int64_t>(kOperandNames.size()) || factor.constant > kConstants)
    return std::nullopt;
  factor.operand = static_cast<Operand>(operand);
  if (factor.operand == Operand::None && bits != 0)
    return std::nullopt;
  return factor;
}

} // namespace

uint64_t encode(const Product &product) {
  uint64_t word = place(kTarget, static_cast<int64_t>(product.target)) |
                  place(kEvent, static_cast<int64_t>(product.event)) | place(kDecimation, product.decimation) |
                  place(kMantissa, product.mantissa) | place(kExponent, product.exponent) | place(kLast, product.last);
  for (size_t i = 0; i < product.factors.size(); ++i)
    word |= place(factorField(i), packFactor(product.factors[i]));
  return word;
}

std::optional<Product> decode(uint64_t word) {
  const int64_t target = take(kTarget, word);
  const int64_t event = take(kEvent, word);
  if ((word & ~usedBits()) != 0 || target >= static_cast<int64_t>(kTargetNames.size()) ||
      event >= static_cast<int64_t>(kEventNames.size()))
    return std::nullopt;
  Product product;
  product.target = static_cast<UpdateTarget>(target);
  product.event = static_cast<Event>(event);
  product.decimation = static_cast<uint8_t>(take(kDecimation, word));
  product.mantissa = static_cast<int32_t>(take(kMantissa, word));
  product.exponent = static_cast<int32_t>(take(kExponent, word));
  product.last = take(kLast, word) != 0;
  if (product.event != Event::Epoch && product.decimation != 0)
    return std::nullopt;
  bool ended = false;
  for (size_t i = 0; i < product.factors.size(); ++i) {
    const std::optional<Factor> factor = unpackFactor(take(factorField(i), word));
    if (!factor || (ended && factor->operand != Operand::None))
      return std::nullopt;
    product.factors[i] = *factor;
    ended = ended || factor->operand == Operand::None;
  }
  return product;
}

} // namespace engram::spec
