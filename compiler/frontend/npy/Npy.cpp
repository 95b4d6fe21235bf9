// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A .npy file is: magic, version, length of the header, the header (a Python dictionary as text, padded), the data.

#include "compiler/frontend/npy/Npy.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <cassert>
#include <optional>

namespace engram::npy {
namespace {

constexpr llvm::StringLiteral kMagic = "\x93NUMPY";
constexpr size_t kPrefixBytes = 10; ///< magic, version, 16-bit header length
constexpr size_t kHeaderAlignment = 64;
constexpr unsigned kMaxDimensions = 2;

struct Header {
  std::optional<std::string> type;
  std::optional<bool> fortranOrder;
  std::optional<std::vector<uint64_t>> shape;
};

/// Reads the header's dictionary. It is written by NumPy in one form, but in any order of keys.
class HeaderReader {
public:
  explicit HeaderReader(llvm::StringRef text) : rest(text) {}

  Header read() {
    Header header;
    expect("{");
    while (!accept("}")) {
      const std::string key = readString();
      expect(":");
      if (key == "descr")
        header.type = readString();
      else if (key == "fortran_order")
        header.fortranOrder = readBool();
      else if (key == "shape")
        header.shape = readShape();
      else
        throw NpyError("the header has an unknown key");
      if (!accept(",")) {
        expect("}");
        break;
      }
    }
    if (!header.type || !header.fortranOrder || !header.shape)
      throw NpyError("the header lacks one of 'descr', 'fortran_order' and 'shape'");
    return header;
  }

private:
  bool accept(llvm::StringRef token) {
    rest = rest.ltrim();
    return rest.consume_front(token);
  }

  void expect(llvm::StringRef token) {
    if (!accept(token))
      throw NpyError("the header is malformed: expected '" + token.str() + "'");
  }

  std::string readString() {
    const bool isDouble = accept("\"");
    if (!isDouble)
      expect("'");
    const auto [text, after] = rest.split(isDouble ? '"' : '\'');
    if (text.size() == rest.size())
      throw NpyError("the header is malformed: a string does not end");
    rest = after;
    return text.str();
  }

  bool readBool() {
    if (accept("True"))
      return true;
    expect("False");
    return false;
  }

  std::vector<uint64_t> readShape() {
    std::vector<uint64_t> shape;
    expect("(");
    while (!accept(")")) {
      uint64_t extent = 0;
      rest = rest.ltrim();
      if (rest.consumeInteger(10, extent))
        throw NpyError("the header is malformed: expected an extent");
      shape.push_back(extent);
      if (!accept(",")) {
        expect(")");
        break;
      }
    }
    if (shape.empty() || shape.size() > kMaxDimensions)
      throw NpyError("unsupported: an array of " + std::to_string(shape.size()) + " dimensions, expected one or two");
    return shape;
  }

