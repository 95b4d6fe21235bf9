// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether a state that came from outside is one that a run of the image can reach.

#ifndef ENGRAM_SIM_CHECKPOINT_VERIFYSTATE_H
#define ENGRAM_SIM_CHECKPOINT_VERIFYSTATE_H

#include "hw/image/ImageFile.h"
#include "sim/State.h"

namespace engram::sim {

/// Checks every size and value of `state`. Throws CheckpointError naming what is wrong.
void verifyState(const image::ImageT &image, const State &state);

} // namespace engram::sim

#endif
