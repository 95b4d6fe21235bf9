// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram targets`: the targets known, and where each file is.

#include "compiler/driver/Commands.h"
#include "compiler/driver/UserError.h"
#include "hw/spec/Target.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>

namespace engram::driver {

namespace {

void listTargets() {
  const std::vector<spec::TargetFile> files = spec::knownTargets();
  size_t width = 0;
  for (const spec::TargetFile &file : files)
    width = std::max(width, file.name.size());
  for (const spec::TargetFile &file : files) {
    try {
      const spec::Target target = spec::loadTarget(file.name);
      std::cout << std::left << std::setw(static_cast<int>(width)) << file.name << "  " << target.limits.cores
                << " cores, " << target.limits.compartments << " compartments and " << target.limits.synapseWords
                << " synapse words each\n"
                << std::setw(static_cast<int>(width)) << "" << "  " << target.description << "\n"
                << std::setw(static_cast<int>(width)) << "" << "  " << file.path << "\n";
    } catch (const spec::TargetError &error) {
      throw UserError(file.path, error.what());
    }
  }
}

} // namespace

void addTargetsCommand(CLI::App &app) {
  CLI::App &command = *app.add_subcommand("targets", "list the targets known, and where each file is");
  command.footer("Example:\n  engram targets");
  command.callback(listTargets);
}

} // namespace engram::driver
