// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The subcommands of `engram`. Each function declares one on the program's command line; the body runs when the command
// line has been read. A body that did not do its work ends the parse with CLI::RuntimeError(status).

#ifndef ENGRAM_COMPILER_DRIVER_COMMANDS_H
#define ENGRAM_COMPILER_DRIVER_COMMANDS_H

namespace CLI {
class App;
} // namespace CLI

namespace engram::driver {

/// What the program's exit status says.
enum ExitStatus {
  kDone = 0,
  kRefused = 1, ///< the input is wrong or does not fit, or two runs differ
  kUsage = 2,
  kFault = 3, ///< a fault of Engram itself
};

void addCompileCommand(CLI::App &app);
void addCheckCommand(CLI::App &app);
void addRunCommand(CLI::App &app);
void addDiffCommand(CLI::App &app);
void addExperimentCommand(CLI::App &app);
void addAsmCommand(CLI::App &app);
void addDisasmCommand(CLI::App &app);
void addInspectCommand(CLI::App &app);
void addTargetsCommand(CLI::App &app);
void addSelftestCommand(CLI::App &app);

} // namespace engram::driver

#endif
