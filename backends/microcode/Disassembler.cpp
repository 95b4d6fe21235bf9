// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Image to text.

#include "backends/microcode/Microcode.h"
#include "backends/microcode/Text.h"

#include <flatbuffers/idl.h>

#include <algorithm>
#include <cassert>
#include <cstdio>

namespace engram::microcode {

namespace {

/// A string in double quotes, so that it stands on one line.
std::string quote(const std::string &text) {
  std::string result = "\"";
  for (const char c : text) {
    const uint8_t byte = static_cast<uint8_t>(c);
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7f) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\x%02x", byte);
      result += escape;
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string formatFactor(const spec::Factor &factor) {
  std::string text(spec::kOperandNames[static_cast<size_t>(factor.operand)]);
  if (factor.constant != 0)
    text += " + c" + std::to_string(factor.constant);
  if (factor.sign)
    return "sgn(" + text + ")";
  return factor.constant != 0 ? "(" + text + ")" : text;
}

std::string padded(std::string text, size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

/// The image without its rules, as JSON.
std::string restAsJson(const image::ImageT &image) {
  image::ImageT rest = image;
  rest.rules.clear();
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(CreateImage(builder, &rest));
  flatbuffers::Parser parser(textOptions());
  [[maybe_unused]] const bool parsed = parser.Parse(kImageSchema);
  assert(parsed && "the schema is part of the program");
  std::string json;
  [[maybe_unused]] const bool generated = flatbuffers::GenerateText(parser, builder.GetBufferPointer(), &json);
  assert(generated && "every image has a text");
  return json;
}

} // namespace

std::string formatProduct(const spec::Product &product) {
  std::string event(spec::kEventNames[static_cast<size_t>(product.event)]);
  if (product.decimation != 0)
    event += "/2^" + std::to_string(product.decimation);
  std::string text = padded(event, 5) + " " + std::string(spec::kTargetNames[static_cast<size_t>(product.target)]) +
                     " += " + std::to_string(product.mantissa) + " * 2^" + std::to_string(product.exponent);
  for (const spec::Factor &factor : product.factors)
    if (factor.operand != spec::Operand::None)
      text += " * " + formatFactor(factor);
  return text;
}

std::string listRule(const image::RuleT &rule) {
  std::string text =
      "rule " + quote(rule.name) + " epoch " + std::to_string(rule.epoch) + " @ " + quote(rule.location) + "\n";
  for (size_t i = 0; i < kTraceNames.size(); ++i)
    text += "  trace " + std::string(kTraceNames[i]) + " impulse " + std::to_string(rule.traces[i].impulse()) +
            " factor " + std::to_string(rule.traces[i].factor()) + "\n";
  if (!rule.constants.empty()) {
    text += "  constants";
    for (const int16_t constant : rule.constants)
      text += " " + std::to_string(constant);
    text += "\n";
  }
  for (size_t i = 0; i < rule.words.size(); ++i) {
    char hex[24];
    std::snprintf(hex, sizeof hex, "0x%016llx", static_cast<unsigned long long>(rule.words[i]));
    text += padded("  " + std::to_string(i) + ": " + formatProduct(spec::decode(rule.words[i]).value()), 52) + " @ " +
            quote(rule.word_locations[i]) + "  ; " + hex + "\n";
  }
  return text + "end\n";
}

std::string disassemble(const image::ImageT &image) {
  std::string text = std::string(kHeader) + "\n\n";
  for (const auto &rule : image.rules)
    text += listRule(*rule) + "\n";
  return text + "image\n" + restAsJson(image);
}

} // namespace engram::microcode
