// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The proof of the one law: random networks, run by two executors and mapped to one core, to two and to many, must be
// equal in every state at every step.

#ifndef ENGRAM_COMPILER_DRIVER_SELFTEST_SELFTEST_H
#define ENGRAM_COMPILER_DRIVER_SELFTEST_SELFTEST_H

#include <cstdint>
#include <optional>
#include <string>

namespace engram::driver {

/// Runs random network `seed` on executors `a` and `b`, each mapped to one core, to two and to many, for some dozens of
/// steps with random input, pauses of learning, settling and hand-over of checkpoints from one executor to the next.
/// Returns what differs first, in words, or nothing. Throws std::invalid_argument for an unknown executor.
std::optional<std::string> selftestNetwork(uint32_t seed, const std::string &a, const std::string &b);

} // namespace engram::driver

#endif
