// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From an encoded chip to the image that executors run.

#ifndef ENGRAM_COMPILER_CONVERSION_NEUROCORETOIMAGE_H
#define ENGRAM_COMPILER_CONVERSION_NEUROCORETOIMAGE_H

#include "dialects/neurocore/Neurocore.h"
#include "hw/image/ImageFile.h"

#include <memory>

namespace engram {

/// The image of `chip`, which must be in the phase `encoded`. Null, with an error at the chip, if it is not or if the
/// image does not verify.
std::shared_ptr<const image::ImageT> translateToImage(neurocore::ChipOp chip);

} // namespace engram

#endif
