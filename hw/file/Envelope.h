// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The envelope of every binary file of the project: magic, version, size and checksum around a payload. Layout:
// docs/spec/image.md, "The file".

#ifndef ENGRAM_HW_FILE_ENVELOPE_H
#define ENGRAM_HW_FILE_ENVELOPE_H

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace engram::file {

/// One kind of file.
struct Kind {
  std::string_view magic; ///< 8 bytes
  uint32_t version;
  std::string_view name; ///< for messages, e.g. "chip image"
};

/// Bytes that are not a whole file of the kind. what() is lower case, without the file's name.
class EnvelopeError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

constexpr size_t kHeaderSize = 32;

/// Header and payload.
std::string seal(const Kind &kind, std::string_view payload);

/// The payload of `bytes`, after checking magic, version, size and checksum. Throws EnvelopeError.
std::string_view open(const Kind &kind, std::string_view bytes);

} // namespace engram::file

#endif
