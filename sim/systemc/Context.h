// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What every unit of a chip knows: the image, the costs, the step at hand, and what the host has told the chip.

#ifndef ENGRAM_SIM_SYSTEMC_CONTEXT_H
#define ENGRAM_SIM_SYSTEMC_CONTEXT_H

#include "hw/image/Image_generated.h"
#include "hw/spec/Target.h"
#include "sim/systemc/Clock.h"
#include "sim/systemc/Waveform.h"
#include "sim/systemc/memory/LearningWalk.h"

#include <cstdint>

namespace engram::systemc {

struct Context {
  const image::ImageT &image;
  spec::Target target;
  Clock clock;
  Waveform *waveform = nullptr; ///< none: no waveform is written
  uint64_t step = 0;            ///< the step being computed, or the last one
  bool learning = true;         ///< (N41)
  ModulatorValues modulators;   ///< by population; empty for those that are none

  const spec::Costs &costs() const { return target.costs; }
};

} // namespace engram::systemc

#endif
