// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The proof of the one law: random networks, run by two executors, mapped to one core, to two and to many, and run by
// one thread and by more, must be equal in every state at every step.

#ifndef ENGRAM_COMPILER_DRIVER_SELFTEST_SELFTEST_H
#define ENGRAM_COMPILER_DRIVER_SELFTEST_SELFTEST_H

#include <cstdint>
#include <optional>
#include <string>

namespace engram::driver {

/// Runs random network `seed` on executors `a` and `b`, each mapped to one core, to two and to many, for some dozens of
/// steps with random input, pauses of learning, settling and hand-over of checkpoints from one executor to the next. An
/// executor that has threads runs on one core with one thread and on many cores with `threads`.
/// Returns what differs first, in words, or nothing. Throws std::invalid_argument for an unknown executor.
std::optional<std::string> selftestNetwork(uint32_t seed, const std::string &a, const std::string &b, unsigned threads);

} // namespace engram::driver

#endif
