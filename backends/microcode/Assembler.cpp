// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Text to image: the rules line by line, then the rest through FlatBuffers' own JSON reader, then the verification
// that every image passes.

#include "backends/microcode/Cursor.h"
#include "backends/microcode/Text.h"

#include "hw/spec/Trace.h"

#include <algorithm>
#include <cctype>

namespace engram::microcode {

namespace {

template <size_t N> std::vector<std::string_view> listOf(const std::array<std::string_view, N> &names) {
  return {names.begin(), names.end()};
}

spec::Factor parseOperand(Cursor &cursor, bool mayAdd) {
  spec::Factor factor;
  factor.operand = static_cast<spec::Operand>(cursor.oneOf("operand", listOf(spec::kOperandNames), 1));
  if (mayAdd && cursor.accept("+"))
    factor.constant = static_cast<uint8_t>(cursor.oneOf("constant", {"c1", "c2", "c3", "c4"}) + 1);
  return factor;
}

spec::Factor parseFactor(Cursor &cursor) {
  const bool sign = cursor.accept("sgn");
  const bool bracket = sign || cursor.accept("(");
  if (sign)
    cursor.expect("(");
  spec::Factor factor = parseOperand(cursor, bracket);
  factor.sign = sign;
  if (bracket)
    cursor.expect(")");
  return factor;
}

spec::Product parseProduct(Cursor &cursor) {
  spec::Product product;
  product.event = static_cast<spec::Event>(cursor.oneOf("event", listOf(spec::kEventNames)));
  if (product.event == spec::Event::Epoch && cursor.accept("/")) {
    cursor.expect("2");
    cursor.expect("^");
    product.decimation = static_cast<uint8_t>(cursor.integer("decimation", 0, 15));
  }
  product.target = static_cast<spec::UpdateTarget>(cursor.oneOf("target", listOf(spec::kTargetNames)));
  cursor.expect("+=");
  product.mantissa = static_cast<int32_t>(cursor.integer("mantissa", -128, 127));
  cursor.expect("*");
  cursor.expect("2");
  cursor.expect("^");
  product.exponent = static_cast<int32_t>(cursor.integer("exponent", -32, 31));
  for (size_t count = 0; cursor.accept("*"); ++count) {
    if (count == product.factors.size())
      cursor.fail("a product has at most " + std::to_string(product.factors.size()) + " factors");
    product.factors[count] = parseFactor(cursor);
  }
  return product;
}

/// Line by line over the text, with line numbers.
class Assembler {
public:
  explicit Assembler(const std::string &text) : text(text) {}

  image::ImageT run() {
    if (!nextLine())
      throw AssemblyError(1, 1, "expected '" + std::string(kHeader) + "' but got nothing");
    Cursor head = cursor();
    head.expect(kHeader);
    head.expectEnd();
    std::vector<std::unique_ptr<image::RuleT>> rules;
    for (;;) {
      if (!nextLine())
        throw AssemblyError(line + 1, 1, "expected 'rule' or 'image' but got the end of the text");
      Cursor start = cursor();
      if (start.accept("image")) {
        start.expectEnd();
        break;
      }
      start.expect("rule");
      ruleLines.push_back(line);
      rules.push_back(parseRule(start));
    }
    image::ImageT result = parseRest();
    result.rules = std::move(rules);
    verify(result);
    return result;
  }

private:
  /// Goes to the next line that is not empty.
  bool nextLine() {
    while (next < text.size()) {
      const size_t end = std::min(text.find('\n', next), text.size());
      current = std::string_view(text).substr(next, end - next);
      next = std::min(end + 1, text.size());
      ++line;
      if (!cursor().atEnd())
        return true;
    }
    return false;
  }

  Cursor cursor() const { return Cursor(current, line); }

  std::unique_ptr<image::RuleT> parseRule(Cursor &head) {
    auto rule = std::make_unique<image::RuleT>();
    rule->name = head.quoted();
    head.expect("epoch");
    rule->epoch = static_cast<uint32_t>(head.integer("epoch", 1, 63));
    head.expect("@");
    rule->location = head.quoted();
    head.expectEnd();
    for (const std::string_view name : kTraceNames)
      rule->traces.push_back(parseTrace(name));
    std::vector<spec::Product> products;
    for (;;) {
      Cursor body = bodyLine();
      if (body.accept("end")) {
        body.expectEnd();
        break;
      }
      if (products.empty() && rule->constants.empty() && body.accept("constants"))
        parseConstants(body, rule->constants);
      else
        parseWord(body, products, *rule);
    }
    for (size_t i = 0; i < products.size(); ++i) {
      products[i].last = i + 1 == products.size();
      rule->words.push_back(spec::encode(products[i]));
    }
    return rule;
  }

