// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The neurons of a population, kLanes at a time (docs/spec/numerics.md section 3). Registers that are the same for all
// are constants in the code.

#include "backends/native/codegen/Random.h"
#include "backends/native/codegen/Stages.h"

namespace engram::native {

namespace {

constexpr int64_t kStateMax = (1 << 23) - 1; // (N2)

Int saturate(const Int &x) { return clamp(x, -kStateMax, kStateMax); }

/// The kLanes neurons at hand.
class Lanes {
public:
  Lanes(Code &code, const PopulationProgram &population, const Int &i) : code(code), population(population), i(i) {}

  Int load(const Array &array) { return code.array(array).loadLanes(i); }
  void store(const Int &value, const Array &array) { code.array(array).storeLanes(value, i); }

  Int registers(const Register &source) {
    return source.array.exists() ? load(source.array) : broadcast(code.constant(source.value));
  }

  /// (N3) |x| is split in two, so that its product with up to 4096 - k = 2^12 fits 32 bits.
  Int decay(const Int &x, const Register &k, int64_t added) {
    if (!k.array.exists() && k.value + added == 4096)
      return constantLike(x, 0);
    if (!k.array.exists() && k.value + added == 0)
      return x;
    const Int keep = constantLike(x, 4096 - added) - registers(k);
    const Int magnitude = maximum(x, constantLike(x, 0) - x);
    const Int kept = shiftRight(magnitude, 12) * keep + shiftRight((magnitude & 4095) * keep, 12);
    return select(lessThan(x, 0), constantLike(x, 0) - kept, kept);
  }

  /// The input due now; its place in the ring is free again.
  Int takeInput(const Int &slot) {
    const Memory ring = code.array(population.ring);
    const Int place = slot * population.padded + i;
    const Int input = ring.loadLanes(place);
    ring.storeLanes(constantLike(input, 0), place);
    return input;
  }

private:
  Code &code;
  const PopulationProgram &population;
  Int i;
};

bool isZero(const Register &source) { return !source.array.exists() && source.value == 0; }

/// (N14) theta * mantissa is below 2^31 in magnitude, its sum with the draw is not.
Int decayTheta(Lanes &lanes, const PopulationProgram &population, const Int &theta, const Int &draw,
               const Int &learning) {
  const Int product = signExtend(theta, 64) * signExtend(lanes.registers(population.thetaMantissa), 64);
  const Int exponent = lanes.registers(population.thetaExponent);
  const Int top = zeroExtend(shiftRightUnsigned(draw, constantLike(draw, 32) - exponent), 64);
  const Int lost = truncate(shiftRight(product + top, signExtend(exponent, 64)), 32);
  return select(learning, theta - lost, theta);
}

/// What fires among the lanes.
Int updateLanes(Lanes &lanes, const PopulationProgram &population, const Int &input, const Int &learning,
                const std::function<Int()> &drawTheta) {
  const Int u = saturate(lanes.decay(lanes.load(population.u), population.du, 1) + saturate(input)); // (N11, N12)
  lanes.store(u, population.u);
  Int theta = lanes.load(population.theta);
  if (!isZero(population.thetaMantissa))
    theta = decayTheta(lanes, population, theta, drawTheta(), learning);
  const Int counter = lanes.load(population.refractory);
  const Int held = greaterThan(counter, 0); // (N13)
  const Int before = lanes.load(population.v);
  const Int v = saturate(lanes.decay(before, population.dv, 0) + u + lanes.registers(population.bias));
  const Int threshold = shiftLeft(lanes.registers(population.vth), 6) + theta;
  const Int above = greaterThan(v, threshold); // (N15)
  const Int fires = select(held, constantLike(above, 0), above);
  const Int reset = select(notEqual(lanes.registers(population.subtractive), 0), saturate(v - threshold), // (N16)
                           lanes.registers(population.vreset));
  lanes.store(select(held, before, select(fires, reset, v)), population.v);
  lanes.store(select(fires, lanes.registers(population.refractoryPeriod), select(held, counter - 1, counter)),
              population.refractory);
  if (!isZero(population.thetaStep))
    theta = select(fires & broadcast(learning), saturate(theta + lanes.registers(population.thetaStep)), theta);
  lanes.store(theta, population.theta);
  return fires;
}

} // namespace

void updateNeurons(Code &code, const Program &program, const PopulationProgram &population, const Int &part) {
  const Int step = stepNumber(code);
  const Int learning = learningIsOn(code);
  const Int keyed =
      keyedBase(drawBase(program.seed, kThetaDraw, step), code.constant(static_cast<int32_t>(population.key)));
  const Int slot = toIndex(zeroExtend(step & (population.slots - 1), 64));
  const Range range = neuronsOf(code, population, part);
  const Memory spikes = code.array(population.spikes);
  const Int end =
      code.loop(range.begin, range.end, kLanes, fromIndex(range.begin, 64), [&](const Int &i, const Int &end64) {
        Lanes lanes(code, population, i);
        const Int index = broadcast(fromIndex(i, 32)) + code.lanes();
        const auto drawTheta = [&] { return draw(broadcast(keyed), mix(index)); };
        Int fires = updateLanes(lanes, population, lanes.takeInput(slot), learning, drawTheta);
        if (population.padded != population.size)
          fires = fires & lessThan(index, population.size);
        return code.choose(
            any(fires), [&] { return fromIndex(code.append(spikes, toIndex(end64), fires, i), 64); }, end64);
      });
  code.array(population.spikeCount).store(truncate(end - fromIndex(range.begin, 64), 32), part);
}

} // namespace engram::native