  llvm::StringRef rest;
};

using Load = double (*)(const char *);

template <typename T> double load(const char *bytes) {
  return static_cast<double>(llvm::support::endian::read<T, llvm::endianness::little>(bytes));
}

double loadFloat(const char *bytes) { return llvm::bit_cast<float>(llvm::support::endian::read32le(bytes)); }

double loadDouble(const char *bytes) { return llvm::bit_cast<double>(llvm::support::endian::read64le(bytes)); }

struct ElementType {
  llvm::StringLiteral name;
  size_t bytes;
  bool integral;
  Load load;
};

constexpr ElementType kElementTypes[] = {
    {"|b1", 1, true, load<uint8_t>},  {"|i1", 1, true, load<int8_t>},   {"|u1", 1, true, load<uint8_t>},
    {"<i2", 2, true, load<int16_t>},  {"<u2", 2, true, load<uint16_t>}, {"<i4", 4, true, load<int32_t>},
    {"<u4", 4, true, load<uint32_t>}, {"<i8", 8, true, load<int64_t>},  {"<u8", 8, true, load<uint64_t>},
    {"<f4", 4, false, loadFloat},     {"<f8", 8, false, loadDouble}};

const ElementType &findType(llvm::StringRef name) {
  for (const ElementType &type : kElementTypes)
    if (type.name == name)
      return type;
  throw NpyError("unsupported: elements of type '" + name.str() +
                 "', expected booleans, little-endian integers or floats of 4 or 8 bytes");
}

/// Splits a file into the header's text and the data.
std::pair<llvm::StringRef, llvm::StringRef> splitFile(llvm::StringRef bytes) {
  if (!bytes.starts_with(kMagic) || bytes.size() < kPrefixBytes)
    throw NpyError("not a .npy file");
  const int version = bytes[6];
  if (version < 1 || version > 3)
    throw NpyError("unsupported: .npy version " + std::to_string(version) + ", expected 1 to 3");
  const size_t lengthBytes = version == 1 ? 2 : 4;
  const size_t start = 8 + lengthBytes;
  if (bytes.size() < start)
    throw NpyError("the file is truncated");
  const size_t length = version == 1 ? llvm::support::endian::read16le(bytes.data() + 8)
                                     : llvm::support::endian::read32le(bytes.data() + 8);
  if (bytes.size() - start < length)
    throw NpyError("the file is truncated");
  return {bytes.substr(start, length), bytes.substr(start + length)};
}

/// The number of elements; the data must be exactly as long as they need.
uint64_t countElements(const std::vector<uint64_t> &shape, size_t elementBytes, size_t dataBytes) {
  uint64_t count = 1;
  for (const uint64_t extent : shape)
    if (__builtin_mul_overflow(count, extent, &count))
      throw NpyError("the shape is too large");
  if (count > dataBytes / elementBytes || count * elementBytes != dataBytes)
    throw NpyError("the shape needs " + std::to_string(count) + " elements of " + std::to_string(elementBytes) +
                   " bytes but the file has " + std::to_string(dataBytes) + " bytes of data");
  return count;
}

} // namespace

Array parse(std::string_view bytes) {
  const auto [text, data] = splitFile(bytes);
  const Header header = HeaderReader(text).read();
  const ElementType &type = findType(*header.type);
  Array array;
  array.shape = *header.shape;
  array.integral = type.integral;
  array.values.resize(countElements(array.shape, type.bytes, data.size()));
  const uint64_t columns = array.shape.back();
  const uint64_t rows = columns == 0 ? 0 : array.values.size() / columns;
  for (uint64_t row = 0; row < rows; ++row)
    for (uint64_t column = 0; column < columns; ++column) {
      const uint64_t from = *header.fortranOrder ? column * rows + row : row * columns + column;
      array.values[row * columns + column] = type.load(data.data() + from * type.bytes);
    }
  return array;
}

Array readFile(const std::string &path) {
  const auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    throw NpyError(llvm::StringRef(buffer.getError().message()).lower());
  return parse((*buffer)->getBuffer());
}

std::string serialize(const std::vector<uint64_t> &shape, const std::vector<int32_t> &values) {
  std::string header = "{'descr': '<i4', 'fortran_order': False, 'shape': (";
  uint64_t count = 1;
  for (const uint64_t extent : shape) {
    header += std::to_string(extent) + ", ";
    count *= extent;
  }
  assert(count == values.size() && "as many values as the shape says");
  header += "), }";
  const size_t unpadded = kPrefixBytes + header.size() + 1;
  header.append((kHeaderAlignment - unpadded % kHeaderAlignment) % kHeaderAlignment, ' ');
  header += '\n';

  std::string bytes = kMagic.str() + std::string("\x01\x00", 2);
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  bytes += header;
  const size_t start = bytes.size();
  bytes.resize(start + values.size() * sizeof(int32_t));
  for (size_t i = 0; i < values.size(); ++i)
    llvm::support::endian::write32le(&bytes[start + i * sizeof(int32_t)], static_cast<uint32_t>(values[i]));
  return bytes;
}

void writeFile(const std::string &path, const std::vector<uint64_t> &shape, const std::vector<int32_t> &values) {
  const std::string bytes = serialize(shape, values);
  llvm::Error error = llvm::writeToOutput(path, [&](llvm::raw_ostream &stream) {
    stream << bytes;
    return llvm::Error::success();
  });
  if (error)
    throw NpyError(llvm::toString(std::move(error)));
}

} // namespace engram::npy
