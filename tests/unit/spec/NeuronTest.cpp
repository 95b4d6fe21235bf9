// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The neuron, clause by clause of docs/spec/numerics.md, and against a recording of Lava's integer model where the two
// mean the same.

#include "hw/spec/Neuron.h"
#include "hw/spec/Learning.h"
#include "hw/spec/Random.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace engram::spec {
namespace {

TEST(NeuronTest, AddsSaturatedInputToTheDecayedCurrent) { // (N11, N12)
  LifRegisters registers;
  registers.vth = 131071;
  registers.du = 2047; // half is kept
  registers.dv = 1024; // three quarters are kept
  LifState state{1001, -1001, 0, 0};
  EXPECT_FALSE(stepLif(registers, state, 64, 5, true, 0));
  EXPECT_EQ(state.u, 500 + 64);
  EXPECT_EQ(state.v, -750 + 564 + 5);
  EXPECT_FALSE(stepLif(registers, state, -(int64_t{1} << 31), 0, true, 0));
  EXPECT_EQ(state.u, 282 - kStateMax);
  registers.vth = 131071;
  LifState large{kStateMax, kStateMax, 0, 0};
  stepLif(registers, large, int64_t{1} << 31, 0, true, 0);
  EXPECT_EQ(large.u, kStateMax) << "u saturates, it does not wrap";
}

TEST(NeuronTest, TheFullDecayRegisterClearsTheCurrent) { // (N12)
  LifRegisters registers;
  registers.vth = 131071;
  LifState state{100, 0, 0, 0};
  stepLif(registers, state, 0, 0, true, 0);
  EXPECT_EQ(state.u, 0);
}

TEST(NeuronTest, HoldsTheMembraneWhileRefractory) { // (N13, N16)
  LifRegisters registers;
  registers.vth = 1;
  registers.refractory = 2;
  registers.vreset = -5;
  LifState state;
  EXPECT_TRUE(stepLif(registers, state, 65, 0, true, 0));
  EXPECT_EQ(state.v, -5);
  EXPECT_EQ(state.refractory, 2);
  EXPECT_FALSE(stepLif(registers, state, 1000, 0, true, 0));
  EXPECT_EQ(state.v, -5) << "v is held";
  EXPECT_EQ(state.u, 1000) << "u goes on";
  EXPECT_FALSE(stepLif(registers, state, 1000, 0, true, 0));
  EXPECT_EQ(state.refractory, 0);
  EXPECT_TRUE(stepLif(registers, state, 1000, 0, true, 0));
}

TEST(NeuronTest, NoRefractoryPeriodFiresInEveryStep) { // (N16)
  LifRegisters registers;
  LifState state;
  for (int i = 0; i < 5; ++i)
    EXPECT_TRUE(stepLif(registers, state, 1, 0, true, 0));
}

TEST(NeuronTest, FiresStrictlyAboveTheThreshold) { // (N15)
  LifRegisters registers;
  registers.vth = 2;
  LifState state;
  EXPECT_FALSE(stepLif(registers, state, 128, 0, true, 0));
  EXPECT_EQ(state.v, 128);
  state = {};
  EXPECT_TRUE(stepLif(registers, state, 129, 0, true, 0));
  EXPECT_EQ(state.v, 0);
  state = {0, 0, 10, 0};
  EXPECT_FALSE(stepLif(registers, state, 138, 0, true, 0)) << "theta raises the threshold";
  state = {0, 0, 10, 0};
  EXPECT_TRUE(stepLif(registers, state, 139, 0, true, 0));
}

TEST(NeuronTest, SubtractiveResetKeepsTheRest) { // (N16)
  LifRegisters registers;
  registers.vth = 2;
  registers.reset = ResetMode::Subtractive;
  LifState state{0, 0, 10, 0};
  EXPECT_TRUE(stepLif(registers, state, 200, 0, true, 0));
  EXPECT_EQ(state.v, 200 - 138);
}

TEST(NeuronTest, AdaptsAndForgetsWhileLearningIsOn) { // (N14, N16, N41)
  LifRegisters registers;
  registers.thetaStep = 100;
  registers.thetaDecayMantissa = 1;
  registers.thetaDecayExponent = 1;
  LifState state{0, 0, 50, 0};
  EXPECT_TRUE(stepLif(registers, state, 26, 0, true, 0)) << "theta decays before the comparison: 26 > 25";
  EXPECT_EQ(state.theta, 125);
  EXPECT_FALSE(stepLif(registers, state, 125, 0, false, 0));
  EXPECT_EQ(state.theta, 125) << "held";
  EXPECT_TRUE(stepLif(registers, state, 1, 0, false, 0));
  EXPECT_EQ(state.theta, 125) << "no step either";
  state = {0, 0, kStateMax - 5, 0};
  registers.thetaDecayMantissa = 0;
  state.v = 0;
  registers.vth = 0;
  EXPECT_FALSE(stepLif(registers, state, 1, 0, true, 0));
  EXPECT_EQ(state.theta, kStateMax - 5) << "m = 0 keeps theta";
}

TEST(NeuronTest, ThetaDecaysByItsMean) { // (N14): a time constant of 2^20 steps moves a theta of 1000
  LifRegisters registers;
  registers.thetaDecayMantissa = 1;
  registers.thetaDecayExponent = 20;
  constexpr uint32_t kSteps = 1 << 18;
  int32_t theta = 1000;
  for (uint32_t step = 1; step <= kSteps; ++step)
    theta = decayTheta(registers, theta, draw(keyedBase(drawBase(1, RandomVariable::Theta, step), 3), 0));
  const double expected = 1000 * std::exp(-0.25);
  EXPECT_NEAR(theta, expected, 6 * std::sqrt(1000 - expected));
}

/// What is recorded of one population, [step][neuron].
using Raster = std::vector<std::vector<int64_t>>;

/// Adds weight * 2^shift for every spike. Lava floors mixed weights to even numbers, as (N30).
void addInput(const nlohmann::json &weights, const std::vector<int64_t> &spikes, int shift,
              std::vector<int64_t> &sums) {
  for (size_t post = 0; post < sums.size(); ++post)
    for (size_t pre = 0; pre < spikes.size(); ++pre)
      if (spikes[pre] != 0)
        sums[post] += int64_t{weights[post][pre].get<int>() >> 1} * (int64_t{2} << shift);
}

TEST(NeuronTest, AgreesWithLavasIntegerModel) { // (N10)
  std::ifstream stream(ENGRAM_SOURCE_DIR "/../shared/golden/lava/lif_dense.json");
  if (!stream)
    GTEST_SKIP() << "the recording of Lava is not beside the source tree";
  const nlohmann::json golden = nlohmann::json::parse(stream);
  const nlohmann::json &net = golden["net"];
  const nlohmann::json &a = net["neurons"]["a"];
  const size_t steps = net["steps"];
  const size_t inputs = net["inputs"]["in"]["n"];
  Raster input(steps + 1, std::vector<int64_t>(inputs, 0));
  for (const nlohmann::json &spike : net["inputs"]["in"]["spikes"])
    input[spike[0].get<size_t>()][spike[1].get<size_t>()] = 1;
  LifRegisters registers;
  registers.du = a["du"];
  registers.dv = a["dv"];
  registers.vth = a["vth"];
  std::vector<LifState> states(a["n"].get<size_t>());
  std::vector<int64_t> fired(states.size(), 0);
  for (size_t step = 1; step <= steps; ++step) {
    std::vector<int64_t> sums(states.size(), 0); // spikes of the step before arrive now: no delay
    addInput(net["synapses"][0]["weights"], input[step - 1], kActivationBits + 1, sums);
    addInput(net["synapses"][1]["weights"], fired, kActivationBits, sums);
    for (size_t i = 0; i < states.size(); ++i) {
      const int32_t bias = a["bias_mant"][i].get<int32_t>() * (1 << a["bias_exp"][i].get<int>());
      fired[i] = stepLif(registers, states[i], sums[i], bias, true, 0);
      ASSERT_EQ(states[i].u, golden["expect"]["a.u"][step - 1][i].get<int>()) << "step " << step << ", neuron " << i;
      ASSERT_EQ(states[i].v, golden["expect"]["a.v"][step - 1][i].get<int>()) << "step " << step << ", neuron " << i;
      ASSERT_EQ(fired[i] != 0, golden["expect"]["a.s_out"][step - 1][i].get<int>() != 0) << "step " << step;
    }
  }
}

} // namespace
} // namespace engram::spec
