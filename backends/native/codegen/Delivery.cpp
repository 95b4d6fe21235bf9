// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Spikes to synaptic input (docs/spec/numerics.md N17, N18). A list writes to the ring of input; the sums are exact, so
// their order does not matter.

#include "backends/native/codegen/DenseRow.h"
#include "backends/native/codegen/Stages.h"

namespace engram::native {

namespace {

/// Adds the weights of one list to the ring.
class List {
public:
  List(Code &code, const Program &program, const ProjectionProgram &projection)
      : code(code), projection(projection), population(program.populations[projection.target]),
        ring(code.array(population.ring)), due(toIndex(fromStep())) {}

  /// A dense list without delays: neighbours stay neighbours.
  void addLanes(const DenseRow &row, const Int &first, const Int &count) {
    const Int base = ((due + projection.fixedDelay) & (population.slots - 1)) * population.padded + first;
    code.loop(code.index(0), count, kLanes, [&](const Int &k) {
      const Int weight = shiftLeft(weightOf(projection, row.loadLanes(k)), projection.shift);
      ring.storeLanes(ring.loadLanes(base + k) + weight, base + k);
    });
  }

  void addEach(const Int &begin, const Int &end, const std::function<Int(const Int &k)> &wordAt,
               const std::function<Int(const Int &k, const Int &word)> &neuronOf) {
    code.loop(begin, end, 1, [&](const Int &k) {
      const Int word = wordAt(k);
      const Int delay = toIndex(delayOf(projection, word));
      const Int place = ((due + delay) & (population.slots - 1)) * population.padded + neuronOf(k, word);
      const Int weight = shiftLeft(weightOf(projection, word), projection.shift);
      ring.store(ring.load(place) + weight, place);
    });
  }

private:
  /// The step at which a spike without delay acts.
  Int fromStep() { return currentStep(code) + 1; }

  Code &code;
  const ProjectionProgram &projection;
  const PopulationProgram &population;
  Memory ring;
  Int due;
};

} // namespace

void deliver(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part) {
  const PopulationProgram &source = program.populations[projection.source];
  const Range own = neuronsOf(code, program.populations[projection.target], part);
  const Int width = widthOf(code, program, projection, part);
  const Memory rows = blockArray(code, projection, part, offsetof(SynapseBlock, rows), 32);
  const Memory neurons = neuronsBesideWords(code, projection, part);
  const Memory words = blockArray(code, projection, part, offsetof(SynapseBlock, words), projection.word.bits);
  List list(code, program, projection);
  const auto dense = [&](const Int &neuron) {
    const DenseRow row(code, projection, part, width, neuron);
    if (projection.word.delayBits == 0)
      list.addLanes(row, own.begin, width);
    else
      list.addEach(
          code.index(0), width, [&](const Int &k) { return row.load(k); },
          [&](const Int &k, const Int &) { return own.begin + k; });
    return width;
  };
  const auto sparse = [&](const Int &neuron) {
    const Int begin = toIndex(rows.load(neuron));
    const Int end = toIndex(rows.load(neuron + 1));
    list.addEach(
        begin, end, [&](const Int &k) { return words.load(k); },
        [&](const Int &k, const Int &word) {
          return projection.word.neuronBits != 0 ? toIndex(zeroExtend(neurons.load(k), 64))
                                                 : toIndex(indexOf(projection.word, word));
        });
    return end - begin;
  };
  code.loop(code.index(0), numberOfParts(code), 1, [&](const Int &from) {
    forSpikes(code, source, from, [&](const Int &neuron) {
      const Int synapses = projection.dense ? dense(neuron) : sparse(neuron);
      count(code, program, Counter::SynapticEvents, part, fromIndex(synapses, 64));
    });
  });
}

} // namespace engram::native
