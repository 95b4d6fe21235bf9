// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Down the columns of a dense projection: row by row, since a row lies together, at the places of the neurons that
// spiked.

#include "backends/native/codegen/LearningPhase.h"

namespace engram::native {

void LearningPhase::visitDenseColumns(const Int &spiked) {
  gatherSpiked(spiked);
  code.loop(code.index(0), code.index(source.size), 1, [&](const Int &pre) {
    const auto visit = [&] {
      countUpdates(fromIndex(spiked, 64));
      visitDenseColumnsOf(rowOf(pre), spiked);
    };
    rule.preGated ? code.when(equal(preOffsetOf(pre), 0), visit) : visit();
  });
}

// Puts beside each other what the rows read of the spiking neurons. The last one is repeated to fill the lanes: it is
// then learned more than once from the same word, with the same result.
void LearningPhase::gatherSpiked(const Int &spiked) {
  const Memory list = code.array(projection.spiked);
  const Int end = own.begin + spiked;
  const Int lastLanes = own.begin + toIndex(fromIndex(spiked - 1, 64) & -kLanes);
  const Int isSpiked = lessThan(code.lanes(), broadcast(fromIndex(end - lastLanes, 32)));
  list.storeLanes(select(isSpiked, list.loadLanes(lastLanes), broadcast(list.load(end - 1))), lastLanes);
  code.loop(own.begin, end, kLanes, [&](const Int &place) {
    const Int neurons = list.loadLanes(place);
    code.array(projection.spikedMixed).storeLanes(mix(neurons), place);
    if (projection.spikedOffset.exists())
      code.array(projection.spikedOffset).storeLanes(code.array(projection.postOffset).gather(neurons), place);
    for (size_t y = 0; y < projection.spikedY.size(); ++y) {
      const auto operand = static_cast<spec::Operand>(static_cast<size_t>(spec::Operand::Y1) + y);
      if (!projection.spikedY[y].exists())
        continue;
      const Int values = postOperand({spec::Event::Post, operand}, std::nullopt,
                                     [&](const Memory &memory, const Int &) { return memory.gather(neurons); });
      code.array(projection.spikedY[y]).storeLanes(values, place);
    }
  });
}

void LearningPhase::visitDenseColumnsOf(const Row &row, const Int &spiked) {
  const std::vector<spec::Product> products = actingProducts(rule, 0, false, true);
  const std::vector<Int> keys = keysOfRow(products, row.pre);
  Int place;
  VisitOperands operands;
  operands.shared = [&](OperandOfEvent which) { return sharedInRow(which, row.pre); };
  operands.lanes = [&](OperandOfEvent which) {
    if (which.second < spec::Operand::Y1)
      return preHistory(which.second, row.pre, code.array(projection.spikedOffset).loadLanes(place));
    return code.array(projection.spikedY[traceIndex(which.second) - 2]).loadLanes(place);
  };
  operands.draw = [&](int variable) {
    return draw(broadcast(keys[static_cast<size_t>(variable)]), code.array(projection.spikedMixed).loadLanes(place));
  };
  Visit visit(code, program, projection, products, operands);
  const Int first = row.begin - own.begin; // of the row's words, so that a neuron's index leads to its word
  whenHolds(visit.anyActs(), [&] {
    const auto visitLanes = [&](int64_t lanes) {
      std::vector<Int> places;
      for (int64_t lane = 0; lane < lanes; ++lane)
        places.push_back(first + toIndex(code.array(projection.spiked).load(place + lane)));
      words.storeEach(visit.update(words.loadEach(places)), places);
    };
    // Nearly all of it is fetching and putting back, so that half a vector is worth a branch.
    const Int end = own.begin + spiked;
    code.loop(own.begin, end, kLanes, [&](const Int &k) {
      place = k;
      const Int rest = end - k;
      code.when(greaterThan(rest, kLanes / 2), [&] { visitLanes(kLanes); });
      code.when(lessThan(rest, kLanes / 2 + 1), [&] { visitLanes(kLanes / 2); });
    });
  });
}

} // namespace engram::native
