// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Randomness as a function: a draw depends on (seed, step, variable, logical neuron or synapse) and on nothing else,
// so that neither the order of visits nor the mapping can change it. Normative text: docs/spec/numerics.md (N5 to N7).

#ifndef ENGRAM_HW_SPEC_RANDOM_H
#define ENGRAM_HW_SPEC_RANDOM_H

#include <cstdint>
#include <string_view>

namespace engram::spec {

/// (N5) The mixing function: a bijection on 32 bits, xorshift and multiplication in turn. The form is that of C.
/// Wellons, "Prospecting for hash functions" (nullprogram.com/blog/2018/07/31); the constants are of our own search
/// among factors that are sums of five powers of two, so that a chip needs eight adders and a processor two
/// multiplications (docs/adr/0009).
constexpr uint32_t mix(uint32_t a) {
  a ^= a >> 16;
  a *= 0x42121u; // 2^18 + 2^13 + 2^8 + 2^5 + 1
  a ^= a >> 12;
  a *= 0x37601u; // 2^18 - 2^15 - 2^11 - 2^9 + 1
  a ^= a >> 16;
  return a;
}

/// (N6) What is being rounded. The number is part of the random function: never renumber.
enum class RandomVariable : uint8_t { Weight = 0, Tag, Delay, X1, X2, Y1, Y2, Y3, Theta };

/// (N6) The part of a draw that is common to one variable in one step.
constexpr uint32_t drawBase(uint32_t seed, RandomVariable variable, uint32_t step) {
  return mix(mix(seed ^ (static_cast<uint32_t>(variable) << 24)) + step);
}

/// (N6) The part of a draw that is common to one key: a synapse list, a projection or a population.
constexpr uint32_t keyedBase(uint32_t base, uint32_t key) { return mix(base ^ key); }

/// (N6) The draw of one element: the postsynaptic neuron of a list, or a neuron, by its logical index in its
/// population. Uniform on 0..2^32 - 1. The index is mixed on its own first: one mix of consecutive numbers gives draws
/// that are correlated. mix(index) belongs to the neuron, so an executor may keep it.
constexpr uint32_t draw(uint32_t keyed, uint32_t index) { return mix(keyed ^ mix(index)); }

/// (N7) The key of a population or projection: a hash of its name (FNV-1a, 32 bits, then mixed), so that adding one to
/// a network changes no draw of the others.
constexpr uint32_t keyOfName(std::string_view name) {
  uint32_t hash = 0x811c9dc5u;
  for (const char c : name)
    hash = (hash ^ static_cast<uint8_t>(c)) * 0x01000193u;
  return mix(hash);
}

/// (N7) The key of the synapse list of presynaptic neuron `pre` in a projection; the same for every part of a list that
/// is cut over several cores.
constexpr uint32_t keyOfList(uint32_t projectionKey, uint32_t pre) { return mix(projectionKey + pre); }

} // namespace engram::spec

#endif
