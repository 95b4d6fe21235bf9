// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Probes by name.

#include "compiler/driver/run/Probe.h"
#include "compiler/driver/UserError.h"
#include "tests/unit/driver/Helpers.h"

namespace engram::test {
namespace {

class ProbeTest : public testing::Test {
protected:
  std::string error(const std::string &text) {
    return messageOf<driver::UserError>([&] { driver::parseProbe(text, image); });
  }

  image::ImageT image = imageOf(plasticNetwork());
};

TEST_F(ProbeTest, ReadsOwnerVariableAndInterval) {
  const driver::Probe spikes = driver::parseProbe("in.spikes", image);
  EXPECT_EQ(spikes.owner, 0u);
  EXPECT_FALSE(spikes.variable.has_value());
  EXPECT_EQ(spikes.every, 1u);
  const driver::Probe weight = driver::parseProbe("ff.weight/every 10", image);
  EXPECT_EQ(weight.name, "ff.weight");
  EXPECT_EQ(weight.variable, sim::StateVariable::Weight);
  EXPECT_TRUE(weight.isSynaptic());
  EXPECT_EQ(weight.every, 10u);
  EXPECT_EQ(driver::parseProbe("exc.theta/every=3", image).every, 3u);
  EXPECT_FALSE(driver::parseProbe("ff.x1", image).isSynaptic());
}

TEST_F(ProbeTest, SaysWhatIsWrong) {
  EXPECT_EQ(error("exd.v"), "--probe exd.v: error: unknown population or projection 'exd', the nearest known one is "
                            "'exc'");
  EXPECT_EQ(error("exc.w"), "--probe exc.w: error: population 'exc' has no variable 'w', expected one of spikes, u, v, "
                            "theta, the nearest known one is 'u'");
  EXPECT_EQ(error("in.v"), "--probe in.v: error: population 'in' has no membrane, only its spikes can be recorded");
  EXPECT_EQ(error("back.tag"),
            "--probe back.tag: error: projection 'back' does not learn, it has only weight and delay");
  EXPECT_EQ(error("exc.v/every 0"),
            "--probe exc.v/every 0: error: expected a number of steps of at least 1 after '/every' but got '0'");
}

} // namespace
} // namespace engram::test
