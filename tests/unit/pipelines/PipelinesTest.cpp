// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From text IR to an image: the report of quantisation, determinism, and what mapping must not change. The IR after
// each stage is tested by tests/lit/pipeline.

#include "compiler/pipelines/Pipelines.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/Parser/Parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engram {
namespace {

constexpr const char *kNetwork = R"mlir(
plasticity.rule @stdp epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  plasticity.on post {
    %third = plasticity.constant 0.3
    %0 = plasticity.mul %x1, %third
    plasticity.add weight, %0
  }
}
snn.network @demo step(1 ms) seed(5) {
  snn.input @in : 8
  snn.population @exc : 6 lif<tau_v = 100 ms, threshold = 1.0, bias = [0.1]>
  snn.projection @ff : @in -> @exc all_to_all weights(uniform<0.0, 0.3>) format(8, excitatory) plastic(@stdp)
  snn.projection @inh : @exc -> @exc fixed_in_degree<n = 3, no_self = true> weights(-0.5) delay(range<0, 3>)
}
)mlir";

class PipelinesTest : public ::testing::Test {
protected:
  mlir::DialectRegistry registry;
  mlir::MLIRContext context;
  std::vector<std::string> errors;
  mlir::ScopedDiagnosticHandler handler{&context, [this](mlir::Diagnostic &diagnostic) {
                                          if (diagnostic.getSeverity() == mlir::DiagnosticSeverity::Error)
                                            errors.push_back(diagnostic.str());
                                        }};

  PipelinesTest() {
    registerDialects(registry);
    context.appendDialectRegistry(registry);
  }

  std::shared_ptr<const image::ImageT> compile(const std::string &text, const CompileOptions &options,
                                               QuantizationReport *report = nullptr) {
    const mlir::ParserConfig config(&context);
    const auto module = mlir::parseSourceString<mlir::ModuleOp>(text, config, "net.mlir");
    return module ? compileToImage(*module, options, report) : nullptr;
  }
};

const QuantizedValue *find(const QuantizationReport &report, const std::string &subject, const std::string &quantity) {
  for (const QuantizedValue &value : report.values)
    if (value.subject == subject && value.quantity == quantity)
      return &value;
  return nullptr;
}

TEST_F(PipelinesTest, ReportsWhatWasRealised) {
  QuantizationReport report;
  ASSERT_TRUE(compile(kNetwork, {}, &report));
  const QuantizedValue *tau = find(report, "population 'exc'", "tau_v");
  ASSERT_TRUE(tau);
  EXPECT_EQ(tau->unit, "ns");
  EXPECT_EQ(tau->wanted, 100e6);
  EXPECT_NEAR(tau->realised, 99.4e6, 0.05e6); // dv = 41: -1 ms / log(1 - 41/4096)
  EXPECT_NEAR(tau->relativeError(), 0.006, 0.0005);
  const QuantizedValue *bias = find(report, "population 'exc'", "bias");
  ASSERT_TRUE(bias);
  EXPECT_NEAR(bias->realised, 0.1, 0.1 / 2048);
  const QuantizedValue *weight = find(report, "projection 'ff'", "largest weight");
  ASSERT_TRUE(weight);
  EXPECT_NEAR(weight->realised, 0.3, 0.001);
  const QuantizedValue *trace = find(report, "rule 'stdp'", "x1 tau");
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->wanted, 20);
  const QuantizedValue *coefficient = find(report, "rule 'stdp'", "coefficient of product 0");
  ASSERT_TRUE(coefficient);
  EXPECT_EQ(coefficient->wanted, 0.3);
  EXPECT_EQ(coefficient->realised, 77.0 / 256);
}

TEST_F(PipelinesTest, ErrorsOfInfinityAndZeroAreWhole) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ((QuantizedValue{"", "", "", infinity, infinity}).relativeError(), 0);
  EXPECT_EQ((QuantizedValue{"", "", "", infinity, 1}).relativeError(), 1);
  EXPECT_EQ((QuantizedValue{"", "", "", 1, infinity}).relativeError(), 1);
  EXPECT_EQ((QuantizedValue{"", "", "", 0, 1}).relativeError(), 1);
}

TEST_F(PipelinesTest, SameInputSameBytes) {
  const auto first = compile(kNetwork, {}), second = compile(kNetwork, {});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(image::serialize(*first), image::serialize(*second));
}

TEST_F(PipelinesTest, SeedIsReplaced) {
  CompileOptions options;
  options.seed = 6;
  const auto own = compile(kNetwork, {}), other = compile(kNetwork, options);
  ASSERT_TRUE(own && other);
  EXPECT_EQ(own->seed, 5u);
  EXPECT_EQ(other->seed, 6u);
  EXPECT_NE(own->cores[0]->synapse_memory, other->cores[0]->synapse_memory);
}

TEST_F(PipelinesTest, NetworkOfEveryMappingIsTheSame) {
  CompileOptions spread;
  spread.cores = 3;
  const auto one = compile(kNetwork, {}), three = compile(kNetwork, spread);
  ASSERT_TRUE(one && three);
  EXPECT_EQ(one->cores.size(), 1u);
  EXPECT_EQ(three->cores.size(), 3u);
  const auto synapses = [](const image::ImageT &image) {
    uint64_t sum = 0;
    for (const auto &core : image.cores)
      for (const image::InputAxon &axon : core->input_axons)
        sum += axon.synapses();
    return sum;
  };
  EXPECT_EQ(synapses(*one), 8u * 6 + 6 * 3);
  EXPECT_EQ(synapses(*three), 8u * 6 + 6 * 3);
}

TEST_F(PipelinesTest, LocationsTravelIntoTheImage) {
  const auto image = compile(kNetwork, {});
  ASSERT_TRUE(image);
  EXPECT_EQ(image->populations[1]->location, "net.mlir:12:3");
  EXPECT_EQ(image->projections[0]->location, "net.mlir:13:3");
  EXPECT_EQ(image->rules[0]->location, "net.mlir:2:1");
  EXPECT_EQ(image->rules[0]->word_locations, std::vector<std::string>{"net.mlir:7:5"});
}

TEST_F(PipelinesTest, WantsOneNetwork) {
  EXPECT_FALSE(compile("", {}));
  EXPECT_THAT(errors, ::testing::ElementsAre("expected one network but got 0"));
}

} // namespace
} // namespace engram
