// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The program `engram` as a function.

#ifndef ENGRAM_COMPILER_DRIVER_DRIVER_H
#define ENGRAM_COMPILER_DRIVER_DRIVER_H

namespace engram::driver {

/// Reads the command line and runs the subcommand it names. Gives the exit status, an ExitStatus.
int runDriver(int argc, const char *const *argv);

} // namespace engram::driver

#endif
