// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram check`: does a network fit a target, what does it need, and who needs it. What does not fit is an error of
// the compiler with need, have, place and the smallest change that would fit.

#include "compiler/driver/Commands.h"
#include "compiler/driver/Compilation.h"
#include "compiler/driver/CoreUse.h"

#include <CLI/CLI.hpp>

#include <cinttypes>
#include <cstdio>
#include <iostream>

namespace engram::driver {

namespace {

/// For each resource the core that is fullest.
std::vector<ResourceUse> fullestUses(const image::ImageT &image, const spec::Limits &limits) {
  std::vector<ResourceUse> fullest;
  for (const auto &core : image.cores) {
    std::vector<ResourceUse> uses = usesOfCore(image, *core, limits);
    if (fullest.empty()) {
      fullest = std::move(uses);
      continue;
    }
    for (size_t i = 0; i < uses.size(); ++i)
      if (uses[i].need > fullest[i].need)
        fullest[i] = std::move(uses[i]);
  }
  return fullest;
}

void printLine(const ResourceUse &use) {
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "%-18s %10" PRIu64 " %10" PRIu64, use.resource.c_str(), use.need, use.have);
  std::cout << numbers;
  if (!use.largest.empty())
    std::cout << "  " << use.location << ": " << use.largest;
  std::cout << "\n";
}

void checkNetwork(const std::string &path, const CompileOptions &options) {
  Compilation compilation(path, options, llvm::errs());
  const std::shared_ptr<const image::ImageT> image = compilation.read() ? compilation.toImage() : nullptr;
  if (!image)
    throw CLI::RuntimeError(kRefused);
  const spec::Target target = spec::parseTarget(image->target);
  std::cout << "network '" << image->name << "' fits target '" << target.name << "'\n\n"
            << "resource                 need       have  largest part (of the fullest core)\n";
  printLine({"cores", image->cores.size(), target.limits.cores, {}, {}});
  for (const ResourceUse &use : fullestUses(*image, target.limits))
    printLine(use);
}

} // namespace

void addCheckCommand(CLI::App &app) {
  const auto path = std::make_shared<std::string>();
  const auto options = std::make_shared<CompileOptions>();
  CLI::App &command = *app.add_subcommand("check", "say whether a network fits a target, and what it needs");
  command.add_option("NET", *path, "network description (.json, .mlir)")->required()->type_name("FILE");
  command.add_option("--target", options->target, "target (see 'engram targets')")->capture_default_str();
  command.add_option("--cores", options->cores, "spread evenly over at least this many cores; 0: as few as possible")
      ->capture_default_str();
  command.footer("Example:\n  engram check network.json --target tiny");
  command.callback([path, options] { checkNetwork(*path, *options); });
}

} // namespace engram::driver
