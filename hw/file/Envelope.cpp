// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Header: magic (8 bytes), version (4), zero (4), payload size (8), XXH3-64 of the payload (8); little-endian.

#include "hw/file/Envelope.h"

#include <xxhash.h>

namespace engram::file {

namespace {

constexpr size_t kVersionAt = 8;
constexpr size_t kReservedAt = 12;
constexpr size_t kSizeAt = 16;
constexpr size_t kChecksumAt = 24;

void putLittleEndian(std::string &bytes, size_t at, uint64_t value, size_t count) {
  for (size_t i = 0; i < count; ++i)
    bytes[at + i] = static_cast<char>(value >> (8 * i));
}

uint64_t getLittleEndian(std::string_view bytes, size_t at, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i)
    value |= uint64_t{static_cast<uint8_t>(bytes[at + i])} << (8 * i);
  return value;
}

} // namespace

std::string seal(const Kind &kind, std::string_view payload) {
  std::string bytes(kHeaderSize, '\0');
  bytes.replace(0, kind.magic.size(), kind.magic);
  putLittleEndian(bytes, kVersionAt, kind.version, 4);
  putLittleEndian(bytes, kSizeAt, payload.size(), 8);
  putLittleEndian(bytes, kChecksumAt, XXH3_64bits(payload.data(), payload.size()), 8);
  return bytes.append(payload);
}

std::string_view open(const Kind &kind, std::string_view bytes) {
  const std::string name(kind.name);
  if (bytes.size() < kHeaderSize || bytes.substr(0, kind.magic.size()) != kind.magic)
    throw EnvelopeError("not a " + name);
  const uint64_t version = getLittleEndian(bytes, kVersionAt, 4);
  if (version != kind.version)
    throw EnvelopeError("expected " + name + " version " + std::to_string(kind.version) + " but got " +
                        std::to_string(version));
  if (getLittleEndian(bytes, kReservedAt, 4) != 0)
    throw EnvelopeError("header of the " + name + " is damaged");
  const std::string_view payload = bytes.substr(kHeaderSize);
  const uint64_t size = getLittleEndian(bytes, kSizeAt, 8);
  if (size != payload.size())
    throw EnvelopeError("expected " + std::to_string(size) + " bytes after the header of the " + name + " but got " +
                        std::to_string(payload.size()) + ": the file is truncated or damaged");
  if (getLittleEndian(bytes, kChecksumAt, 8) != XXH3_64bits(payload.data(), payload.size()))
    throw EnvelopeError("checksum of the " + name + " is wrong: the file is damaged");
  return payload;
}

} // namespace engram::file
