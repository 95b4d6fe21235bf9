// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Syntax of JSON: positions, repeated keys, nesting, pointers.

#include "compiler/frontend/json/Document.h"

#include "tests/unit/json/Messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engram::json;
using testing::ElementsAre;
using testing::StartsWith;

namespace {

std::vector<std::string> parseMessages(llvm::StringRef text) {
  Messages messages;
  if (parseDocument(text, "a.json", messages.context))
    messages.lines.push_back("accepted");
  return messages.lines;
}

TEST(DocumentTest, GivesTheTree) {
  Messages messages;
  const auto json = parseDocument(R"({"a": [1, -2, 0.5, true, null, "x"], "b": {}})", "a.json", messages.context);
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->dump(), R"({"a":[1,-2,0.5,true,null,"x"],"b":{}})");
}

TEST(DocumentTest, PointsAtSyntaxErrors) {
  EXPECT_THAT(
      parseMessages("{\n  \"a\": 1,\n}"),
      ElementsAre("3:1: error: syntax error while parsing object key - unexpected '}'; expected string literal"));
  EXPECT_THAT(parseMessages(""), ElementsAre(StartsWith("1:1: error: syntax error while parsing value")));
  EXPECT_THAT(parseMessages("[1, 2"), ElementsAre(StartsWith("1:6: error: syntax error while parsing array")));
  EXPECT_THAT(parseMessages("[1e999]"), ElementsAre("1:6: error: number overflow parsing '1e999'"));
  EXPECT_THAT(parseMessages("\"\x80\""), ElementsAre(StartsWith("1:2: error: syntax error")));
}

TEST(DocumentTest, FindsRepeatedKeysAtAnyDepth) {
  EXPECT_THAT(parseMessages(R"({"a": {"b": 1, "b": 2}, "c": [0, {"d/e": 1, "d/e": 2}], "a": 3})"),
              ElementsAre("/a/b: error: key 'b' stands twice in this object",
                          "/c/1/d~1e: error: key 'd/e' stands twice in this object",
                          "/a: error: key 'a' stands twice in this object"));
  EXPECT_THAT(parseMessages(R"({"a": 1, "a": [{"b": 1, "b": [{"c": 1, "c": 2}]}, 3]})").size(), 3u);
}

TEST(DocumentTest, LimitsNesting) {
  EXPECT_THAT(parseMessages(std::string(64, '[') + std::string(64, ']')), ElementsAre("accepted"));
  std::string pointer;
  for (int i = 0; i < 63; ++i)
    pointer += "/0";
  EXPECT_THAT(parseMessages(std::string(100000, '[')),
              ElementsAre(pointer + ": error: values are nested deeper than 64 levels"));
}

TEST(DocumentTest, EscapesPointers) { EXPECT_EQ(escapePointer("a/b~c\n"), "a~1b~0c?"); }

} // namespace
