// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Along the list of a presynaptic neuron. What belongs to the post neurons of the lanes stands beside each other in a
// dense row; in a sparse one it is found by their indices.

#include "backends/native/codegen/DenseRow.h"
#include "backends/native/codegen/LearningPhase.h"

namespace engram::native {

Int LearningPhase::postsAt(const Int &place, const Int &word) {
  return projection.word.neuronBits != 0 ? zeroExtend(neurons.loadLanes(place), 32) : indexOf(projection.word, word);
}

void LearningPhase::visitRow(const Row &row, size_t level, bool pre) {
  const std::vector<spec::Product> products = actingProducts(rule, level, pre, rule.postGated);
  const std::map<int, Int> keys = keysOfRow(products, fromIndex(row.pre, 32));
  const std::optional<Int> preOffset =
      pre && rule.epoch > 1 ? std::optional<Int>(zeroExtend(preOffsetOf(row.pre), 64)) : std::nullopt;
  Int k, word, posts;
  // What belongs to the post neurons of the lanes: beside each other in a dense row, else by their indices.
  const auto read = [&](const Memory &memory, const Int &base) {
    return projection.dense ? memory.loadLanes(base + (own.begin + k)) : memory.gather(posts + fromIndex(base, 32));
  };
  const Array *carrying = pre ? carrier(2, 5) : nullptr;
  const auto postOffsets = [&] {
    return carrying ? shiftRight(read(code.array(*carrying), historyBase(preOffset, target)), kCarriedShift)
                    : read(code.array(projection.postOffset), code.index(0));
  };
  const auto ofRow = [&](const Memory &memory, const Int &base) { return memory.load(base + row.pre); };
  VisitOperands operands;
  operands.shared = [&](OperandOfEvent which) { return sharedInRow(which, ofRow); };
  operands.lanes = [&](OperandOfEvent which) {
    return which.second < spec::Operand::Y1
               ? preHistory(which.second, broadcast(fromIndex(row.pre, 32)), ofRow, postOffsets())
               : postOperand(which, preOffset, read);
  };
  operands.draw = [&](int variable) {
    const Int mixed = projection.dense ? read(code.array(target.mixed), code.index(0)) : mix(posts);
    return draw(broadcast(keys.at(variable)), mixed);
  };
  operands.postSpiked = [&] { return notEqual(postOffsets(), 0); };
  Visit visit(code, program, projection, products, operands);
  std::optional<DenseRow> dense;
  if (projection.dense)
    dense.emplace(code, projection, part, row.count, row.pre);
  const auto visitLanes = [&](const Int &place, const std::optional<Int> &inRow) {
    k = place;
    word = dense ? dense->loadLanes(k) : words.loadLanes(row.begin + k);
    if (!projection.dense)
      posts = postsAt(row.begin + k, word);
    const std::optional<Int> acts = visit.acts(word);
    whenHolds(acts ? std::optional<Int>(any(inRow ? *acts & *inRow : *acts)) : std::nullopt, [&] {
      const Int after = visit.update(word);
      dense ? dense->storeLanes(after, k, inRow) : words.storeLanes(after, word, row.begin + k, *inRow);
    });
  };
  const auto visitRest = [&](const Int &place) {
    visitLanes(place, lessThan(code.lanes(), broadcast(fromIndex(row.count - place, 32))));
  };
  whenHolds(visit.anyActs(), [&] {
    if (!projection.dense)
      return code.loop(code.index(0), row.count, kLanes, visitRest);
    const Int whole = row.count & -kLanes; // a mask for each of them would cost a tenth
    code.loop(code.index(0), whole, kLanes, [&](const Int &place) { visitLanes(place, std::nullopt); });
    code.when(lessThan(whole, row.count), [&] { visitRest(whole); });
  });
}

} // namespace engram::native
