// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading and writing chip images (.ngi). File layout: docs/spec/image.md. The reader trusts nothing: magic, version,
// size, checksum, FlatBuffers structure and every index and range are verified before an image is handed out.

#ifndef ENGRAM_HW_IMAGE_IMAGEFILE_H
#define ENGRAM_HW_IMAGE_IMAGEFILE_H

#include "hw/image/Image_generated.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace engram::image {

/// The version of the file layout and schema that this build reads and writes.
constexpr uint32_t kVersion = 2;

/// A file that is not a usable image. what() is lower case, without the file's name.
class ImageError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The bytes of an image file: envelope (hw/file/Envelope.h) and FlatBuffers payload. Deterministic. Throws ImageError.
std::string serialize(const ImageT &image);

/// Verifies `bytes` in full and unpacks them. Throws ImageError.
std::shared_ptr<const ImageT> deserialize(std::string_view bytes);

/// Checks every index and range of an unpacked image, including the decoding of every word and synapse list.
/// Throws ImageError naming the part. Writers call it too, so that no invalid image is ever written.
void verify(const ImageT &image);

} // namespace engram::image

#endif
