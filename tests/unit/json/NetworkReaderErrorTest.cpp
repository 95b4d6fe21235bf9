// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every message of the reader, word for word, and that one run tells several faults.

#include "compiler/frontend/npy/Npy.h"

#include "tests/unit/json/Messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

using namespace engram::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

namespace {

std::string oneMessage(const std::string &text) {
  const std::vector<std::string> lines = messagesOf(text);
  return lines.size() == 1 ? lines.front() : std::to_string(lines.size()) + " lines: " + testing::PrintToString(lines);
}

std::string ofProjection(const std::string &members) { return oneMessage(networkOf(projectionOf(members))); }

std::string ofWeights(const std::string &weights, const std::string &connect = "\"all_to_all\"") {
  return ofProjection("\"connect\": " + connect + ", \"weights\": " + weights);
}

std::string ofRule(const std::string &members) {
  return oneMessage(networkOf("", R"({"name": "r", )" + members + "}"));
}

std::string ofPopulation(const std::string &members) {
  return oneMessage(networkOf("", "", R"(,{"name": "n", )" + members + "}"));
}

std::string ofParameters(const std::string &members) {
  return ofPopulation(R"("size": 2, "model": "lif", "parameters": {"threshold": 1)" + members + "}");
}

std::string ofRegisters(const std::string &members) {
  return ofPopulation(R"("size": 2, "model": "lif", "registers": {"vth": 1)" + members + "}");
}

TEST(NetworkReaderErrorTest, TopLevel) {
  EXPECT_EQ(oneMessage("[]"), "/: error: expected an object but got an array of 0");
  EXPECT_EQ(oneMessage(R"({"populations": []})"), "/: error: missing key 'engram'");
  EXPECT_EQ(oneMessage(R"({"engram": 1})"), "/: error: missing key 'populations'");
  EXPECT_EQ(oneMessage(R"({"engram": 2, "populations": []})"), "/engram: error: expected version 1 but got 2");
  EXPECT_EQ(oneMessage(R"({"engram": "1", "populations": []})"), "/engram: error: expected version 1 but got \"1\"");
  EXPECT_EQ(oneMessage(R"({"engram": 1, "populations": {}})"),
            "/populations: error: expected an array but got an object");
  EXPECT_EQ(oneMessage(R"({"engram": 1, "populatons": [], "populations": []})"),
            "/populatons: error: unknown key 'populatons', the nearest known one is 'populations'");
  EXPECT_EQ(oneMessage(R"({"engram": 1, "populations": [], "seed": -1})"),
            "/seed: error: expected an integer from 0 to 4294967295 but got -1");
  EXPECT_EQ(oneMessage(R"({"engram": 1, "populations": [], "time_step": "1 mV"})"),
            "/time_step: error: expected a time such as \"5 ms\" but got \"1 mV\"");
  EXPECT_EQ(
      oneMessage(R"({"engram": 1, "populations": [], "time_step": "0.5 ns"})"),
      "/time_step: error: expected a whole number of nanoseconds, from \"1 ns\" to \"1000000 s\", but got \"0.5 ns\"");
  EXPECT_EQ(
      oneMessage(R"({"engram": 1, "populations": [], "name": "a b"})"),
      "/name: error: expected a name of letters, digits, '_' and '-' that starts with a letter or '_' but got \"a b\"");
}

TEST(NetworkReaderErrorTest, Populations) {
  EXPECT_EQ(ofPopulation(R"("model": "input")"), "/populations/2: error: missing key 'size'");
  EXPECT_EQ(ofPopulation(R"("size": 0, "model": "input")"),
            "/populations/2/size: error: expected an integer from 1 to 16777216 but got 0");
  EXPECT_EQ(ofPopulation(R"("size": 2.5, "model": "input")"),
            "/populations/2/size: error: expected an integer from 1 to 16777216 but got 2.5");
  EXPECT_EQ(ofPopulation(R"("size": 1e300, "model": "input")"),
            "/populations/2/size: error: expected an integer from 1 to 16777216 but got 1e+300");
  EXPECT_EQ(ofPopulation(R"("size": 18446744073709551615, "model": "input")"),
            "/populations/2/size: error: expected an integer from 1 to 16777216 but got 18446744073709551615");
  EXPECT_EQ(ofPopulation(R"("size": 2, "model": "liff")"),
            "/populations/2/model: error: unknown value 'liff', the nearest known one is 'lif'");
  EXPECT_EQ(ofPopulation(R"("size": 2, "model": "lif")"),
            "/populations/2: error: missing key 'parameters' or 'registers'");
  EXPECT_EQ(ofPopulation(R"("size": 2, "model": "input", "registers": {})"),
            "/populations/2/registers: error: 'registers' belongs to model 'lif'");
  EXPECT_EQ(ofPopulation(R"("size": 2, "model": "lif", "registers": {"vth": 1}, "parameters": {})"),
            "/populations/2/registers: error: 'registers' and 'parameters' exclude each other, give one of them");
  EXPECT_EQ(oneMessage(networkOf("", "", R"(,{"name": "out", "size": 1, "model": "input"})")),
            "/populations/2/name: error: name 'out' is used twice, first at /populations/1/name");
}

TEST(NetworkReaderErrorTest, Parameters) {
  const std::string at = "/populations/2/parameters";
  EXPECT_EQ(ofParameters(R"(, "tau_u": "5 mV")"),
            at + "/tau_u: error: expected a time such as \"5 ms\" or \"inf\" but got \"5 mV\"");
  EXPECT_EQ(ofParameters(R"(, "tau_u": "-5 ms")"),
            at + "/tau_u: error: expected a time such as \"5 ms\" or \"inf\" but got \"-5 ms\"");
  EXPECT_EQ(ofParameters(R"(, "tau_u": true)"),
            at + "/tau_u: error: expected a time such as \"5 ms\" or \"inf\" but got true");
  EXPECT_EQ(ofParameters(R"(, "refractory": "inf")"),
            at + "/refractory: error: expected a time such as \"5 ms\" but got \"inf\"");
  EXPECT_EQ(ofParameters(R"(, "tau_u": 1, "tau_u_steps": 1)"),
            at + "/tau_u_steps: error: 'tau_u_steps' and 'tau_u' exclude each other, give one of them");
  EXPECT_EQ(ofParameters(R"(, "reset": null)"), at + "/reset: error: expected a number but got null");
  EXPECT_EQ(ofParameters(R"(, "reset_mode": "soft")"),
            at + "/reset_mode: error: unknown value 'soft', the nearest known one is 'hard'");
  EXPECT_EQ(ofParameters(R"(, "bias": [1, 2, 3])"),
            at + "/bias: error: expected one number, or one for each of the 2 neurons, but got 3");
  EXPECT_EQ(ofParameters(R"(, "bias": [1, "2"])"), at + "/bias/1: error: expected a number but got \"2\"");
  EXPECT_EQ(ofParameters(R"(, "adaptation": {"tau": 5})"), at + "/adaptation: error: missing key 'step'");
  EXPECT_EQ(ofParameters(R"(, "adaptation": {"step": -1})"),
            at + "/adaptation/step: error: expected a number of at least 0.0 but got -1");
  EXPECT_EQ(ofPopulation(R"("size": 2, "model": "lif", "parameters": {})"), at + ": error: missing key 'threshold'");
  EXPECT_EQ(ofPopulation(R"("size": 2, "model": "lif", "parameters": {"threshold": 0})"),
            at + "/threshold: error: expected a threshold above 0 but got 0");
}

TEST(NetworkReaderErrorTest, Registers) {
  const std::string at = "/populations/2/registers";
  EXPECT_EQ(ofRegisters(R"(, "du": 4096)"), at + "/du: error: expected an integer from 0 to 4095 but got 4096");
  EXPECT_EQ(ofRegisters(R"(, "dv": 4097)"), at + "/dv: error: expected an integer from 0 to 4096 but got 4097");
  EXPECT_EQ(ofRegisters(R"(, "bias_mant": [1, 5000])"),
            at + "/bias_mant/1: error: expected an integer from -4095 to 4095 but got 5000");
  EXPECT_EQ(ofRegisters(R"(, "bias_exp": 1)"), at + "/bias_exp: error: 'bias_exp' needs 'bias_mant'");
  EXPECT_EQ(ofRegisters(R"(, "theta_decay_exp": 0)"),
            at + "/theta_decay_exp: error: expected an integer from 1 to 31 but got 0");
  EXPECT_EQ(ofPopulation(R"("size": 2, "model": "lif", "registers": {})"), at + ": error: missing key 'vth'");
}

TEST(NetworkReaderErrorTest, Projections) {
  const std::string at = "/projections/0";
  EXPECT_EQ(ofProjection(R"("weights": 1)"), at + ": error: missing key 'connect'");
  EXPECT_EQ(ofProjection(R"("connect": "all_to_all")"), at + ": error: missing key 'weights'");
  EXPECT_EQ(ofProjection(R"("connect": "conv2d", "weights": 1)"),
            at + "/connect: error: unsupported: connect 'conv2d', write the convolution as 'sparse'");
  EXPECT_EQ(ofProjection(R"("connect": "one_to_one", "weights": 1)"),
            at + ": error: one_to_one needs populations of one size: 'in' has 2 neurons but 'out' has 3");
  EXPECT_EQ(ofProjection(R"("connect": "fixed_probability", "weights": 1)"), at + ": error: missing key 'probability'");
  EXPECT_EQ(ofProjection(R"("connect": "fixed_probability", "probability": 1.5, "weights": 1)"),
            at + "/probability: error: expected a number from 0.0 to 1.0 but got 1.5");
  EXPECT_EQ(ofProjection(R"("connect": "fixed_in_degree", "in_degree": 3, "weights": 1)"),
            at + "/in_degree: error: expected an integer from 1 to 2 but got 3");
  EXPECT_EQ(ofProjection(R"("connect": "all_to_all", "in_degree": 3, "weights": 1)"),
            at + "/in_degree: error: 'in_degree' belongs to connect 'fixed_in_degree'");
  EXPECT_EQ(ofProjection(R"("connect": "all_to_all", "probability": 1, "weights": 1)"),
            at + "/probability: error: 'probability' belongs to connect 'fixed_probability'");
  EXPECT_EQ(ofProjection(R"("connect": "sparse", "self": true, "weights": [[0, 0, 1]])"),
            at + "/self: error: 'self' belongs to connect 'all_to_all', 'fixed_probability' and 'fixed_in_degree'");
  EXPECT_EQ(ofProjection(R"("connect": "all_to_all", "self": false, "weights": 1)"),
            at + "/self: error: 'self' is for a projection from a population onto itself");
  EXPECT_EQ(oneMessage(networkOf(R"({"name": "p", "from": "in", "to": "ouy", "connect": "all_to_all", "weights": 1})")),
            at + "/to: error: unknown population 'ouy', the nearest known one is 'out'");
  EXPECT_EQ(oneMessage(networkOf(R"({"name": "p", "from": "out", "to": "in", "connect": "all_to_all", "weights": 1})")),
            at + "/to: error: expected a population of model 'lif' but 'in' is not one");
  EXPECT_EQ(oneMessage(networkOf(R"({"name": "p", "from": "m", "to": "out", "connect": "all_to_all", "weights": 1})",
                                 "", R"(,{"name": "m", "size": 1, "model": "modulator"})")),
            at + "/from: error: a modulator sends no spikes, bind it as a \"third_factor\"");
  EXPECT_EQ(oneMessage(networkOf(R"({"name": "p", "from": "big", "to": "big", "connect": "all_to_all", "weights": 1})",
                                 "", R"(,{"name": "big", "size": 16777216, "model": "lif", "registers": {"vth": 1}})")),
            at + ": error: the network has too many synapses: expected at most 268435456 but got 281474976710656 here");
}

TEST(NetworkReaderErrorTest, Delays) {
  const std::string start = R"("connect": "all_to_all", "weights": 1, )";
  EXPECT_EQ(ofProjection(start + R"("delay": "0.5 ms")"),
            "/projections/0/delay: error: a delay is at least one time step: expected 1.0 ms or more but got 0.5 ms");
  EXPECT_EQ(ofProjection(start + R"("delay": "1 h")"),
            "/projections/0/delay: error: the delay is too long: expected at most 64 time steps but got 3600000.0");
  EXPECT_EQ(ofProjection(start + R"("delay_steps": 64)"),
            "/projections/0/delay_steps: error: expected an integer from 0 to 63 but got 64");
  EXPECT_EQ(ofProjection(start + R"("delay_steps": {"uniform": [4, 1]})"),
            "/projections/0/delay_steps/uniform: error: expected the shorter delay first but got an array of 2");
  EXPECT_EQ(ofProjection(start + R"("delay_steps": {"uniform": 4})"),
            "/projections/0/delay_steps/uniform: error: expected an array of 2 delays but got 4");
  EXPECT_EQ(ofProjection(start + R"("delay_steps": 0, "delay": "1 ms")"),
            "/projections/0/delay_steps: error: 'delay_steps' and 'delay' exclude each other, give one of them");
  EXPECT_EQ(ofProjection(start + R"("max_delay_steps": 64)"),
            "/projections/0/max_delay_steps: error: expected an integer from 0 to 63 but got 64");
}

TEST(NetworkReaderErrorTest, Weights) {
  const std::string at = "/projections/0/weights";
  EXPECT_EQ(ofWeights("\"heavy\""), at + ": error: expected a number or an array but got \"heavy\"");
  EXPECT_EQ(ofWeights("{}"), at + ": error: missing key 'uniform', 'normal', 'integer', 'real' or 'file'");
  EXPECT_EQ(ofWeights(R"({"real": 1, "integer": 1})"),
            at + ": error: 'integer' and 'real' exclude each other, give one of them");
  EXPECT_EQ(ofWeights(R"({"uniform": [1]})"),
            at + "/uniform: error: expected an array of 2 numbers but got an array of 1");
  EXPECT_EQ(ofWeights(R"({"uniform": [2, 1]})"),
            at + "/uniform: error: expected the lower bound first but got an array of 2");
  EXPECT_EQ(ofWeights(R"({"normal": [2, -1]})"),
            at + "/normal/1: error: expected a standard deviation of at least 0 but got -1");
  EXPECT_EQ(ofWeights(R"({"integer": 300})"), at + "/integer: error: expected an integer from -256 to 254 but got 300");
  EXPECT_EQ(ofWeights(R"({"integer": 1, "bits": 7})"), at + "/bits: error: expected 1 to 6, or 8 bits but got 7");
  EXPECT_EQ(ofWeights(R"({"integer": 1, "exponent": 10})"),
            at + "/exponent: error: expected an integer from -6 to 9 but got 10");
  EXPECT_EQ(ofWeights(R"({"integer": 1, "sign": "mxed"})"),
            at + "/sign: error: unknown value 'mxed', the nearest known one is 'mixed'");
  EXPECT_EQ(ofWeights(R"({"real": 1, "exponent": 0})"),
            at + "/exponent: error: 'exponent' belongs to integer weights, that of real ones is chosen");
  EXPECT_EQ(ofProjection(R"("connect": "all_to_all", "weights": {"integer": 1}, "weight_max": 1)"),
            "/projections/0/weight_max: error: 'weight_max' belongs to real weights");
  EXPECT_EQ(ofProjection(R"("connect": "all_to_all", "weights": 1, "weight_max": 0)"),
            "/projections/0/weight_max: error: expected a magnitude above 0 but got 0");
  EXPECT_EQ(ofWeights("[[1, 2]]"), at + ": error: weights one by one need connect 'dense', 'sparse' or 'one_to_one'");
}

TEST(NetworkReaderErrorTest, Matrices) {
  const std::string at = "/projections/0/weights";
  const auto dense = [](const std::string &weights) { return ofWeights(weights, "\"dense\""); };
  EXPECT_EQ(dense("1"), at + ": error: connect 'dense' needs its weights one by one, as an array or a file");
  EXPECT_EQ(dense("[1, 2]"), at + ": error: expected rows of weights but got an array of 2");
  EXPECT_EQ(dense("[[1, 2], [3, 4]]"), at + ": error: expected 3 rows (one for each neuron of 'out') but got 2");
  EXPECT_EQ(dense("[[1], [2], [3]]"), at + ": error: expected 2 columns (one for each neuron of 'in') but got 1");
  EXPECT_EQ(dense("[[1, 2], [3], [4, 5]]"),
            at + "/1: error: expected a row of 2 numbers, as the first one is, but got an array of 1");
  EXPECT_EQ(dense("[[1, 2], [3, null], [4, 5]]"), at + "/1/1: error: expected a number but got null");
  EXPECT_EQ(dense(R"({"integer": [[1, 2], [3, 255], [4, 5]]})"),
            at + "/integer/1/1: error: weight does not fit: expected an integer from -256 to 254 but got 255.0");
  EXPECT_EQ(dense(R"({"integer": [[1, 2], [3, 0.5], [4, 5]]})"),
            at + "/integer/1/1: error: weight does not fit: expected an integer from -256 to 254 but got 0.5");
  EXPECT_EQ(dense(R"({"integer": [[1, 2], [3, -1], [4, 5]], "sign": "excitatory"})"),
            at + "/integer/1/1: error: weight does not fit: expected an integer from 0 to 255 but got -1.0");
}

TEST(NetworkReaderErrorTest, SparseLists) {
  const std::string at = "/projections/0/weights";
  const auto sparse = [](const std::string &weights) { return ofWeights(weights, "\"sparse\""); };
  EXPECT_EQ(sparse("[[0, 1]]"),
            at + ": error: expected a list of [pre, post, weight] or [pre, post, weight, delay] but got an array of 1");
  EXPECT_EQ(sparse("[[0, 0, 1], [2, 0, 1]]"), at + "/1/0: error: expected a neuron of 'in', 0 to 1, but got 2.0");
  EXPECT_EQ(sparse("[[0, 0.5, 1]]"), at + "/0/1: error: expected a neuron of 'out', 0 to 2, but got 0.5");
  EXPECT_EQ(sparse("[[0, 0, 1, 64]]"), at + "/0/3: error: expected a delay of 0 to 63 time steps but got 64.0");
  EXPECT_EQ(sparse("[[0, 0, 1], [0, 0, 2]]"), at + "/1/0: error: the pair 0 -> 0 stands twice in the list");
  EXPECT_EQ(ofProjection(R"("connect": "sparse", "weights": [[0, 0, 1, 0]], "delay_steps": 1)"),
            "/projections/0: error: the delays stand in the list, leave out 'delay' and 'delay_steps'");
}

TEST(NetworkReaderErrorTest, WeightFiles) {
  const std::string at = "/projections/0/weights/file";
  EXPECT_EQ(ofWeights(R"({"file": "none.npy"})", "\"dense\""),
            at + ": error: cannot read 'none.npy': no such file or directory");
  const std::string path = testing::TempDir() + "NetworkReaderErrorTest.npy";
  engram::npy::writeFile(path, {3, 2}, {1, 2, 3, 400, 5, 6});
  EXPECT_EQ(ofWeights("{\"file\": \"" + path + "\"}", "\"dense\""),
            at + ": error: row 1, column 1: weight does not fit: expected an integer from -256 to 254 but got 400.0");
  engram::npy::writeFile(path, {2, 2}, {1, 2, 3, 4});
  EXPECT_EQ(ofWeights("{\"file\": \"" + path + "\"}", "\"dense\""),
            at + ": error: expected 3 rows (one for each neuron of 'out') but got 2");
  std::remove(path.c_str());
}

TEST(NetworkReaderErrorTest, Rules) {
  EXPECT_EQ(ofRule(R"("epoch": 1)"), "/rules/0: error: missing key 'dw', 'dt' or 'dd'");
  EXPECT_EQ(ofRule(R"("dw": 5)"), "/rules/0/dw: error: expected a string but got 5");
  EXPECT_EQ(ofRule(R"("dw": "u0*w", "epoch": 64)"),
            "/rules/0/epoch: error: expected an integer from 1 to 63 but got 64");
  EXPECT_EQ(ofRule(R"("dw": "u0*w", "profile": "lava")"),
            "/rules/0/profile: error: unsupported: profile 'lava', rules of profile 'engram' can be compiled");
  EXPECT_EQ(ofRule(R"("dw": "u0*w", "rng_seed": 3)"),
            "/rules/0/rng_seed: error: 'rng_seed' belongs to profile 'lava', give the network a 'seed'");
  EXPECT_EQ(ofRule(R"("dw": "x1*y0", "x1": {"impulse": 200, "tau": 1})"),
            "/rules/0/x1/impulse: error: expected a number from 0.0 to 127.0 but got 200");
  EXPECT_EQ(ofRule(R"("dw": "u0*w", "x1": {"impulse": 1})"), "/rules/0/x1: error: missing key 'tau' or 'tau_steps'");
  EXPECT_THAT(ofRule(R"("dw": "x0*y0")"), HasSubstr("/rules/0/dw: error: "));
}

TEST(NetworkReaderErrorTest, ThirdFactors) {
  const std::string rule = R"({"name": "r", "dw": "u0*t*y2"})";
  const std::string modulator = R"(,{"name": "m", "size": 2, "model": "modulator"})";
  const auto network = [&](const std::string &members) {
    return networkOf(projectionOf(R"("connect": "all_to_all", "weights": 1, )" + members), rule, modulator);
  };
  const auto bound = [&](const std::string &members) { return oneMessage(network(members)); };
  EXPECT_EQ(bound(R"("rule": "r")"), "/projections/0: error: rule 'r' reads 'y2', which has no trace: bind it with "
                                     "\"third_factor\": {\"y2\": ...} to a modulator");
  EXPECT_EQ(bound(R"("rule": "q")"), "/projections/0/rule: error: unknown rule 'q', the nearest known one is 'r'");
  EXPECT_EQ(bound(R"("rule": "r", "third_factor": {"y2": "out"})"),
            "/projections/0/third_factor/y2: error: expected a population of model 'modulator' but 'out' is not one");
  EXPECT_EQ(bound(R"("rule": "r", "third_factor": {"y2": "m"})"),
            "/projections/0/third_factor/y2: error: expected a modulator of size 1 or 3 but 'm' has size 2");
  EXPECT_THAT(messagesOf(network(R"("third_factor": {"y2": "m"})")),
              Contains("/projections/0/third_factor: error: 'third_factor' needs a 'rule'"));
  EXPECT_THAT(messagesOf(network(R"("rule": "r", "third_factor": {"y1": "m", "y2": "m"})")),
              Contains("/projections/0/third_factor/y1: error: rule 'r' has no third factor 'y1'"));
}

TEST(NetworkReaderErrorTest, TellsSeveralFaultsAtOnce) {
  EXPECT_THAT(messagesOf(R"({"engram": 1, "sed": 1, "populations": [{"name": "a", "size": "x", "model": "input"},
                              {"name": "b", "size": 1, "model": "lif", "parameters": {"threshold": 1, "tau_u": "5 mV"}}],
                              "projections": [{"name": "p", "from": "c", "to": "b", "connect": "all_to_all"}]})"),
              SizeIs(5));
}

TEST(NetworkReaderErrorTest, StopsTellingAtSomePoint) {
  std::string populations;
  for (int i = 0; i < 100; ++i)
    populations += ",{}";
  const std::vector<std::string> lines = messagesOf(networkOf("", "", populations));
  EXPECT_THAT(lines, SizeIs(21));
  EXPECT_EQ(lines.back(), "/: error: too many errors, the rest is not shown");
}

} // namespace
