// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mutations of valid descriptions, from fixed seeds: the reader accepts, or says something, and never crashes or hangs.

#include "compiler/frontend/json/Document.h"
#include "tests/unit/json/Messages.h"

#include <gtest/gtest.h>

#include <random>

using namespace engram::json;

namespace {

const std::string kValid =
    R"({"engram": 1, "name": "n", "time_step": "1 ms", "seed": 3, "populations": [
 {"name": "a", "size": 3, "model": "input"}, {"name": "m", "size": 1, "model": "modulator"},
 {"name": "b", "size": 2, "model": "lif", "parameters": {"tau_u": "5 ms", "tau_v": "inf", "threshold": 1.0,
  "reset_mode": "subtractive", "refractory_steps": 2, "bias": [0.0, 0.1], "adaptation": {"step": 0.05, "tau": "1 s"}}},
 {"name": "c", "size": 2, "model": "lif", "registers": {"du": 5, "vth": 9, "bias_mant": [1, 2], "bias_exp": 2}}],
 "projections": [
 {"name": "p", "from": "a", "to": "b", "connect": "dense", "weights": {"integer": [[1, 2, 3], [4, 5, 6]], "exponent": 1,
  "bits": 6, "sign": "excitatory"}, "delay": "2 ms", "rule": "r", "third_factor": {"y2": "m"}},
 {"name": "q", "from": "b", "to": "c", "connect": "sparse", "weights": [[0, 1, 0.5, 3], [1, 0, -0.5, 0]]},
 {"name": "s", "from": "b", "to": "b", "connect": "fixed_in_degree", "in_degree": 1, "self": false,
  "weights": {"normal": [0.1, 0.2]}, "weight_max": 2, "delay_steps": {"uniform": [0, 7]}}],
 "rules": [{"name": "r", "dw": "2^-2*x1*y0 - 0.5*u0*t*y2", "dt": "y1*x0", "x1": {"impulse": 16, "tau": "20 ms"},
  "y1": {"impulse": 3.5, "tau_steps": 7}, "epoch": 4}]})";

const char *const kPieces[] = {"{",    "}",     "[",      "]",    ",",     ":",    "\"",      "\"x\"",
                               "-1",   "1e308", "1e-308", "null", "true",  "0.5",  "\"inf\"", "\"5 s\"",
                               "\"\"", "{}",    "[]",     "[[]]", "[[1]]", "2^31", "\\u0000", "99999999999999999999",
                               "y3*",  "u15*"};

/// `text` with one to four mutations: bytes changed, pieces put in, spans removed or doubled.
std::string mutate(std::string text, std::mt19937 &random) {
  for (unsigned count = 1 + random() % 4; count > 0; --count) {
    const size_t at = random() % text.size();
    const size_t length = std::min<size_t>(random() % 40, text.size() - at);
    switch (random() % 5) {
    case 0:
      text[at] = static_cast<char>(random());
      break;
    case 1:
      text.insert(at, kPieces[random() % std::size(kPieces)]);
      break;
    case 2:
      text.erase(at, length);
      break;
    case 3:
      text.insert(at, text.substr(at, length));
      break;
    default:
      text[at] = static_cast<char>('0' + random() % 10);
      break;
    }
    if (text.empty())
      text = "{";
  }
  return text;
}

/// Replaces one value of the tree by one of another type.
std::string exchange(std::mt19937 &random) {
  static const char *const values[] = {"null", "true", "-7", "1e300", "\"in\"", "[]", "{}", "[[[1]]]", "16777216"};
  Json json = Json::parse(kValid);
  const Json flat = json.flatten();
  auto item = flat.begin();
  std::advance(item, random() % flat.size());
  json[Json::json_pointer(item.key())] = Json::parse(values[random() % std::size(values)]);
  return json.dump();
}

TEST(NetworkReaderFuzzTest, TheSeedIsValid) { EXPECT_EQ(messagesOf(kValid), std::vector<std::string>{"accepted"}); }

TEST(NetworkReaderFuzzTest, SurvivesMutatedText) {
  std::mt19937 random(20251121);
  for (int round = 0; round < 4000; ++round) {
    const std::string text = mutate(kValid, random);
    EXPECT_FALSE(messagesOf(text).empty()) << text;
  }
}

TEST(NetworkReaderFuzzTest, SurvivesExchangedValues) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = exchange(random);
    EXPECT_FALSE(messagesOf(text).empty()) << text;
  }
}

} // namespace
