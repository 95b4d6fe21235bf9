// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `engram inspect`: what is on which core of an image, and how full each core is.

#include "compiler/driver/Commands.h"
#include "compiler/driver/CoreUse.h"
#include "compiler/driver/LoadImage.h"
#include "hw/spec/Target.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <iostream>

namespace engram::driver {

namespace {

constexpr size_t kBarCells = 20;

/// "  synapse words          512 of   16384  [#...................]   3.1 %"
std::string bar(const ResourceUse &use) {
  const double part = use.have == 0 ? 0 : static_cast<double>(use.need) / static_cast<double>(use.have);
  size_t full = std::min(static_cast<size_t>(part * kBarCells), kBarCells);
  if (full == 0 && use.need > 0)
    full = 1;
  char text[128];
  std::snprintf(text, sizeof text, "  %-17s %8" PRIu64 " of %8" PRIu64 "  [%s%s]  %5.1f %%\n", use.resource.c_str(),
                use.need, use.have, std::string(full, '#').c_str(), std::string(kBarCells - full, '.').c_str(),
                part * 100);
  return text;
}

/// What stands on the core: the slices of populations, and how many synapses of each projection.
void printContents(const image::ImageT &image, const image::CoreT &core) {
  for (const auto &group : core.groups)
    std::cout << "  " << image.populations[group->population]->name << "[" << group->begin << ".."
              << group->begin + group->count - 1 << "]\n";
  std::vector<uint64_t> lists(image.projections.size()), synapses(image.projections.size());
  for (const image::InputAxon &axon : core.input_axons) {
    ++lists[axon.projection()];
    synapses[axon.projection()] += axon.synapses();
  }
  for (size_t p = 0; p < lists.size(); ++p)
    if (lists[p] != 0)
      std::cout << "  " << image.projections[p]->name << ": " << synapses[p] << " synapses in " << lists[p] << " lists"
                << (image.projections[p]->rule >= 0 ? ", plastic" : "") << "\n";
}

void inspect(const Subject &subject) {
  const ImagePtr image = loadImage(subject);
  const spec::Target target = spec::parseTarget(image->target);
  std::cout << "network '" << image->name << "' on target '" << target.name << "': " << image->cores.size() << " of "
            << target.limits.cores << " cores, " << image->rules.size() << " rules, seed " << image->seed << "\n";
  for (size_t c = 0; c < image->cores.size(); ++c) {
    const image::CoreT &core = *image->cores[c];
    std::cout << "\ncore " << c << ", tile (" << core.tile % target.columns << "," << core.tile / target.columns
              << ")\n";
    printContents(*image, core);
    for (const ResourceUse &use : usesOfCore(*image, core, target.limits))
      std::cout << bar(use);
  }
}

} // namespace

void addInspectCommand(CLI::App &app) {
  const auto subject = std::make_shared<Subject>();
  CLI::App &command = *app.add_subcommand("inspect", "show what is on which core, and how full it is");
  addSubjectOptions(command, *subject);
  command.footer("Example:\n  engram inspect network.ngi");
  command.callback([subject] { inspect(*subject); });
}

} // namespace engram::driver
