// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The microcode of the learning engine: one 64-bit word a product. The table `kWordFields` is the only definition of
// the encoding (our own; Intel's is not public, loihi.md 2.7); codec, documentation and hardware constants follow it.
// Normative text: docs/spec/microcode.md.

#ifndef ENGRAM_HW_SPEC_MICROCODE_H
#define ENGRAM_HW_SPEC_MICROCODE_H

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace engram::spec {

/// The synaptic variable that a product is added to.
enum class UpdateTarget : uint8_t { Weight = 0, Tag = 1, Delay = 2 };

/// What gates a product: a pre spike in the epoch (x0), a post spike (y0), or every 2^decimation epochs (u_k).
enum class Event : uint8_t { Pre = 0, Post = 1, Epoch = 2 };

/// A variable that a factor reads.
enum class Operand : uint8_t { None = 0, X1, X2, Y1, Y2, Y3, Weight, Delay, Tag };

constexpr int kMaxFactors = 4;
constexpr int kConstants = 4;          ///< entries of a rule's constant table
constexpr int32_t kConstantMin = -512; ///< 10 bits signed: a product of four factors fits 64 bits exactly (N32)
constexpr int32_t kConstantMax = 511;

/// One factor: operand + constant, or the sign of that sum. `constant` 0: none; 1..4: entry constant - 1 of the table.
struct Factor {
  Operand operand = Operand::None;
  bool sign = false;
  uint8_t constant = 0;
};

/// One product: target += mantissa * 2^exponent * product of factors, when the event happened.
struct Product {
  UpdateTarget target = UpdateTarget::Weight;
  Event event = Event::Pre;
  uint8_t decimation = 0; ///< 0..15, Epoch only
  int32_t mantissa = 1;   ///< -128..127
  int32_t exponent = 0;   ///< -32..31
  bool last = false;      ///< last word of the rule
  std::array<Factor, kMaxFactors> factors;
};

/// One field of the word: bits lsb .. lsb + width - 1.
struct WordField {
  std::string_view name;
  int lsb;
  int width;
  bool isSigned;
  std::string_view meaning;
};

enum WordFieldIndex {
  kTarget,
  kEvent,
  kDecimation,
  kMantissa,
  kExponent,
  kLast,
  kFactor0,
  kFactor1,
  kFactor2,
  kFactor3
};

/// The word. Bits that no field covers are zero; a decoder refuses a word in which they are not.
constexpr std::array<WordField, 10> kWordFields{{
    {"target", 0, 2, false, "0 weight, 1 tag, 2 delay"},
    {"event", 2, 2, false, "0 pre, 1 post, 2 epoch"},
    {"decimation", 4, 4, false, "k of u_k: the product acts in every 2^k-th epoch; 0 unless event is epoch"},
    {"mantissa", 8, 8, true, "scale = mantissa * 2^exponent"},
    {"exponent", 16, 6, true, "-32..31"},
    {"last", 22, 1, false, "1 in the last word of a rule"},
    {"factor0", 28, 8, false, "operand (4), sign (1), constant (3)"},
    {"factor1", 36, 8, false, "as factor0"},
    {"factor2", 44, 8, false, "as factor0"},
    {"factor3", 52, 8, false, "as factor0"},
}};

/// Names in listings, indexed by the enumerators' values.
constexpr std::array<std::string_view, 3> kTargetNames{"weight", "tag", "delay"};
constexpr std::array<std::string_view, 3> kEventNames{"pre", "post", "epoch"};
constexpr std::array<std::string_view, 9> kOperandNames{"none", "x1", "x2", "y1", "y2", "y3", "weight", "delay", "tag"};

/// Packs a product. Its members must be in range.
uint64_t encode(const Product &product);

/// Unpacks a word; nothing if it is not a word of this encoding (unknown code, non-zero spare bits, a gap in the
/// factors).
std::optional<Product> decode(uint64_t word);

} // namespace engram::spec

#endif
