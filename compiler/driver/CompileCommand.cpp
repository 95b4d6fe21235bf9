// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram compile`: from a network description to text IR or a chip image.

#include "backends/native/embed/Embed.h"
#include "compiler/driver/Commands.h"
#include "compiler/driver/CompileReport.h"
#include "compiler/driver/LoadImage.h"
#include "compiler/driver/UserError.h"
#include "hw/file/File.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>

namespace engram::driver {

namespace {

struct CompileCall {
  std::string network;
  std::string output;
  std::string emit = "image";
  std::string report;
  std::optional<std::string> machine, state;
  CompileOptions options;
};

/// "-" is standard output.
void writeOutput(const std::string &path, std::string_view bytes) {
  if (path == "-")
    std::cout << bytes << std::flush;
  else
    file::writeFile(path, bytes);
}

/// The machine that code is generated for.
native::Machine machineOf(const CompileCall &call) {
  if (!call.machine)
    return native::Machine::host();
  try {
    return native::Machine::of(*call.machine);
  } catch (const std::runtime_error &error) {
    throw UsageError(std::string("--machine: ") + error.what());
  }
}

/// DIR/NAME of an output DIR/NAME or DIR/NAME.o.
std::filesystem::path stemOf(const std::string &output) {
  std::filesystem::path path(output);
  return path.extension() == ".o" ? path.replace_extension() : path;
}

/// With what the names in an object begin.
std::string nameOf(const std::string &output) {
  std::string name = stemOf(output).filename().string();
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

native::EmbeddedNetwork embed(const CompileCall &call, const image::ImageT &image) {
  std::optional<sim::State> state;
  if (call.state)
    state = readCheckpoint(*call.state, image);
  try {
    return native::embed(image, nameOf(call.output), machineOf(call), state ? &*state : nullptr);
  } catch (const native::EmbedError &error) {
    throw UserError("-o " + call.output, error.what());
  }
}

void checkCall(const CompileCall &call) {
  if (call.machine && call.emit != "llvm" && call.emit != "object")
    throw UsageError("--machine: only --emit llvm and object are for a machine, not --emit " + call.emit);
  if (call.state && call.emit != "object")
    throw UsageError("--state: only --emit object starts from a state, not --emit " + call.emit);
  if (call.emit == "object" && call.output == "-")
    throw UsageError("-o: --emit object writes two files, which need a name");
}

/// What is written to the output; of an object, its header is the second.
using Outputs = std::vector<std::pair<std::string, std::string>>;

Outputs outputsOf(const CompileCall &call, const image::ImageT &image) {
  if (call.emit == "object") {
    native::EmbeddedNetwork network = embed(call, image);
    const std::string stem = stemOf(call.output).string();
    return {{stem + ".o", std::move(network.object)}, {stem + ".h", std::move(network.header)}};
  }
  if (call.emit == "image")
    return {{call.output, image::serialize(image)}};
  return {{call.output, call.emit == "loops" ? native::emitLoops(image) : native::emitLlvm(image, machineOf(call))}};
}

/// Everything is made before anything is written.
void compile(const CompileCall &call) {
  checkCall(call);
  Compilation compilation(call.network, call.options, llvm::errs());
  if (!compilation.read())
    throw CLI::RuntimeError(kRefused);
  std::shared_ptr<const image::ImageT> image;
  Outputs outputs;
  if (call.emit == "snn" || call.emit == "plasticity" || call.emit == "neurocore") {
    if (call.emit != "snn" && !compilation.runTo(call.emit == "plasticity" ? Stage::Normalized : Stage::Encoded))
      throw CLI::RuntimeError(kRefused);
    outputs = {{call.output, compilation.text()}};
  } else {
    image = compilation.toImage();
    if (!image)
      throw CLI::RuntimeError(kRefused);
    outputs = outputsOf(call, *image);
  }
  for (const auto &[path, bytes] : outputs)
    writeOutput(path, bytes);
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
  command
      .add_option("--emit", call->emit,
                  "where to stop; object writes OUT.o and OUT.h, in which all names begin with OUT")
      ->check(CLI::IsMember({"snn", "plasticity", "neurocore", "image", "loops", "llvm", "object"}))
      ->capture_default_str();
  command
      .add_option("--cores", call->options.cores, "spread evenly over at least this many cores; 0: as few as possible")
      ->capture_default_str();
  command.add_option("--seed", call->options.seed, "replace the seed of the network");
  command
      .add_option("--machine", call->machine,
                  "what llvm and object are for, as ARCHITECTURE-SYSTEM; unless given this machine, all of whose "
                  "instructions are used")
      ->type_name("TRIPLE");
  command.add_option("--state", call->state, "checkpoint of the network that an object starts from")->type_name("FILE");
  command.add_option("--report", call->report, "write what the compiler did as JSON")->type_name("FILE");
  command.footer("Example:\n  engram compile network.json -o network.ngi --target loihi1 --report report.json");
  command.callback([call] { compile(*call); });
}

} // namespace engram::driver
