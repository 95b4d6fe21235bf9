// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What quantisation did, how full every core is, the words of every rule, and the warnings, as JSON.

#include "compiler/driver/CompileReport.h"

#include "compiler/driver/CoreUse.h"
#include "compiler/driver/NativeReport.h"

#include <nlohmann/json.hpp>

namespace engram::driver {

namespace {

using Json = nlohmann::ordered_json;

/// JSON has no infinity.
Json numberOf(double value) { return std::isinf(value) ? Json(value > 0 ? "inf" : "-inf") : Json(value); }

Json quantisationOf(const QuantizationReport &report) {
  Json list = Json::array();
  for (const QuantizedValue &value : report.values)
    list.push_back({{"subject", value.subject},
                    {"quantity", value.quantity},
                    {"unit", value.unit},
                    {"asked", numberOf(value.wanted)},
                    {"got", numberOf(value.realised)},
                    {"relative_error", value.relativeError()}});
  return list;
}

Json coresOf(const image::ImageT &image, const spec::Target &target) {
  Json list = Json::array();
  for (const auto &core : image.cores) {
    Json uses = Json::array();
    for (const ResourceUse &use : usesOfCore(image, *core, target.limits))
      uses.push_back({{"resource", use.resource},
                      {"need", use.need},
                      {"have", use.have},
                      {"largest", use.largest},
                      {"location", use.location}});
    list.push_back({{"tile", {core->tile % target.columns, core->tile / target.columns}}, {"uses", uses}});
  }
  return list;
}

Json rulesOf(const image::ImageT &image) {
  Json list = Json::array();
  for (const auto &rule : image.rules)
    list.push_back({{"name", rule->name}, {"words", rule->words.size()}, {"location", rule->location}});
  return list;
}

} // namespace

std::string compileReport(const Compilation &compilation, const image::ImageT *image) {
  Json report{{"quantisation", quantisationOf(compilation.quantization())}};
  if (image) {
    const spec::Target target = spec::parseTarget(image->target);
    report["network"] = image->name;
    report["target"] = target.name;
    report["seed"] = image->seed;
    report["cores"] = coresOf(*image, target);
    report["rules"] = rulesOf(*image);
    report["native"] = nativeReport(*image);
  }
  report["warnings"] = compilation.warnings();
  return report.dump(2, ' ', true) + "\n";
}

} // namespace engram::driver
