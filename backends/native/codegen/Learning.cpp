// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which synapses a learning phase visits, and in which order (docs/spec/numerics.md N31, N37). Rows: the whole lists of
// neurons that spiked, or of all neurons in an epoch in which an epoch product acts. Columns: the synapses of
// postsynaptic neurons that spiked, in rows that are not visited as a whole.

#include "backends/native/codegen/Random.h"
#include "backends/native/codegen/Stages.h"
#include "backends/native/codegen/Visit.h"

#include <utility>

namespace engram::native {

namespace {

constexpr int64_t kTraceMask = (1 << kCarriedShift) - 1;

/// Up to this many steps, a lane's step of the epoch is told by comparisons.
constexpr uint32_t kShortEpoch = 8;

/// Writes the learning phase of one projection and part.
class Learning {
public:
  Learning(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part)
      : code(code), program(program), projection(projection), rule(program.rules[projection.rule]),
        source(program.populations[projection.source]), target(program.populations[projection.target]), part(part),
        own(neuronsOf(code, target, part)), width(widthOf(code, program, projection, part)),
        words(code.memoryAt(blockField(code, projection, part, 0), projection.word.bits)),
        rows(code.memoryAt(blockField(code, projection, part, 1), 32)) {
    for (size_t variable = 0; variable < kTargets; ++variable)
      if (rule.changes(static_cast<spec::UpdateTarget>(variable)))
        bases[variable] = drawBase(program.seed, static_cast<int>(variable), stepNumber(code));
  }

