// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Translation of chips to images. The IR may have been written by hand, so the image is verified before it is handed
// out.

#include "compiler/conversion/NeurocoreToImage.h"

#include "compiler/conversion/NeurocoreBridge.h"
#include "compiler/conversion/TargetOfChip.h"

namespace engram {

std::shared_ptr<const image::ImageT> translateToImage(neurocore::ChipOp chip) {
  if (chip.getPhase() != neurocore::Phase::Encoded) {
    chip.emitOpError() << "is in phase '" << stringifyPhase(chip.getPhase()) << "', expected 'encoded'";
    return nullptr;
  }
  const mlir::FailureOr<spec::Target> target = loadTarget(chip, chip.getTarget().str());
  if (mlir::failed(target))
    return nullptr;
  auto result = std::make_shared<image::ImageT>(mapping::toImage(readNetwork(chip), readMapping(chip), *target));
  try {
    image::verify(*result);
  } catch (const image::ImageError &error) {
    chip.emitOpError() << "makes no valid image: " << error.what();
    return nullptr;
  }
  return result;
}

} // namespace engram
