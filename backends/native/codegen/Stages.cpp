// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the stages share: the head of the arena, the parts of populations, blocks, and the fields of a synapse's word.

#include "backends/native/codegen/Stages.h"

#include <cstddef>

namespace engram::native {

namespace {

Int headerField(Code &code, size_t byte) {
  return code.memoryAt(code.index(0), 64).load(code.index(static_cast<int64_t>(byte / 8)));
}

/// `bits` bits of a word from `shift` on, in 32 bits.
Int field(const Int &word, int shift, int bits, bool isSigned) {
  const Int low = word.bits() == 64 ? truncate(shiftRightUnsigned(word, shift / 32 * 32), 32) : zeroExtend(word, 32);
  if (bits == 0)
    return constantLike(low, 0);
  const Int top = shiftLeft(low, 32 - shift % 32 - bits);
  return isSigned ? shiftRight(top, 32 - bits) : shiftRightUnsigned(top, 32 - bits);
}

} // namespace

Int currentStep(Code &code) { return headerField(code, offsetof(Header, step)); }
Int learningIsOn(Code &code) { return notEqual(headerField(code, offsetof(Header, learning)), 0); }
Int numberOfParts(Code &code) { return toIndex(headerField(code, offsetof(Header, parts))); }
Int stepNumber(Code &code) { return truncate(currentStep(code), 32); }

Range neuronsOf(Code &code, const PopulationProgram &population, const Int &part) {
  const Memory begins = code.array(population.partBegin);
  return {toIndex(begins.load(part)), toIndex(begins.load(part + 1))};
}

Int widthOf(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part) {
  const PopulationProgram &target = program.populations[projection.target];
  const Range own = neuronsOf(code, target, part);
  return maximum(minimum(own.end, code.index(target.size)) - own.begin, code.index(0));
}

void count(Code &code, const Program &program, Counter counter, const Int &part, const Int &number) {
  const Memory counters = code.array(program.counters);
  const int64_t field =
      (counter == Counter::SynapticEvents ? offsetof(Counters, synapticEvents) : offsetof(Counters, learningUpdates)) /
      8;
  const Int place = part * static_cast<int64_t>(sizeof(Counters) / 8) + field;
  counters.store(counters.load(place) + number, place);
}

void forSpikes(Code &code, const PopulationProgram &population, const Int &part,
               const std::function<void(const Int &)> &body) {
  const Int begin = toIndex(code.array(population.partBegin).load(part));
  const Int count = toIndex(code.array(population.spikeCount).load(part));
  code.loop(begin, begin + count, 1, [&](const Int &k) { body(toIndex(code.array(population.spikes).load(k))); });
}

Int offsetInEpoch(Code &code, const RulePlan &rule) {
  const Int step = currentStep(code);
  return rule.epoch == 1 ? constantLike(step, 1) : remainder(step - 1, rule.epoch) + 1;
}

Memory blockArray(Code &code, const ProjectionProgram &projection, const Int &part, size_t member, int bits) {
  constexpr auto kFields = static_cast<int64_t>(sizeof(SynapseBlock) / sizeof(int64_t));
  const auto field = static_cast<int64_t>(member / sizeof(int64_t));
  return code.memoryAt(toIndex(code.array(projection.blocks).load(part * kFields + field)), bits);
}

Memory neuronsBesideWords(Code &code, const ProjectionProgram &projection, const Int &part) {
  return blockArray(code, projection, part, offsetof(SynapseBlock, neurons), 16);
}

Int weightOf(const ProjectionProgram &projection, const Int &word) {
  const Int stored = field(word, 0, 8, projection.sign == 1);
  const Int weight = shiftLeft(stored, projection.lsb);
  return projection.sign == 3 ? constantLike(weight, 0) - weight : weight;
}

Int delayOf(const ProjectionProgram &projection, const Int &word) {
  const Int delay = field(word, projection.word.delayShift, projection.word.delayBits, false);
  return projection.fixedDelay < 0 ? delay : constantLike(delay, projection.fixedDelay);
}
Int tagOf(const SynapseWord &format, const Int &word) { return field(word, format.tagShift, format.tagBits, true); }
Int indexOf(const SynapseWord &format, const Int &word) {
  return field(word, format.indexShift, format.indexBits, false);
}

} // namespace engram::native
