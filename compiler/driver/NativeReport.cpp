// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decisions as JSON.

#include "compiler/driver/NativeReport.h"

#include "backends/native/Decisions.h"

namespace engram::driver {

nlohmann::ordered_json nativeReport(const image::ImageT &image) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const native::ProjectionDecisions &decisions : native::decisionsOf(image)) {
    const image::ProjectionT &projection = *image.projections[decisions.projection];
    nlohmann::ordered_json arithmetic = nlohmann::ordered_json::object();
    for (const native::ArithmeticDecision &decision : decisions.arithmetic)
      arithmetic[decision.variable] = {{"bits", decision.bits}, {"draws", decision.draws}};
    list.push_back({{"projection", projection.name},
                    {"rule", image.rules[static_cast<size_t>(projection.rule)]->name},
                    {"rows", decisions.rows},
                    {"columns", decisions.columns},
                    {"products", decisions.zeroes},
                    {"arithmetic", arithmetic},
                    {"word_bits", decisions.wordBits},
                    {"bytes_per_synapse", decisions.bytesPerSynapse}});
  }
  return list;
}

} // namespace engram::driver
