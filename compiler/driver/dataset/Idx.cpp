// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// zlib reads plain files as they are, so that one path serves both.

#include "compiler/driver/dataset/Idx.h"

#include "compiler/driver/UserError.h"

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace engram::driver {

namespace {

constexpr uint8_t kUnsignedByte = 0x08;
constexpr uint32_t kMaxDimensions = 3;
constexpr uint64_t kMaxValues = uint64_t{1} << 32;

struct Closer {
  void operator()(gzFile file) const { gzclose(file); }
};

class IdxReader {
public:
  explicit IdxReader(const std::string &path) : path(path), file(gzopen(path.c_str(), "rb")) {
    if (!file)
      throw UserError(path, std::string("cannot read the file: ") + std::strerror(errno));
  }

  void read(uint8_t *to, size_t size) {
    constexpr size_t kChunk = size_t{1} << 30; // zlib counts in 32 bits
    for (size_t done = 0; done < size;) {
      const int got = gzread(file.get(), to + done, static_cast<unsigned>(std::min(kChunk, size - done)));
      if (got <= 0)
        throw UserError(path, "expected " + std::to_string(size) + " more bytes but got " + std::to_string(done) +
                                  ": the file is truncated or damaged");
      done += static_cast<size_t>(got);
    }
  }

  bool atEnd() { return gzgetc(file.get()) == -1; }

private:
  std::string path;
  std::unique_ptr<gzFile_s, Closer> file;
};

} // namespace

IdxArray readIdx(const std::string &path) {
  IdxReader reader(path);
  uint8_t magic[4];
  reader.read(magic, sizeof magic);
  if (magic[0] != 0 || magic[1] != 0 || magic[2] != kUnsignedByte || magic[3] < 1 || magic[3] > kMaxDimensions)
    throw UserError(path, "expected an IDX file of unsigned bytes with 1 to 3 dimensions");
  IdxArray array;
  uint64_t count = 1;
  for (uint8_t d = 0; d < magic[3]; ++d) {
    uint8_t size[4];
    reader.read(size, sizeof size);
    array.shape.push_back(uint32_t{size[0]} << 24 | uint32_t{size[1]} << 16 | uint32_t{size[2]} << 8 | size[3]);
    count *= array.shape.back();
    if (count > kMaxValues)
      throw UserError(path, "the IDX file claims more than " + std::to_string(kMaxValues) + " values");
  }
  // Grows with what is really there: a damaged size must not reserve memory for it.
  constexpr uint64_t kPiece = uint64_t{1} << 22;
  while (array.values.size() < count) {
    const size_t begin = array.values.size();
    array.values.resize(begin + std::min(kPiece, count - begin));
    reader.read(array.values.data() + begin, array.values.size() - begin);
  }
  if (!reader.atEnd())
    throw UserError(path, "the IDX file is longer than its header says");
  return array;
}

} // namespace engram::driver
