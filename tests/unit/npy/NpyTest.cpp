// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// .npy files: round trip, element types, orders, every message, and bytes that are not a file at all.

#include "compiler/frontend/npy/Npy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <random>

using namespace engram::npy;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

/// A version 1.0 file with this header and data.
std::string makeFile(const std::string &header, const std::string &data) {
  std::string bytes = std::string("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() & 0xff);
  bytes += static_cast<char>(header.size() >> 8);
  return bytes + header + data;
}

std::string headerOf(const std::string &type, const std::string &shape, const std::string &order = "False") {
  return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': (" + shape + "), }\n";
}

std::string messageOf(const std::string &bytes) {
  try {
    parse(bytes);
  } catch (const NpyError &error) {
    return error.what();
  }
  return "accepted";
}

template <typename T> std::string bytesOf(std::initializer_list<T> values) {
  std::string bytes(values.size() * sizeof(T), '\0');
  std::memcpy(bytes.data(), values.begin(), bytes.size());
  return bytes;
}

TEST(NpyTest, RoundTrips) {
  const Array array = parse(serialize({2, 3}, {1, -2, 3, -4, 5, 2147483647}));
  EXPECT_THAT(array.shape, ElementsAre(2, 3));
  EXPECT_TRUE(array.integral);
  EXPECT_THAT(array.values, ElementsAre(1, -2, 3, -4, 5, 2147483647));
}

TEST(NpyTest, AlignsTheDataAsTheFormatAsks) {
  EXPECT_EQ((serialize({1}, {7}).size() - 4) % 64, 0u);
  EXPECT_EQ((serialize({12, 1}, std::vector<int32_t>(12)).size() - 48) % 64, 0u);
}

TEST(NpyTest, ReadsEveryElementType) {
  EXPECT_THAT(parse(makeFile(headerOf("|b1", "2,"), bytesOf<uint8_t>({1, 0}))).values, ElementsAre(1, 0));
  EXPECT_THAT(parse(makeFile(headerOf("|i1", "1,"), bytesOf<int8_t>({-3}))).values, ElementsAre(-3));
  EXPECT_THAT(parse(makeFile(headerOf("<u2", "1,"), bytesOf<uint16_t>({65535}))).values, ElementsAre(65535));
  EXPECT_THAT(parse(makeFile(headerOf("<i8", "1,"), bytesOf<int64_t>({-9}))).values, ElementsAre(-9));
  const Array real = parse(makeFile(headerOf("<f4", "2"), bytesOf<float>({0.5f, -1.25f})));
  EXPECT_THAT(real.values, ElementsAre(0.5, -1.25));
  EXPECT_FALSE(real.integral);
  EXPECT_TRUE(std::isnan(parse(makeFile(headerOf("<f8", "1"), bytesOf<double>({NAN}))).values[0]));
}

TEST(NpyTest, TurnsFortranOrder) {
  const std::string data = bytesOf<uint8_t>({1, 4, 2, 5, 3, 6});
  EXPECT_THAT(parse(makeFile(headerOf("|u1", "2, 3", "True"), data)).values, ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(NpyTest, AcceptsAnEmptyArray) { EXPECT_TRUE(parse(makeFile(headerOf("|u1", "3, 0"), "")).values.empty()); }

TEST(NpyTest, RefusesWhatItCannotUse) {
  EXPECT_EQ(messageOf("hello"), "not a .npy file");
  EXPECT_EQ(messageOf(std::string("\x93NUMPY\x09\x00\x00\x00", 10)), "unsupported: .npy version 9, expected 1 to 3");
  EXPECT_EQ(messageOf(std::string("\x93NUMPY\x01\x00\x40\x00{", 11)), "the file is truncated");
  EXPECT_EQ(messageOf(makeFile(headerOf(">i4", "1,"), "abcd")),
            "unsupported: elements of type '>i4', expected booleans, little-endian integers or floats of 4 or 8 bytes");
  EXPECT_EQ(messageOf(makeFile(headerOf("<i4", "1, 1, 1"), "abcd")),
            "unsupported: an array of 3 dimensions, expected one or two");
  EXPECT_EQ(messageOf(makeFile(headerOf("<i4", "2,"), "abcd")),
            "the shape needs 2 elements of 4 bytes but the file has 4 bytes of data");
  EXPECT_EQ(messageOf(makeFile(headerOf("<i4", "4294967296, 4294967296"), "")), "the shape is too large");
  EXPECT_EQ(messageOf(makeFile("{'shape': (1,)}", "abcd")),
            "the header lacks one of 'descr', 'fortran_order' and 'shape'");
  EXPECT_EQ(messageOf(makeFile("{'colour': 'red'}", "")), "the header has an unknown key");
  EXPECT_EQ(messageOf(makeFile("{'descr", "")), "the header is malformed: a string does not end");
  EXPECT_EQ(messageOf(makeFile("{'shape': (x,)}", "")), "the header is malformed: expected an extent");
  EXPECT_EQ(messageOf(makeFile("{'descr' '<i4'}", "")), "the header is malformed: expected ':'");
}

TEST(NpyTest, WritesAndReadsFiles) {
  const std::string path = testing::TempDir() + "NpyTest.npy";
  writeFile(path, {2}, {3, 4});
  EXPECT_THAT(readFile(path).values, ElementsAre(3, 4));
  std::remove(path.c_str());
}

TEST(NpyTest, SaysWhyAFileCannotBeOpened) {
  EXPECT_THAT([] { readFile("/no/such/file.npy"); },
              testing::ThrowsMessage<NpyError>(HasSubstr("no such file or directory")));
  EXPECT_THROW(writeFile("/no/such/folder/x.npy", {1}, {1}), NpyError);
}

TEST(NpyTest, SurvivesMutations) {
  std::mt19937 random(1);
  const std::string valid = serialize({3, 4}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  int refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = valid.substr(0, random() % 4 == 0 ? random() % valid.size() : valid.size());
    for (unsigned n = random() % 4; n > 0 && !bytes.empty(); --n)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    refused += messageOf(bytes) != "accepted";
  }
  EXPECT_GT(refused, 4000);
}

} // namespace
