// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first divergence is found and named.

#include "sim/compare/Divergence.h"
#include "tests/unit/reference/SmallNetwork.h"

namespace engram::sim {
namespace {

class DivergenceTest : public ::testing::Test {
protected:
  DivergenceTest() {
    mapping::Network network;
    network.name = "net";
    network.populations = {test::inputs("in", 3), test::integrators("out", 4, 10)};
    network.projections = {test::projection("ff", 0, 1)};
    network.projections[0].synapses = {{0, 1, 5, 0}, {2, 1, 5, 0}, {1, 3, 5, 0}};
    image = test::imageOf(network);
    readNetwork(image, state);
    state.step = 7;
  }

  image::ImageT image;
  State state;
};

TEST_F(DivergenceTest, EqualStatesHaveNone) { EXPECT_FALSE(Comparison(image).compare(state, state).has_value()); }

TEST_F(DivergenceTest, NamesANeuronItsCoreAndBothValues) {
  State other = state;
  other.populations[1].v[2] = -4;
  EXPECT_EQ(Comparison(image).compare(state, other)->text(), "step 7, core 0: out.v[2]: 0 != -4");
}

TEST_F(DivergenceTest, NamesASynapseByPostAndPre) {
  State other = state;
  other.projections[0].weight[2] = 6; // synapses by pre, then post: 0->1, 1->3, 2->1
  EXPECT_EQ(Comparison(image).compare(state, other)->text(), "step 7, core 0: ff.weight[1:2]: 5 != 6");
}

TEST_F(DivergenceTest, FindsPendingInput) {
  State other = state;
  other.populations[1].pending[0][3] = 64;
  EXPECT_EQ(Comparison(image).compare(state, other)->text(), "step 7, core 0: out.pending[0][3]: 0 != 64");
}

TEST_F(DivergenceTest, ADifferentShapeIsADivergence) {
  State other = state;
  other.populations[1].u.pop_back();
  EXPECT_EQ(Comparison(image).compare(state, other)->text(), "step 7: out.u size: 4 != 3");
}

} // namespace
} // namespace engram::sim
