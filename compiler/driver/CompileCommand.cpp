// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram compile`: from a network description to text IR or a chip image.

#include "compiler/driver/Commands.h"
#include "compiler/driver/CompileReport.h"
#include "hw/file/File.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace engram::driver {

namespace {

struct CompileCall {
  std::string network;
  std::string output;
  std::string emit = "image";
  std::string report;
  CompileOptions options;
};

/// "-" is standard output.
void writeOutput(const std::string &path, std::string_view bytes) {
  if (path == "-")
    std::cout << bytes << std::flush;
  else
    file::writeFile(path, bytes);
}

/// Everything is made before anything is written.
void compile(const CompileCall &call) {
  Compilation compilation(call.network, call.options, llvm::errs());
  if (!compilation.read())
    throw CLI::RuntimeError(kRefused);
  std::shared_ptr<const image::ImageT> image;
  std::string bytes;
  if (call.emit == "image") {
    image = compilation.toImage();
    if (!image)
      throw CLI::RuntimeError(kRefused);
    bytes = image::serialize(*image);
  } else {
    if (call.emit != "snn" && !compilation.runTo(call.emit == "plasticity" ? Stage::Normalized : Stage::Encoded))
      throw CLI::RuntimeError(kRefused);
    bytes = compilation.text();
  }
  writeOutput(call.output, bytes);
  if (!call.report.empty())
    writeOutput(call.report, compileReport(compilation, image.get()));
}

} // namespace

void addCompileCommand(CLI::App &app) {
  const auto call = std::make_shared<CompileCall>();
  CLI::App &command = *app.add_subcommand("compile", "compile a network to text IR or a chip image");
  command.add_option("NET", call->network, "network description (.json, .mlir)")->required()->type_name("FILE");
  command.add_option("-o,--output", call->output, "file to write; - is standard output")->required()->type_name("FILE");
  command.add_option("--target", call->options.target, "target (see 'engram targets')")->capture_default_str();
  command.add_option("--emit", call->emit, "where to stop")
      ->check(CLI::IsMember({"snn", "plasticity", "neurocore", "image"}))
      ->capture_default_str();
  command
      .add_option("--cores", call->options.cores, "spread evenly over at least this many cores; 0: as few as possible")
      ->capture_default_str();
  command.add_option("--seed", call->options.seed, "replace the seed of the network");
  command.add_option("--report", call->report, "write what the compiler did as JSON")->type_name("FILE");
  command.footer("Example:\n  engram compile network.json -o network.ngi --target loihi1 --report report.json");
  command.callback([call] { compile(*call); });
}

} // namespace engram::driver
