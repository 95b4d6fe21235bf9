// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Down the columns of a sparse projection, through the index. The words of a column lie all over memory: a plain loop
// fetches them, since a processor has more plain loads under way than gathers, and another one puts them back.

#include "backends/native/codegen/LearningPhase.h"

#include <cstddef>

namespace engram::native {

void LearningPhase::visitColumns(const Int &spiked) {
  code.loop(own.begin, own.begin + spiked, 1, [&](const Int &place) {
    const Column column = columnOf(toIndex(code.array(projection.spiked).load(place)));
    fetchWords(column);
    visitColumn(column);
    putBackWords(column);
  });
}

LearningPhase::Column LearningPhase::columnOf(const Int &post) {
  const Memory columns = blockArray(offsetof(SynapseBlock, columns), 32);
  return {post,
          toIndex(columns.load(post - own.begin)),
          toIndex(columns.load(post - own.begin + 1)),
          blockArray(offsetof(SynapseBlock, entries), projection.entryBits),
          blockArray(offsetof(SynapseBlock, places), 32),
          blockArray(offsetof(SynapseBlock, fetched), projection.word.bits)};
}

Int LearningPhase::preOf(const Int &entry) { return truncate(shiftRightUnsigned(entry, projection.entryBits / 2), 32); }

void LearningPhase::fetchWords(const Column &column) {
  code.loop(column.begin, column.end, 1, [&](const Int &k) {
    const Int entry = column.entries.load(k);
    const Int inRow = truncate(entry & ((int64_t{1} << projection.entryBits / 2) - 1), 32);
    const Int place = rows.load(toIndex(zeroExtend(preOf(entry), 64))) + inRow;
    column.places.store(place, k - column.begin);
    column.fetched.store(words.load(toIndex(place)), k - column.begin);
  });
}

void LearningPhase::putBackWords(const Column &column) {
  code.loop(column.begin, column.end, 1, [&](const Int &k) {
    words.store(column.fetched.load(k - column.begin), toIndex(column.places.load(k - column.begin)));
  });
}

void LearningPhase::visitColumn(const Column &column) {
  const Int post = column.post;
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
    pres = preOf(column.entries.loadLanes(k));
    Int visited = lessThan(code.lanes(), broadcast(fromIndex(column.end - k, 32)));
    if (rule.preGated) // then its row was visited
      visited = visited & equal(carrying ? shiftRight(lookUp(*carrying), kCarriedShift)
                                         : code.array(projection.preOffset).gather(pres),
                                0);
    countUpdates(countLanes(visited));
    const Int word = column.fetched.loadLanes(k - column.begin);
    if (const std::optional<Int> acts = visit.acts(word))
      visited = visited & *acts;
    whenHolds(visit.anyActs(), [&] { column.fetched.storeLanes(visit.update(word), word, k - column.begin, visited); });
  });
}

} // namespace engram::native
