// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registers the subcommands and turns what they throw into a message and an exit status.

#include "compiler/driver/Driver.h"

#include "compiler/driver/Commands.h"
#include "compiler/driver/UserError.h"
#include "hw/file/File.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace engram::driver {

namespace {

void addCommands(CLI::App &app) {
  addCompileCommand(app);
  addCheckCommand(app);
  addRunCommand(app);
  addDiffCommand(app);
  addExperimentCommand(app);
  addAsmCommand(app);
  addDisasmCommand(app);
  addInspectCommand(app);
  addTargetsCommand(app);
  addSelftestCommand(app);
}

} // namespace

int runDriver(int argc, const char *const *argv) {
  CLI::App app("Engram compiles plastic spiking networks for neuromorphic hardware and runs them.", "engram");
  app.set_version_flag("--version", "engram " ENGRAM_VERSION);
  app.require_subcommand(1);
  app.footer("Example:\n  engram run network.json --on reference --steps 100 --record out\n"
             "Each command has its own --help.");
  try {
    addCommands(app);
    app.parse(argc, argv);
    return kDone;
  } catch (const CLI::RuntimeError &status) { // the command has said what is wrong
    return status.get_exit_code();
  } catch (const CLI::ParseError &error) {
    return app.exit(error) == 0 ? kDone : kUsage; // help and version are no faults
  } catch (const UsageError &error) {
    std::cerr << error.what() << "\n";
    return kUsage;
  } catch (const UserError &error) {
    std::cerr << error.what() << "\n";
    return kRefused;
  } catch (const file::FileError &error) {
    std::cerr << error.what() << "\n";
    return kRefused;
  } catch (const std::exception &error) {
    std::cerr << "error: internal: " << error.what() << "\n";
    return kFault;
  }
}

} // namespace engram::driver
