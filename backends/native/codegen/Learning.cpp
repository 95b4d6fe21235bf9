// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which synapses a learning phase visits, and in which order (docs/spec/numerics.md N31, N37). Rows: the whole lists of
// neurons that spiked, or of all neurons in an epoch in which an epoch product acts. Columns: the synapses of
// postsynaptic neurons that spiked, in rows that are not visited as a whole.

#include "backends/native/codegen/LearningPhase.h"

#include <cstddef>

namespace engram::native {

LearningPhase::LearningPhase(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part)
    : code(code), program(program), projection(projection), rule(program.rules[projection.rule]),
      source(program.populations[projection.source]), target(program.populations[projection.target]), part(part),
      own(neuronsOf(code, target, part)), width(widthOf(code, program, projection, part)),
      words(blockArray(offsetof(SynapseBlock, words), projection.word.bits)),
      rows(blockArray(offsetof(SynapseBlock, rows), 32)), neurons(neuronsBesideWords(code, projection, part)) {
  for (size_t variable = 0; variable < kTargets; ++variable)
    if (rule.changes(static_cast<spec::UpdateTarget>(variable)))
      bases[variable] = drawBase(program.seed, static_cast<int>(variable), stepNumber(code));
}

void LearningPhase::run() {
  const Int epoch = divide(currentStep(code), rule.epoch);
  Int level = code.constant(0, 64);
  for (const uint8_t decimation : rule.decimations)
    level = level + zeroExtend(equal(epoch & ((int64_t{1} << decimation) - 1), 0), 64);
  for (size_t acting = 0; acting <= rule.decimations.size(); ++acting) {
    if (acting == 0 && !rule.decimations.empty() && rule.decimations.front() == 0)
      continue; // some epoch product always acts
    code.when(equal(level, static_cast<int64_t>(acting)), [&] { acting == 0 ? visitSpiking() : visitAll(acting); });
  }
}

LearningPhase::Row LearningPhase::rowOf(const Int &pre) {
  if (projection.dense)
    return {pre, {}, width};
  const Int begin = toIndex(rows.load(pre));
  return {pre, begin, toIndex(rows.load(pre + 1)) - begin};
}

Int LearningPhase::preOffsetOf(const Int &pre) { return code.array(projection.preOffset).load(pre); }

void LearningPhase::countUpdates(const Int &number) { count(code, program, Counter::LearningUpdates, part, number); }

void LearningPhase::visitAll(size_t level) {
  code.loop(code.index(0), code.index(source.size), 1, [&](const Int &pre) {
    const Row row = rowOf(pre);
    countUpdates(fromIndex(row.count, 64));
    if (!rule.preGated)
      return visitRow(row, level, false);
    const Int spiked = notEqual(preOffsetOf(pre), 0);
    code.when(spiked, [&] { visitRow(row, level, true); });
    code.when(equal(zeroExtend(spiked, 32), 0), [&] { visitRow(row, level, false); });
  });
}

void LearningPhase::visitSpiking() {
  if (rule.preGated)
    forSpikedSources([&](const Int &pre) {
      const Row row = rowOf(pre);
      countUpdates(fromIndex(row.count, 64));
      visitRow(row, 0, true);
    });
  if (rule.visitsColumns()) {
    const Int spiked = listSpiked();
    code.when(greaterThan(spiked, 0), [&] { projection.dense ? visitDenseColumns(spiked) : visitColumns(spiked); });
  }
}

void LearningPhase::forSpikedSources(const std::function<void(const Int &)> &body) {
  if (rule.epoch == 1) // the spikes of the step are those of the epoch
    return code.loop(code.index(0), numberOfParts(code), 1,
                     [&](const Int &from) { forSpikes(code, source, from, body); });
  code.loop(code.index(0), code.index(source.size), 1,
            [&](const Int &pre) { code.when(notEqual(preOffsetOf(pre), 0), [&] { body(pre); }); });
}

Int LearningPhase::listSpiked() {
  const Memory spiked = code.array(projection.spiked);
  Int number;
  if (rule.epoch == 1) {
    number = toIndex(code.array(target.spikeCount).load(part));
    code.loop(code.index(0), number, 1,
              [&](const Int &k) { spiked.store(code.array(target.spikes).load(own.begin + k), own.begin + k); });
  } else {
    const Int begin = fromIndex(own.begin, 64);
    const Int end = code.loop(own.begin, own.end, kLanes, begin, [&](const Int &i, const Int &end64) {
      const Int fired = notEqual(code.array(projection.postOffset).loadLanes(i), 0);
      return fromIndex(code.append(spiked, toIndex(end64), fired, i), 64);
    });
    number = toIndex(end - begin);
  }
  return number;
}

void LearningPhase::whenHolds(const std::optional<Int> &condition, const std::function<void()> &body) {
  condition ? code.when(*condition, body) : body();
}

void learn(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part) {
  const RulePlan &rule = program.rules[projection.rule];
  const Int ends = equal(offsetInEpoch(code, rule), rule.epoch);
  code.when(ends & learningIsOn(code), [&] { LearningPhase(code, program, projection, part).run(); });
}

} // namespace engram::native
