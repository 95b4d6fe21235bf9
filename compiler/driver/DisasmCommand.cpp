// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram disasm`: an image as text, its microcode with the places where it was written.

#include "compiler/driver/Commands.h"

#include "backends/microcode/Microcode.h"
#include "compiler/driver/LoadImage.h"

#include <iostream>

namespace engram::driver {

void addDisasmCommand(CLI::App &app) {
  const auto subject = std::make_shared<Subject>();
  CLI::App &command = *app.add_subcommand("disasm", "write a chip image as text that asm reads");
  addSubjectOptions(command, *subject);
  command.footer("Example:\n  engram disasm network.ngi");
  command.callback([subject] { std::cout << microcode::disassemble(*loadImage(*subject)); });
}

} // namespace engram::driver
