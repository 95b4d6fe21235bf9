// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a user wants recorded: `OWNER.VARIABLE[/every K]`.

#ifndef ENGRAM_COMPILER_DRIVER_RUN_PROBE_H
#define ENGRAM_COMPILER_DRIVER_RUN_PROBE_H

#include "hw/image/ImageFile.h"
#include "sim/State.h"

#include <cstdint>
#include <optional>
#include <string>

namespace engram::driver {

struct Probe {
  std::string name;                           ///< "exc.v": as in probes.csv
  uint32_t owner = 0;                         ///< population or projection
  std::optional<sim::StateVariable> variable; ///< none: the spikes of a population
  uint64_t every = 1;                         ///< recorded after each step that this divides

  bool isSynaptic() const {
    return variable && *variable >= sim::StateVariable::Weight && *variable <= sim::StateVariable::Tag;
  }
};

/// Throws UserError for an unknown owner or variable, naming the nearest, and for what has no such variable.
Probe parseProbe(const std::string &text, const image::ImageT &image);

} // namespace engram::driver

#endif
