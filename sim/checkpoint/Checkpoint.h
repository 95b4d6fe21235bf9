// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Checkpoints: a sim::State as a versioned, checksummed file. A state does not depend on executor or mapping, so that a
// run may go on elsewhere. The reader trusts nothing: every size and value is held against the image.

#ifndef ENGRAM_SIM_CHECKPOINT_CHECKPOINT_H
#define ENGRAM_SIM_CHECKPOINT_CHECKPOINT_H

#include "hw/image/ImageFile.h"
#include "sim/State.h"

#include <stdexcept>
#include <string>
#include <string_view>

namespace engram::sim {

/// The version of the file layout and schema that this build reads and writes.
constexpr uint32_t kCheckpointVersion = 1;

/// Bytes that are no checkpoint of this network. what() is lower case, without the file's name.
class CheckpointError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The bytes of a checkpoint of `image` in `state`. Deterministic.
std::string serializeCheckpoint(const image::ImageT &image, const State &state);

/// Unpacks and verifies `bytes`: layout, checksum, names, sizes, and that each value is one that a run of `image` can
/// reach. Throws CheckpointError.
State deserializeCheckpoint(const image::ImageT &image, std::string_view bytes);

} // namespace engram::sim

#endif
