// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the tests of the driver share: a small plastic network with a modulator, the message of an error, scratch files.

#ifndef ENGRAM_TESTS_UNIT_DRIVER_HELPERS_H
#define ENGRAM_TESTS_UNIT_DRIVER_HELPERS_H

#include "tests/unit/reference/SmallNetwork.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace engram::test {

/// `body`'s error message, or "" if it does not throw an `Error`.
template <typename Error, typename Body> std::string messageOf(Body body) {
  try {
    body();
  } catch (const Error &error) {
    return error.what();
  }
  return "";
}

/// A folder that goes with the test.
class ScratchFolder {
public:
  ScratchFolder() {
    const auto *info = testing::UnitTest::GetInstance()->current_test_info();
    folder = std::filesystem::temp_directory_path() /
             (std::string("engram-") + info->test_suite_name() + "-" + info->name());
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }
  ~ScratchFolder() { std::filesystem::remove_all(folder); }

  std::string path(const std::string &name) const { return (folder / name).string(); }
  std::string write(const std::string &name, const std::string &bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }
  size_t fileCount() const {
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
  }

private:
  std::filesystem::path folder;
};

/// in (3 inputs) -> exc (2 neurons), learning with x1; exc -> exc static; mood (1 modulator).
inline mapping::Network plasticNetwork() {
  mapping::Network network;
  network.name = "plastic";
  network.populations = {inputs("in", 3), integrators("exc", 2, 100), inputs("mood", 1)};
  network.populations[2].kind = mapping::PopulationKind::Modulator;
  mapping::Rule rule;
  rule.name = "hebb";
  rule.epoch = 4;
  rule.traces[0] = {16u << 16, 60000};
  spec::Product product;
  product.event = spec::Event::Post;
  product.factors[0].operand = spec::Operand::X1;
  product.last = true;
  rule.products = {product};
  rule.productLocations = {"net.json: /rules/0/dw"};
  network.rules = {rule};
  mapping::Projection ff = projection("ff", 0, 1), back = projection("back", 1, 1);
  ff.rule = 0;
  for (uint32_t post = 0; post < 2; ++post)
    for (uint32_t pre = 0; pre < 3; ++pre)
      ff.synapses.push_back({pre, post, static_cast<int16_t>(40 + 10 * pre + post), 0});
  back.synapses = {{1, 0, 8, 0}, {0, 1, 8, 0}};
  network.projections = {ff, back};
  return network;
}

} // namespace engram::test

#endif
