// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram asm`: from the text that `engram disasm` writes to an image.

#include "compiler/driver/Commands.h"

#include "backends/microcode/Microcode.h"
#include "compiler/driver/UserError.h"
#include "hw/file/File.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace engram::driver {

namespace {

struct AsmOptions {
  std::string text, image;
};

void assembleFile(const AsmOptions &options) {
  try {
    file::writeFile(options.image, image::serialize(microcode::assemble(file::readFile(options.text))));
  } catch (const microcode::AssemblyError &error) {
    throw UserError(options.text + ":" + std::to_string(error.line) + ":" + std::to_string(error.column), error.what());
  } catch (const image::ImageError &error) {
    throw UserError(options.image, error.what());
  }
}

} // namespace

void addAsmCommand(CLI::App &app) {
  const auto options = std::make_shared<AsmOptions>();
  CLI::App &command = *app.add_subcommand("asm", "make a chip image from the text that disasm writes");
  command.add_option("TEXT", options->text, "image as text")->required()->type_name("FILE");
  command.add_option("-o,--output", options->image, "chip image (.ngi)")->required()->type_name("FILE");
  command.footer("Example:\n  engram disasm network.ngi > network.asm\n  engram asm network.asm -o again.ngi");
  command.callback([options] { assembleFile(*options); });
}

} // namespace engram::driver
