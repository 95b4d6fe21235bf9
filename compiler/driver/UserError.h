// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a subcommand throws when the user's input is wrong.

#ifndef ENGRAM_COMPILER_DRIVER_USERERROR_H
#define ENGRAM_COMPILER_DRIVER_USERERROR_H

#include <stdexcept>
#include <string>

namespace engram::driver {

/// what() is the whole message: `LOCATION: error: text`, or `error: text` where there is no location. The program
/// prints it and ends with kRefused.
class UserError : public std::runtime_error {
public:
  explicit UserError(const std::string &text) : std::runtime_error("error: " + text) {}
  /// `location` is `FILE`, `FILE:LINE:COL` or `FILE: /json/pointer`.
  UserError(const std::string &location, const std::string &text) : std::runtime_error(location + ": error: " + text) {}
};

/// The command line is right word by word, but does not make sense as a whole: kUsage.
class UsageError : public std::runtime_error {
public:
  explicit UsageError(const std::string &text) : std::runtime_error("error: " + text) {}
};

} // namespace engram::driver

#endif
