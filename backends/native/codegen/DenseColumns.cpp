// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Down the columns of a dense projection: group of rows by group, since a group lies together, at the places of the
// neurons that spiked. Lane by lane: the words of the rows of the group onto one neuron, then those onto the next.

#include "backends/native/codegen/LearningPhase.h"

#include <cstddef>

namespace engram::native {

void LearningPhase::visitDenseColumns(const Int &spiked) {
  gatherSpiked(spiked);
  code.loop(code.index(0), code.index(source.size), projection.rowsInGroup,
            [&](const Int &firstPre) { visitDenseColumnsOf(firstPre, spiked); });
}

// The last one is repeated to fill the lanes: it is then learned more than once from the same word, with the same
// result.
void LearningPhase::gatherSpiked(const Int &spiked) {
  const Memory list = code.array(projection.spiked);
  const Int end = own.begin + spiked;
  const Int lastLanes = own.begin + toIndex(fromIndex(spiked - 1, 64) & -kLanes);
  const Int isSpiked = lessThan(code.lanes(), broadcast(fromIndex(end - lastLanes, 32)));
  list.storeLanes(select(isSpiked, list.loadLanes(lastLanes), broadcast(list.load(end - 1))), lastLanes);
  code.loop(code.index(0), spiked * projection.rowsInGroup, kLanes, [&](const Int &lane) {
    const Int lanes = broadcast(fromIndex(lane, 32)) + code.lanes();
    const Int neurons = list.gather(divide(lanes, projection.rowsInGroup) + broadcast(fromIndex(own.begin, 32)));
    const auto put = [&](const Array &array, const Int &values) {
      code.array(array).storeLanes(values, own.begin * projection.rowsInGroup + lane);
    };
    const auto ofNeurons = [&](const Memory &memory, const Int &) { return memory.gather(neurons); };
    put(projection.spikedMixed, mix(neurons));
    if (projection.spikedOffset.exists())
      put(projection.spikedOffset, ofNeurons(code.array(projection.postOffset), code.index(0)));
    for (size_t y = 0; y < projection.spikedY.size(); ++y) {
      const auto operand = static_cast<spec::Operand>(static_cast<size_t>(spec::Operand::Y1) + y);
      if (projection.spikedY[y].exists())
        put(projection.spikedY[y], postOperand({spec::Event::Post, operand}, std::nullopt, ofNeurons));
    }
  });
}

// The rows of neurons that spiked were visited as a whole, and the last group may have fewer rows.
std::optional<Int> LearningPhase::rowsToVisit(const Int &pres, const ReadLanes &ofRows) {
  std::optional<Int> rows;
  if (rule.preGated)
    rows = equal(ofRows(code.array(projection.preOffset), code.index(0)), 0);
  if (source.size % projection.rowsInGroup == 0)
    return rows;
  const Int exists = lessThan(pres, source.size);
  return rows ? *rows & exists : exists;
}

void LearningPhase::visitDenseColumnsOf(const Int &firstPre, const Int &spiked) {
  const int64_t rows = projection.rowsInGroup;
  const Int pres = broadcast(fromIndex(firstPre, 32)) + (code.lanes() & (rows - 1));
  const auto ofRows = [&](const Memory &memory, const Int &base) {
    return rows == 1 ? broadcast(memory.load(base + firstPre)) : repeatFirst(memory.loadLanes(base + firstPre), rows);
  };
  const std::optional<Int> visited = rowsToVisit(pres, ofRows);
  const Int number = visited ? divide(countLanes(*visited), kLanes / rows) : code.constant(rows, 64);
  countUpdates(number * fromIndex(spiked, 64));

  const std::vector<spec::Product> products = actingProducts(rule, 0, false, true);
  Int place;
  VisitOperands operands;
  operands.shared = [&](OperandOfEvent which) { return sharedInRow(which, ofRows); };
  operands.lanes = [&](OperandOfEvent which) {
    if (which.second < spec::Operand::Y1)
      return preHistory(which.second, pres, ofRows, code.array(projection.spikedOffset).loadLanes(place));
    return code.array(projection.spikedY[traceIndex(which.second) - 2]).loadLanes(place);
  };
  operands.draw = [&, keys = keysOfRow(products, pres)](int variable) {
    return draw(keys.at(variable), code.array(projection.spikedMixed).loadLanes(place));
  };
  Visit visit(code, program, projection, products, operands);
  std::optional<Int> some = visit.anyActs();
  if (visited)
    some = some ? *some & *visited : *visited;
  whenHolds(some ? std::optional<Int>(any(*some)) : std::nullopt, [&] {
    code.loop(code.index(0), spiked * rows, kLanes, [&](const Int &lane) {
      place = own.begin * rows + lane;
      learnSpiked(visit, rows == 1 ? std::nullopt : visited, divide(firstPre, rows) * width, divide(lane, rows));
    });
  });
}

void LearningPhase::learnSpiked(Visit &visit, const std::optional<Int> &visited, const Int &group, const Int &first) {
  const Memory list = code.array(projection.spiked);
  const Memory groups = blockArray(offsetof(SynapseBlock, words), projection.groupBits());
  const Int ofNeuron0 = group - own.begin;
  std::vector<Int> places;
  for (int64_t k = 0; k < kLanes / projection.rowsInGroup; ++k)
    places.push_back(ofNeuron0 + toIndex(list.load(own.begin + first + k)));
  const Int word = splitLanes(groups.loadEach(places), projection.word.bits);
  const Int after = visit.update(word);
  groups.storeEach(splitLanes(visited ? select(*visited, after, word) : after, projection.groupBits()), places);
}

} // namespace engram::native
