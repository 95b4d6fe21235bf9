// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The epoch's spikes and the traces of a projection (docs/spec/numerics.md N20, N21, N31, N36).

#include "backends/native/codegen/Random.h"
#include "backends/native/codegen/Stages.h"

namespace engram::native {

namespace {

/// One side of a plastic projection: its sources (traces 0, 1) or its targets (2, 3, 4).
struct Side {
  const PopulationProgram &population;
  const Array &offset;
  const Array &spikes;
  size_t begin;
  size_t end;
};

Side preSide(const Program &program, const ProjectionProgram &projection) {
  return {program.populations[projection.source], projection.preOffset, projection.preSpikes, 0, 2};
}

Side postSide(const Program &program, const ProjectionProgram &projection) {
  return {program.populations[projection.target], projection.postOffset, projection.postSpikes, 2, 5};
}

void begin(Code &code, const ProjectionProgram &projection, const Side &side, const Int &part) {
  const Range own = neuronsOf(code, side.population, part);
  code.loop(own.begin, own.end, kLanes, [&](const Int &i) {
    code.array(side.offset).storeLanes(broadcast(code.constant(0)), i);
    if (side.spikes.exists())
      code.array(side.spikes).storeLanes(broadcast(code.constant(0, 64)), i);
    for (size_t k = side.begin; k < side.end; ++k)
      if (projection.traces[k].start.exists())
        code.array(projection.traces[k].start).storeLanes(code.array(projection.traces[k].now).loadLanes(i), i);
  });
}

void note(Code &code, const Side &side, const Int &part, const Int &offset) {
  forSpikes(code, side.population, part, [&](const Int &neuron) {
    code.array(side.offset).store(truncate(offset, 32), neuron);
    if (!side.spikes.exists())
      return;
    const Memory spikes = code.array(side.spikes);
    spikes.store(spikes.load(neuron) | shiftLeft(constantLike(offset, 1), offset - 1), neuron);
  });
}

/// (N20) Decay, then the impulse, each rounded by its half of the draw. All of it is below 2^24.
Int stepTrace(const TracePlan &plan, const Int &trace, const Int &spike, const Int &draw) {
  const Int kept = roundStochastically(trace * plan.factor, 16, draw);
  const Int impulse = roundStochastically(constantLike(trace, plan.impulse), 16, shiftLeft(draw, 16));
  return minimum(kept + select(spike, impulse, 0), constantLike(trace, 127));
}

void stepSide(Code &code, const Program &program, const ProjectionProgram &projection, const Side &side,
              const Range &range, const Int &offset, const Int &step) {
  const RulePlan &rule = program.rules[projection.rule];
  for (size_t k = side.begin; k < side.end; ++k) {
    const TraceProgram &trace = projection.traces[k];
    if (!trace.now.exists())
      continue;
    const Int keyed = broadcast(keyedBase(drawBase(program.seed, kX1Draw + static_cast<int>(k), step),
                                          code.constant(static_cast<int32_t>(projection.key))));
    const Int history = (offset - 1) * side.population.padded;
    code.loop(range.begin, range.end, kLanes, [&](const Int &i) {
      const Memory now = code.array(trace.now);
      const Int before = now.loadLanes(i);
      const Int spike = equal(code.array(side.offset).loadLanes(i), truncate(fromIndex(offset, 64), 32));
      // A trace of 0 without a spike stays 0: most are, in a quiet network.
      code.when(any(notEqual(before | zeroExtend(spike, 32), 0)), [&] {
        const Int mixed = code.array(side.population.mixed).loadLanes(i);
        const Int after = stepTrace(rule.traces[k], before, spike, draw(keyed, mixed));
        now.storeLanes(after, i);
        if (trace.last.exists()) {
          const Memory last = code.array(trace.last);
          last.storeLanes(select(spike, after, last.loadLanes(i)), i);
        }
      });
      if (trace.history.exists())
        code.array(trace.history).storeLanes(now.loadLanes(i), history + i);
    });
  }
}

/// At the end of an epoch: the offsets of the last spikes into the histories that carry them.
void carryOffsets(Code &code, const Program &program, const ProjectionProgram &projection, const Side &side,
                  const Range &range) {
  const auto carry = [&](const Array &array, const Int &step) {
    const Memory history = code.array(array);
    code.loop(range.begin, range.end, kLanes, [&](const Int &i) {
      const Int place = step * side.population.padded + i;
      const Int offset = code.array(side.offset).loadLanes(i);
      history.storeLanes(history.loadLanes(place) | shiftLeft(offset, kCarriedShift), place);
    });
  };
  for (size_t k = side.begin; k < side.end; ++k)
    if (projection.traces[k].carriesOffset)
      code.loop(code.index(0), code.index(program.rules[projection.rule].epoch), 1,
                [&](const Int &step) { carry(projection.traces[k].history, step); });
}

} // namespace

void beginEpoch(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part) {
  code.when(equal(offsetInEpoch(code, program.rules[projection.rule]), 1), [&] {
    begin(code, projection, preSide(program, projection), part);
    begin(code, projection, postSide(program, projection), part);
  });
}

void noteSpikes(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part) {
  const Int offset = offsetInEpoch(code, program.rules[projection.rule]);
  note(code, preSide(program, projection), part, offset);
  note(code, postSide(program, projection), part, offset);
}

void stepTraces(Code &code, const Program &program, const ProjectionProgram &projection, const Range &pre,
                const Range &post, const Int &offset, const Int &step) {
  const Side sources = preSide(program, projection);
  const Side targets = postSide(program, projection);
  stepSide(code, program, projection, sources, pre, offset, step);
  stepSide(code, program, projection, targets, post, offset, step);
  code.when(equal(offset, program.rules[projection.rule].epoch), [&] {
    carryOffsets(code, program, projection, sources, pre);
    carryOffsets(code, program, projection, targets, post);
  });
}

} // namespace engram::native