  Cursor bodyLine() {
    if (!nextLine())
      throw AssemblyError(line + 1, 1, "expected 'end' of the rule but got the end of the text");
    return cursor();
  }

  image::TraceRegisters parseTrace(std::string_view name) {
    Cursor body = bodyLine();
    body.expect("trace");
    body.expect(name);
    body.expect("impulse");
    const int64_t impulse = body.integer("impulse", 0, int64_t{spec::kTraceMax} * spec::kTraceUnity);
    body.expect("factor");
    const int64_t factor = body.integer("factor", 0, spec::kTraceUnity);
    body.expectEnd();
    return {static_cast<uint32_t>(impulse), static_cast<uint32_t>(factor)};
  }

  static void parseConstants(Cursor &body, std::vector<int16_t> &constants) {
    do {
      if (constants.size() == spec::kConstants)
        body.fail("a rule has at most " + std::to_string(spec::kConstants) + " constants");
      constants.push_back(static_cast<int16_t>(body.integer("constant", spec::kConstantMin, spec::kConstantMax)));
    } while (!body.atEnd());
  }

  static void parseWord(Cursor &body, std::vector<spec::Product> &products, image::RuleT &rule) {
    const int64_t number = static_cast<int64_t>(products.size());
    body.integer("number of the word", number, number);
    body.expect(":");
    products.push_back(parseProduct(body));
    body.expect("@");
    rule.word_locations.push_back(body.quoted());
    body.expectEnd();
  }

  image::ImageT parseRest() {
    imageLine = line;
    // Empty lines before the JSON make its reader count as we do.
    const std::string json = std::string(line, '\n') + text.substr(next);
    flatbuffers::Parser parser(textOptions());
    if (!parser.Parse(kImageSchema))
      throw std::logic_error("the image schema does not parse: " + parser.error_);
    if (!parser.Parse(json.c_str()))
      throwJsonError(parser.error_);
    const std::unique_ptr<image::ImageT> result = image::UnPackImage(parser.builder_.GetBufferPointer());
    if (!result->rules.empty())
      throw AssemblyError(imageLine, 1, "rules stand before 'image', not in its JSON");
    return std::move(*result);
  }

  /// FlatBuffers says ":LINE: COLUMN: error: TEXT".
  [[noreturn]] void throwJsonError(const std::string &message) const {
    size_t numbers[2] = {imageLine, 1};
    size_t at = 0;
    for (size_t &number : numbers) {
      at = message.find_first_of("0123456789", at);
      if (at == std::string::npos)
        break;
      number = 0;
      for (; at < message.size() && std::isdigit(static_cast<unsigned char>(message[at])); ++at)
        number = number * 10 + static_cast<size_t>(message[at] - '0');
    }
    const std::string marker = "error: ";
    const size_t start = message.find(marker);
    throw AssemblyError(numbers[0], std::max<size_t>(numbers[1], 1),
                        start == std::string::npos ? message : message.substr(start + marker.size()));
  }

  /// A message about "rule N" belongs to its head, every other one to the image.
  void verify(const image::ImageT &result) const {
    try {
      image::verify(result);
    } catch (const image::ImageError &error) {
      const std::string message = error.what();
      size_t where = imageLine;
      for (size_t i = 0; i < ruleLines.size(); ++i) {
        const std::string part = "rule " + std::to_string(i);
        if (message.compare(0, part.size(), part) == 0 &&
            !std::isdigit(static_cast<unsigned char>(message[part.size()])))
          where = ruleLines[i];
      }
      throw AssemblyError(where, 1, message);
    }
  }

  const std::string &text;
  std::string_view current;
  size_t next = 0;
  size_t line = 0;
  size_t imageLine = 0;
  std::vector<size_t> ruleLines;
};

} // namespace

image::ImageT assemble(const std::string &text) { return Assembler(text).run(); }

} // namespace engram::microcode
