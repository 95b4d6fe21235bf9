// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What valid descriptions become.

#include "compiler/frontend/npy/Npy.h"
#include "dialects/plasticity/PlasticityDialect.h"
#include "dialects/snn/SNN.h"

#include "tests/unit/json/Messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

using namespace engram::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::string irOfProjection(const std::string &members) { return irOf(networkOf(projectionOf(members))); }

/// The description of the documentation, docs/formats.md.
constexpr const char *kExample = R"({"engram": 1, "name": "example", "time_step": "1 ms", "seed": 1,
 "populations": [
   {"name": "in",  "size": 784, "model": "input"},
   {"name": "exc", "size": 100, "model": "lif",
    "parameters": {"tau_u": "5 ms", "tau_v": "100 ms", "threshold": 1.0, "reset": 0.0, "refractory": "5 ms", "bias": 0.0,
                   "adaptation": {"step": 0.05, "tau": "10000 s"}}},
   {"name": "raw", "size": 3, "model": "lif",
    "registers": {"du": 800, "dv": 200, "vth": 120, "bias_mant": [200, 0, 90], "bias_exp": [2, 0, 2], "refractory": 0}},
   {"name": "pair", "size": 2, "model": "input"},
   {"name": "reward", "size": 1, "model": "modulator"}],
 "projections": [
   {"name": "ff", "from": "in", "to": "exc", "connect": "all_to_all",
    "weights": {"uniform": [0.0, 0.3]}, "delay": "1 ms", "rule": "stdp"},
   {"name": "w", "from": "pair", "to": "raw", "connect": "dense",
    "weights": {"integer": [[1, 2], [3, 4], [5, 6]], "exponent": 0, "bits": 8, "sign": "mixed"}, "delay_steps": 0,
    "rule": "r2", "third_factor": {"y2": "reward"}}],
 "rules": [
   {"name": "stdp", "dw": "2^-2*x1*y0 - 2^-2*y1*x0", "x1": {"impulse": 16, "tau": "20 ms"},
    "y1": {"impulse": 16, "tau": "20 ms"}, "epoch": 1},
   {"name": "r2", "dt": "x1*y0 - 2^-3*u0*t", "dw": "u0*t*y2", "x1": {"impulse": 16, "tau_steps": 10}, "epoch": 1}]})";

TEST(NetworkReaderTest, ReadsTheExample) {
  const std::string ir = irOf(kExample);
  EXPECT_THAT(ir, HasSubstr("snn.network @example step(1 ms)"));
  EXPECT_THAT(ir, HasSubstr("snn.input @in : 784"));
  EXPECT_THAT(ir, HasSubstr("snn.population @exc : 100 lif<"));
  EXPECT_THAT(ir, HasSubstr("bias_mant = [200, 0, 90]"));
  EXPECT_THAT(ir, HasSubstr("snn.modulator @reward : 1"));
  EXPECT_THAT(ir, HasSubstr("snn.projection @ff : @in -> @exc all_to_all"));
  EXPECT_THAT(ir, HasSubstr("[1, 2, 3, 4, 5, 6]"));
  EXPECT_THAT(ir, HasSubstr("plastic(@r2) y2(@reward)"));
  EXPECT_THAT(ir, HasSubstr("plasticity.rule @stdp epoch(1)"));
  EXPECT_THAT(ir, HasSubstr("plasticity.trace x1 impulse(16.0) tau(20.0 ms)"));
  EXPECT_THAT(ir, HasSubstr("tau(10.0 steps)"));
  EXPECT_THAT(ir, HasSubstr("plasticity.third_factor y2"));
}

TEST(NetworkReaderTest, IsTheSameEveryTime) { EXPECT_EQ(irOf(kExample), irOf(kExample)); }

TEST(NetworkReaderTest, GivesEveryOperationItsPointer) {
  Messages messages;
  auto module = readNetwork(kExample, "net.json", messages.context);
  ASSERT_TRUE(module);
  std::vector<std::string> places;
  module->walk([&](engram::snn::ProjectionOp op) { places.push_back(Messages::place(op.getLoc())); });
  module->walk([&](engram::plasticity::RuleOp op) { places.push_back(Messages::place(op.getLoc())); });
  EXPECT_THAT(places, ElementsAre("/projections/0", "/projections/1", "/rules/0", "/rules/1"));
}

