// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The registers of a compartment group, from the image's schema to the machine's type.

#ifndef ENGRAM_HW_IMAGE_REGISTERS_H
#define ENGRAM_HW_IMAGE_REGISTERS_H

#include "hw/image/Image_generated.h"
#include "hw/spec/Neuron.h"

namespace engram::image {

spec::LifRegisters registersOf(const GroupT &group);

} // namespace engram::image

#endif
