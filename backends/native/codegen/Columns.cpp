// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Down the columns of a sparse projection, through the index. Two lists of places alternate, so that the words of the
// next column, which lie all over memory, are on their way while one is visited.

#include "backends/native/codegen/LearningPhase.h"

#include <cstddef>

namespace engram::native {

void LearningPhase::visitColumns(const Int &spiked) {
  const Int end = own.begin + spiked;
  findWords(own.begin);
  code.loop(own.begin, end, 1, [&](const Int &place) {
    code.when(lessThan(place + 1, end), [&] { findWords(place + 1); });
    visitColumn(place);
  });
}

LearningPhase::Column LearningPhase::columnOf(const Int &place) {
  const Memory columns = code.memoryAt(blockField(code, projection, part, offsetof(SynapseBlock, columns)), 32);
  const Int post = toIndex(code.array(projection.spiked).load(place));
  const Int list = toIndex(fromIndex(place, 64) & 1) * source.padded;
  return {post, toIndex(columns.load(post - own.begin)), toIndex(columns.load(post - own.begin + 1)), list};
}

Memory LearningPhase::entriesOfColumns() {
  return code.memoryAt(blockField(code, projection, part, offsetof(SynapseBlock, entries)), projection.entryBits);
}

Memory LearningPhase::placesOfWords() {
  return code.memoryAt(blockField(code, projection, part, offsetof(SynapseBlock, places)), 32);
}

Int LearningPhase::preOf(const Int &entry) { return truncate(shiftRightUnsigned(entry, projection.entryBits / 2), 32); }

Int LearningPhase::placeInRow(const Int &entry) {
  return truncate(entry & ((int64_t{1} << projection.entryBits / 2) - 1), 32);
}

void LearningPhase::findWords(const Int &spikedPlace) {
  const Column column = columnOf(spikedPlace);
  const Memory entries = entriesOfColumns();
  const Memory places = placesOfWords();
  code.loop(column.begin, column.end, 1, [&](const Int &k) {
    const Int entry = entries.load(k);
    const Int place = rows.load(toIndex(zeroExtend(preOf(entry), 64))) + placeInRow(entry);
    places.store(place, column.words + (k - column.begin));
    words.prefetch(toIndex(place));
  });
}

void LearningPhase::visitColumn(const Int &spikedPlace) {
  const Column column = columnOf(spikedPlace);
  const Int post = column.post;
  const Memory entries = entriesOfColumns();
  const Memory wordPlaces = placesOfWords();
  const Int mixed = mix(fromIndex(post, 32));
  Int pres;
  const auto ofPost = [&](const Memory &memory, const Int &base) { return memory.load(base + post); };
  VisitOperands operands;
  operands.shared = [&](OperandOfEvent which) -> std::optional<Int> {
    if (isSilent(which.second))
      return code.constant(0);
    if (which.second < spec::Operand::Y1)
      return std::nullopt;
    const std::optional<Int> factor = sharedFactor(which.second);
    return factor ? factor : postOperand(which, std::nullopt, ofPost);
  };
  const std::optional<Int> offset =
      rule.epoch == 1 ? std::nullopt : std::optional<Int>(zeroExtend(code.array(projection.postOffset).load(post), 64));
  const auto lookUp = [&](const Array &history) {
    return code.array(history).gather(pres + fromIndex(historyBase(offset, source), 32));
  };
  operands.lanes = [&](OperandOfEvent which) {
    const TraceProgram &trace = projection.traces[traceIndex(which.second)];
    if (!trace.history.exists())
      return code.array(trace.now).gather(pres);
    return trace.carriesOffset ? lookUp(trace.history) & kTraceMask : lookUp(trace.history);
  };
  const Array *carrying = carrier(0, 2);
  operands.draw = [&](int variable) {
    const Int keys = mix(pres + static_cast<int32_t>(projection.key));
    return draw(keyedBase(broadcast(bases[static_cast<size_t>(variable)]), keys), broadcast(mixed));
  };
  Visit visit(code, program, projection, actingProducts(rule, 0, false, true), operands);
  code.loop(column.begin, column.end, kLanes, [&](const Int &k) {
    pres = preOf(entries.loadLanes(k));
    const Int places = wordPlaces.loadLanes(column.words + (k - column.begin));
    Int visited = lessThan(code.lanes(), broadcast(fromIndex(column.end - k, 32)));
    if (rule.preGated) // then its row was visited
      visited = visited & equal(carrying ? shiftRight(lookUp(*carrying), kCarriedShift)
                                         : code.array(projection.preOffset).gather(pres),
                                0);
    countUpdates(countLanes(visited));
    const Int word = words.gather(places);
    if (const std::optional<Int> acts = visit.acts(word))
      visited = visited & *acts;
    whenHolds(visit.anyActs(), [&] { words.scatter(visit.update(word), places, visited); });
  });
}

} // namespace engram::native