TEST(NetworkReaderTest, TakesPlainNumbersInTheUnitOfTheirKey) {
  const std::string lif = R"({"name": "n", "size": 1, "model": "lif", "parameters": {"threshold": 1, "tau_v": )";
  const std::string ms = irOf(networkOf("", "", "," + lif + "20}}"));
  EXPECT_EQ(ms, irOf(networkOf("", "", "," + lif + "\"20 ms\"}}")));
  EXPECT_EQ(ms, irOf(networkOf("", "", "," + lif + "\"0.02s\"}}")));
  EXPECT_EQ(ms, irOf(networkOf("", "", "," + lif + "\"20000 us\"}}")));
  EXPECT_THAT(ms, HasSubstr("tau_v = 20 ms"));
}

TEST(NetworkReaderTest, CountsDelaysFromTheFirstStep) {
  const std::string start = R"("connect": "all_to_all", "weights": 1, )";
  EXPECT_EQ(irOfProjection(start + R"("delay": "3 ms")"), irOfProjection(start + R"("delay_steps": 2)"));
  EXPECT_THAT(irOfProjection(start + R"("delay_steps": {"uniform": [1, 4]})"), HasSubstr("range<1, 4>"));
  EXPECT_EQ(irOfProjection(start + R"("delay": {"uniform": ["2 ms", "5 ms"]})"),
            irOfProjection(start + R"("delay_steps": {"uniform": [1, 4]})"));
  EXPECT_THAT(irOfProjection(start + R"("delay": "2.6 ms")"),
              HasSubstr("/projections/0/delay: warning: the delay is 2.6 time steps, taken as 3"));
}

TEST(NetworkReaderTest, ReadsEveryConnectivity) {
  EXPECT_THAT(irOf(networkOf(R"({"name": "p", "from": "out", "to": "out", "connect": "all_to_all", "self": false,
                                  "weights": 0.5})")),
              AllOf(HasSubstr("all_to_all<no_self = true>"), HasSubstr("weights(0.5)")));
  EXPECT_THAT(irOfProjection(R"("connect": "fixed_probability", "probability": 0.25, "weights": {"normal": [1, 0.1]})"),
              AllOf(HasSubstr("fixed_probability<p = 0.25>"), HasSubstr("normal<1.0, 0.1>")));
  EXPECT_THAT(irOfProjection(R"("connect": "fixed_in_degree", "in_degree": 2, "weights": {"integer": 6})"),
              AllOf(HasSubstr("fixed_in_degree<n = 2>"), HasSubstr("weights(6)")));
  EXPECT_THAT(irOfProjection(R"("connect": "dense", "weights": [[0.5, 1], [2, 3], [4, 5]])"),
              HasSubstr("[0.5, 1.0, 2.0, 3.0, 4.0, 5.0]"));
  EXPECT_THAT(
      irOfProjection(R"("connect": "sparse", "weights": {"integer": [[1, 2, -4, 3], [0, 0, 6, 0]]})"),
      AllOf(HasSubstr("sparse<pre = [1, 0], post = [2, 0]>"), HasSubstr("[-4, 6]"), HasSubstr("delay([3, 0])")));
  EXPECT_THAT(irOf(networkOf(R"({"name": "p", "from": "out", "to": "out", "connect": "one_to_one",
                                  "weights": {"integer": [1, 2, 3], "sign": "excitatory"}})")),
              AllOf(HasSubstr("one_to_one weights([1, 2, 3])"), HasSubstr("excitatory")));
}

TEST(NetworkReaderTest, ReadsWeightsFromAFileBesideTheDescription) {
  const std::string folder = testing::TempDir();
  engram::npy::writeFile(folder + "NetworkReaderTest.npy", {3, 2}, {1, 2, 3, 4, 5, 6});
  const std::string text =
      networkOf(projectionOf(R"("connect": "dense", "weights": {"file": "NetworkReaderTest.npy"})"));
  EXPECT_THAT(irOf(text, folder + "net.json"), HasSubstr("weights([1, 2, 3, 4, 5, 6])"));
  std::remove((folder + "NetworkReaderTest.npy").c_str());
}

} // namespace