  void run() {
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

private:
  /// One presynaptic neuron's list in this part.
  struct Row {
    Int pre;   ///< index
    Int begin; ///< of its words
    Int count;
  };

  Row rowOf(const Int &pre) {
    if (projection.dense)
      return {pre, pre * width, width};
    const Int begin = toIndex(rows.load(pre));
    return {pre, begin, toIndex(rows.load(pre + 1)) - begin};
  }

  Int preOffsetOf(const Int &pre) { return code.array(projection.preOffset).load(pre); }

  void countUpdates(const Int &number) { count(code, program, Counter::LearningUpdates, part, number); }

  /// An epoch in which epoch products act: every synapse is visited.
  void visitAll(size_t level) {
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

  void visitSpiking() {
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

  void forSpikedSources(const std::function<void(const Int &)> &body) {
    if (rule.epoch == 1) // the spikes of the step are those of the epoch
      return code.loop(code.index(0), numberOfParts(code), 1,
                       [&](const Int &from) { forSpikes(code, source, from, body); });
    code.loop(code.index(0), code.index(source.size), 1,
              [&](const Int &pre) { code.when(notEqual(preOffsetOf(pre), 0), [&] { body(pre); }); });
  }

  // --- Operands ------------------------------------------------------------------------------------------------------

  /// A third factor that is one value for all.
  std::optional<Int> sharedFactor(spec::Operand operand) {
    const PopulationProgram *modulator = modulatorOf(operand);
    if (!modulator || modulator->size != 1)
      return std::nullopt;
    return code.array(modulator->value).load(code.index(0));
  }

  const PopulationProgram *modulatorOf(spec::Operand operand) const {
    if (operand < spec::Operand::Y1)
      return nullptr;
    const int32_t bound = projection.thirdFactors[traceIndex(operand) - 2];
    return bound < 0 ? nullptr : &program.populations[bound];
  }

  /// The array in which a neuron's own spike finds its trace; `own`: whether the product is gated by that side.
  const Array &traceArray(spec::Operand operand, bool isOwn) const {
    const TraceProgram &trace = projection.traces[traceIndex(operand)];
    return isOwn && trace.last.exists() ? trace.last : trace.now;
  }

  bool isSilent(spec::Operand operand) const {
    return !modulatorOf(operand) && !projection.traces[traceIndex(operand)].now.exists();
  }

  /// The y operand of a product for neurons that `read` fetches; `preOffset` is that of the row, for pre products.
  Int postOperand(OperandOfEvent which, const std::optional<Int> &preOffset,
                  const std::function<Int(const Memory &, const Int &base)> &read) {
    const auto [event, operand] = which;
    if (const PopulationProgram *modulator = modulatorOf(operand))
      return read(code.array(modulator->value), code.index(0));
    const TraceProgram &trace = projection.traces[traceIndex(operand)];
    if (event == spec::Event::Pre && trace.history.exists()) {
      const Int found = read(code.array(trace.history), historyBase(preOffset, target));
      return trace.carriesOffset ? found & kTraceMask : found;
    }
    return read(code.array(traceArray(operand, event == spec::Event::Post)), code.index(0));
  }

  /// Where a history begins for the step at `offset`; nothing: the only step of the epoch.
  Int historyBase(const std::optional<Int> &offset, const PopulationProgram &population) {
    return offset ? toIndex(*offset - 1) * population.padded : code.index(0);
  }

  /// x of one row at the last spikes of lanes of post neurons, given by their offsets. In a short epoch a few
  /// comparisons are cheaper than going to memory. Offset 0 is no spike, and no product acts.
  Int preHistory(spec::Operand operand, const Int &pre, const Int &offsets) {
    const TraceProgram &trace = projection.traces[traceIndex(operand)];
    const Memory history = code.array(trace.history);
    Int found;
    if (rule.epoch <= kShortEpoch) {
      found = broadcast(history.load(pre));
      for (uint32_t step = 1; step < rule.epoch; ++step)
        found = select(equal(offsets, step + int64_t{1}), broadcast(history.load(pre + step * source.padded)), found);
    } else {
      const Int earlier = maximum(offsets - 1, constantLike(offsets, 0));
      found = history.gather(earlier * source.padded + broadcast(fromIndex(pre, 32)));
    }
    return trace.carriesOffset ? found & kTraceMask : found;
  }

  /// The history of one side that carries the offsets; null if none does.
  const Array *carrier(size_t begin, size_t end) const {
    for (size_t k = begin; k < end; ++k)
      if (projection.traces[k].carriesOffset)
        return &projection.traces[k].history;
    return nullptr;
  }

  /// x as products of an event see it, where it is one value for the row.
  std::optional<Int> sharedPreTrace(OperandOfEvent which, const Int &pre) {
    const auto [event, operand] = which;
    if (event == spec::Event::Post && rule.epoch > 1)
      return std::nullopt;
    return code.array(traceArray(operand, event == spec::Event::Pre)).load(pre);
  }

  std::optional<Int> sharedInRow(OperandOfEvent which, const Int &pre) {
    if (isSilent(which.second))
      return code.constant(0);
    return which.second < spec::Operand::Y1 ? sharedPreTrace(which, pre) : sharedFactor(which.second);
  }

  /// The bases of a list's draws (N7), by target; one that no product changes has none.
  std::vector<Int> keysOfRow(const std::vector<spec::Product> &products, const Int &pre) {
    const Int key = mix(fromIndex(pre, 32) + static_cast<int32_t>(projection.key));
    std::vector<Int> keys(kTargets);
    for (const spec::Product &product : products)
      if (const auto changed = static_cast<size_t>(product.target); !keys[changed].get())
        keys[changed] = keyedBase(bases[changed], key);
    return keys;
  }

  // --- Rows ----------------------------------------------------------------------------------------------------------

  /// The synapses of a row, kLanes at a time.
  void visitRow(const Row &row, size_t level, bool pre) {
    const std::vector<spec::Product> products = actingProducts(rule, level, pre, rule.postGated);
    const std::vector<Int> keys = keysOfRow(products, row.pre);
    const std::optional<Int> preOffset =
        pre && rule.epoch > 1 ? std::optional<Int>(zeroExtend(preOffsetOf(row.pre), 64)) : std::nullopt;
    Int k, word;
    // What belongs to the post neurons of the lanes: beside each other in a dense row, else by their indices.
    const auto read = [&](const Memory &memory, const Int &base) {
      return projection.dense ? memory.loadLanes(base + (own.begin + k))
                              : memory.gather(indexOf(projection.word, word) + fromIndex(base, 32));
    };
    const Array *carrying = pre ? carrier(2, 5) : nullptr;
    const auto postOffsets = [&] {
      return carrying ? shiftRight(read(code.array(*carrying), historyBase(preOffset, target)), kCarriedShift)
                      : read(code.array(projection.postOffset), code.index(0));
    };
    VisitOperands operands;
    operands.shared = [&](OperandOfEvent which) { return sharedInRow(which, row.pre); };
    operands.lanes = [&](OperandOfEvent which) {
      return which.second < spec::Operand::Y1 ? preHistory(which.second, row.pre, postOffsets())
                                              : postOperand(which, preOffset, read);
    };
    operands.draw = [&](int variable) {
      const Int mixed =
          projection.dense ? read(code.array(target.mixed), code.index(0)) : mix(indexOf(projection.word, word));
      return draw(broadcast(keys[static_cast<size_t>(variable)]), mixed);
    };
    operands.postSpiked = [&] { return notEqual(postOffsets(), 0); };
    Visit visit(code, program, projection, products, operands);
    whenHolds(visit.anyActs(), [&] {
      code.loop(code.index(0), row.count, kLanes, [&](const Int &place) {
        k = place;
        word = words.loadLanes(row.begin + k);
        const Int inRow = lessThan(code.lanes(), broadcast(fromIndex(row.count - k, 32)));
        const std::optional<Int> acts = visit.acts(word);
        whenHolds(acts ? std::optional<Int>(any(*acts & inRow)) : std::nullopt,
                  [&] { words.storeLanes(visit.update(word), word, row.begin + k, inRow); });
      });
    });
  }

  void whenHolds(const std::optional<Int> &condition, const std::function<void()> &body) {
    condition ? code.when(*condition, body) : body();
  }

  // --- Columns -------------------------------------------------------------------------------------------------------

  /// Lists the part's neurons that fired in this epoch; their number.
  Int listSpiked() {
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

  /// Every row that is not visited as a whole, at the lanes of the spiking neurons.
  void visitDenseColumns(const Int &spiked) {
    gatherSpiked(spiked);
    code.loop(code.index(0), code.index(source.size), 1, [&](const Int &pre) {
      const auto visit = [&] {
        countUpdates(fromIndex(spiked, 64));
        visitDenseColumnsOf(rowOf(pre), spiked);
      };
      rule.preGated ? code.when(equal(preOffsetOf(pre), 0), visit) : visit();
    });
  }

  /// Puts beside each other what the rows read of the spiking neurons. The last one is repeated to fill the lanes: it
  /// is then learned more than once from the same word, with the same result.
  void gatherSpiked(const Int &spiked) {
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

  void visitDenseColumnsOf(const Row &row, const Int &spiked) {
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
      code.loop(own.begin, own.begin + spiked, kLanes, [&](const Int &k) {
        place = k;
        std::vector<Int> places;
        for (int64_t lane = 0; lane < kLanes; ++lane)
          places.push_back(first + toIndex(code.array(projection.spiked).load(place + lane)));
        words.storeEach(visit.update(words.loadEach(places)), places);
      });
    });
  }

  /// The columns of the spiking neurons, through the index.
  void visitColumns(const Int &spiked) {
    const Memory columns = code.memoryAt(blockField(code, projection, part, 2), 32);
    code.loop(own.begin, own.begin + spiked, 1, [&](const Int &place) {
      const Int post = toIndex(code.array(projection.spiked).load(place));
      visitColumn(post, toIndex(columns.load(post - own.begin)), toIndex(columns.load(post - own.begin + 1)));
    });
  }

  void visitColumn(const Int &post, const Int &begin, const Int &end) {
    const Memory entries = code.memoryAt(blockField(code, projection, part, 3), projection.entryBits);
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
        rule.epoch == 1 ? std::nullopt
                        : std::optional<Int>(zeroExtend(code.array(projection.postOffset).load(post), 64));
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
    code.loop(begin, end, kLanes, [&](const Int &k) {
      const Int entry = entries.loadLanes(k);
      const int half = projection.entryBits / 2;
      pres = truncate(shiftRightUnsigned(entry, half), 32);
      const Int places = rows.gather(pres) + truncate(entry & ((int64_t{1} << half) - 1), 32);
      Int visited = lessThan(code.lanes(), broadcast(fromIndex(end - k, 32)));
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

  Code &code;
  const Program &program;
  const ProjectionProgram &projection;
  const RulePlan &rule;
  const PopulationProgram &source;
  const PopulationProgram &target;
  Int part;
  Range own;
  Int width;
  Memory words;
  Memory rows;
  std::array<Int, kTargets> bases; ///< of draws, by target that the rule changes
};

} // namespace

void learn(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part) {
  const RulePlan &rule = program.rules[projection.rule];
  const Int ends = equal(offsetInEpoch(code, rule), rule.epoch);
  code.when(ends & learningIsOn(code), [&] { Learning(code, program, projection, part).run(); });
}

} // namespace engram::native
