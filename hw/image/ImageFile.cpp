// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An image as the bytes of a file. What is inside is verified in Verify.cpp.

#include "hw/image/ImageFile.h"

#include "hw/file/Envelope.h"

namespace engram::image {

namespace {

// The last bytes of the magic catch transfers that change line ends or cut the eighth bit.
constexpr file::Kind kChipImage{"engram\x8e\n", kVersion, "chip image"};

/// What a FlatBuffer can address; half of it, so that the builder's growth stays inside too.
constexpr uint64_t kMaxSynapseBytes = uint64_t{1} << 30;

std::string_view openEnvelope(std::string_view bytes) {
  try {
    return file::open(kChipImage, bytes);
  } catch (const file::EnvelopeError &error) {
    throw ImageError(error.what());
  }
}

} // namespace

std::string serialize(const ImageT &image) {
  verify(image);
  uint64_t synapseBytes = 0;
  for (const auto &core : image.cores)
    synapseBytes += core->synapse_memory.size() * sizeof(uint64_t);
  if (synapseBytes > kMaxSynapseBytes)
    throw ImageError("synapse memory of " + std::to_string(synapseBytes) + " bytes, an image file holds at most " +
                     std::to_string(kMaxSynapseBytes));
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(CreateImage(builder, &image));
  return file::seal(kChipImage, {reinterpret_cast<const char *>(builder.GetBufferPointer()), builder.GetSize()});
}

std::shared_ptr<const ImageT> deserialize(std::string_view bytes) {
  const std::string_view sealed = openEnvelope(bytes);
  // FlatBuffers wants its buffer aligned; `bytes` may stand anywhere.
  const std::vector<uint8_t> payload(sealed.begin(), sealed.end());
  if (payload.size() >= FLATBUFFERS_MAX_BUFFER_SIZE)
    throw ImageError("image is too large");
  flatbuffers::Verifier verifier(payload.data(), payload.size());
  if (!VerifyImageBuffer(verifier))
    throw ImageError("payload is not an image of this version");
  std::shared_ptr<ImageT> image(UnPackImage(payload.data()));
  verify(*image);
  return image;
}

} // namespace engram::image
