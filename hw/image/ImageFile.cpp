// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file around an image: header, checksum, atomic writing. What is inside is verified in Verify.cpp.

#include "hw/image/ImageFile.h"

#include <xxhash.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace engram::image {

namespace {

// The last bytes catch transfers that change line ends or cut the eighth bit.
constexpr std::array<uint8_t, 8> kMagic{'e', 'n', 'g', 'r', 'a', 'm', 0x8e, '\n'};
constexpr size_t kVersionAt = 8;
constexpr size_t kReservedAt = 12;
constexpr size_t kSizeAt = 16;
constexpr size_t kChecksumAt = 24;
constexpr size_t kHeaderSize = 32;

/// What a FlatBuffer can address; half of it, so that the builder's growth stays inside too.
constexpr uint64_t kMaxSynapseBytes = uint64_t{1} << 30;

void putLittleEndian(uint8_t *to, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i)
    to[i] = static_cast<uint8_t>(value >> (8 * i));
}

uint64_t getLittleEndian(const uint8_t *from, int bytes) {
  uint64_t value = 0;
  for (int i = 0; i < bytes; ++i)
    value |= uint64_t{from[i]} << (8 * i);
  return value;
}

void checkHeader(const uint8_t *bytes, size_t size) {
  if (size < kHeaderSize || !std::equal(kMagic.begin(), kMagic.end(), bytes))
    throw ImageError("not a chip image");
  const uint64_t version = getLittleEndian(bytes + kVersionAt, 4);
  if (version != kVersion)
    throw ImageError("expected image version " + std::to_string(kVersion) + " but got " + std::to_string(version));
  if (getLittleEndian(bytes + kReservedAt, 4) != 0)
    throw ImageError("header is damaged");
  const uint64_t payload = getLittleEndian(bytes + kSizeAt, 8);
  if (payload != size - kHeaderSize)
    throw ImageError("expected " + std::to_string(payload) + " bytes after the header but got " +
                     std::to_string(size - kHeaderSize) + ": the file is truncated or damaged");
  if (getLittleEndian(bytes + kChecksumAt, 8) != XXH3_64bits(bytes + kHeaderSize, size - kHeaderSize))
    throw ImageError("checksum is wrong: the file is damaged");
}

} // namespace

std::vector<uint8_t> serialize(const ImageT &image) {
  verify(image);
  uint64_t synapseBytes = 0;
  for (const auto &core : image.cores)
    synapseBytes += core->synapse_memory.size() * sizeof(uint64_t);
  if (synapseBytes > kMaxSynapseBytes)
    throw ImageError("synapse memory of " + std::to_string(synapseBytes) + " bytes, an image file holds at most " +
                     std::to_string(kMaxSynapseBytes));
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(CreateImage(builder, &image));
  const size_t size = builder.GetSize();
  std::vector<uint8_t> bytes(kHeaderSize + size);
  std::copy(kMagic.begin(), kMagic.end(), bytes.begin());
  std::copy_n(builder.GetBufferPointer(), size, bytes.begin() + kHeaderSize);
  putLittleEndian(&bytes[kVersionAt], kVersion, 4);
  putLittleEndian(&bytes[kSizeAt], size, 8);
  putLittleEndian(&bytes[kChecksumAt], XXH3_64bits(builder.GetBufferPointer(), size), 8);
  return bytes;
}

std::shared_ptr<const ImageT> deserialize(const uint8_t *bytes, size_t size) {
  checkHeader(bytes, size);
  // FlatBuffers wants its buffer aligned; `bytes` may stand anywhere.
  const std::vector<uint8_t> payload(bytes + kHeaderSize, bytes + size);
  if (payload.size() >= FLATBUFFERS_MAX_BUFFER_SIZE)
    throw ImageError("image is too large");
  flatbuffers::Verifier verifier(payload.data(), payload.size());
  if (!VerifyImageBuffer(verifier))
    throw ImageError("payload is not an image of this version");
  std::shared_ptr<ImageT> image(UnPackImage(payload.data()));
  verify(*image);
  return image;
}

void writeFile(const std::string &path, const ImageT &image) {
  const std::vector<uint8_t> bytes = serialize(image);
  const std::string temporary = path + ".tmp" + std::to_string(getpid());
  const auto giveUp = [&](const std::string &what) {
    const std::string reason = std::strerror(errno);
    std::remove(temporary.c_str());
    throw ImageError(what + ": " + reason);
  };
  std::ofstream stream(temporary, std::ios::binary | std::ios::trunc);
  if (!stream)
    giveUp("cannot be created");
  stream.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream)
    giveUp("cannot be written");
  if (std::rename(temporary.c_str(), path.c_str()) != 0)
    giveUp("cannot be renamed");
}

std::shared_ptr<const ImageT> readFile(const std::string &path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream)
    throw ImageError(std::string("cannot be opened: ") + std::strerror(errno));
  std::ostringstream content;
  content << stream.rdbuf();
  const std::string bytes = content.str();
  if (!content)
    throw ImageError("is empty or cannot be read");
  return deserialize(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size());
}

} // namespace engram::image
