// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The learning phase of one projection and part, as it is written into the function at hand. The class is declared here
// and defined in Learning.cpp (which synapses are visited, and when), Operands.cpp (what a product sees), Rows.cpp,
// DenseColumns.cpp and Columns.cpp (the three ways of coming to kLanes synapses).

#ifndef ENGRAM_BACKENDS_NATIVE_CODEGEN_LEARNINGPHASE_H
#define ENGRAM_BACKENDS_NATIVE_CODEGEN_LEARNINGPHASE_H

#include "backends/native/codegen/Random.h"
#include "backends/native/codegen/Stages.h"
#include "backends/native/codegen/Visit.h"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace engram::native {

/// Of a number that a history carries, the bits of the trace.
constexpr int64_t kTraceMask = (1 << kCarriedShift) - 1;

class LearningPhase {
public:
  LearningPhase(Code &code, const Program &program, const ProjectionProgram &projection, const Int &part);

  /// (N31) The phase of an epoch that ends now.
  void run();

private:
  /// One presynaptic neuron's list in this part.
  struct Row {
    Int pre;   ///< index
    Int begin; ///< of its words; only of a sparse row, since DenseRow knows that of a dense one
    Int count;
  };

  /// The synapses of a spiking post neuron.
  struct Column {
    Int post;  ///< index
    Int begin; ///< of its entries
    Int end;
    Memory entries;
    Memory places;  ///< of its words among those of the part, from 0 on
    Memory fetched; ///< its words, from 0 on
  };

  using ReadLanes = std::function<Int(const Memory &memory, const Int &base)>;

  // Learning.cpp

  /// An epoch in which epoch products act: every synapse is visited.
  void visitAll(size_t level);

  /// Any other epoch: the rows and the columns of neurons that spiked.
  void visitSpiking();
  void forSpikedSources(const std::function<void(const Int &)> &body);

  /// Lists the part's neurons that fired in this epoch; their number.
  Int listSpiked();
  Row rowOf(const Int &pre);
  Memory blockArray(size_t member, int bits) { return native::blockArray(code, projection, part, member, bits); }
  Int preOffsetOf(const Int &pre);
  void countUpdates(const Int &number);

  /// `body` where the condition holds, or always if there is none.
  void whenHolds(const std::optional<Int> &condition, const std::function<void()> &body);

  // Operands.cpp

  /// The population that tells a third factor; null: the operand is a trace.
  const PopulationProgram *modulatorOf(spec::Operand operand) const;

  /// Whether the trace can only be zero.
  bool isSilent(spec::Operand operand) const;

  /// A third factor that is one value for all.
  std::optional<Int> sharedFactor(spec::Operand operand);

  /// The array in which products gated by a side's own spike (`isOwn`), or by the epoch, find its trace.
  const Array &traceArray(spec::Operand operand, bool isOwn) const;

  /// The y operand of a product for neurons that `read` fetches; `preOffset` is that of the row, for pre products.
  Int postOperand(OperandOfEvent which, const std::optional<Int> &preOffset, const ReadLanes &read);

  /// Where a history begins for the step at `offset`; nothing: the only step of the epoch.
  Int historyBase(const std::optional<Int> &offset, const PopulationProgram &population);

  /// x of the neurons `pres`, which `read` fetches, at the last spikes of lanes of post neurons, given by their
  /// offsets.
  Int preHistory(spec::Operand operand, const Int &pres, const ReadLanes &read, const Int &offsets);

  /// The history of traces begin .. end - 1 that carries the offsets; null if none does.
  const Array *carrier(size_t begin, size_t end) const;

  /// An operand that is the same for all synapses of a row; `read` fetches what belongs to its neuron.
  std::optional<Int> sharedInRow(OperandOfEvent which, const ReadLanes &read);
  std::optional<Int> sharedPreTrace(OperandOfEvent which, const ReadLanes &read);

  /// The bases of a list's draws (N7), by target that `products` change by a draw; `pre` may be lanes.
  std::map<int, Int> keysOfRow(const std::vector<spec::Product> &products, const Int &pre);

  // Rows.cpp

  /// The post neurons of the lanes of a sparse row, 32 bits, from a place in its part on.
  Int postsAt(const Int &place, const Int &word);

  /// The synapses of a row in an epoch of `level`; `pre`: its neuron spiked.
  void visitRow(const Row &row, size_t level, bool pre);

  // DenseColumns.cpp

  /// Every row that is not visited as a whole, at the places of the spiking neurons.
  void visitDenseColumns(const Int &spiked);

  /// Puts beside each other what the rows read of the spiking neurons.
  void gatherSpiked(const Int &spiked);

  /// Which lanes belong to rows that are visited, of the neurons `pres`; nothing: all.
  std::optional<Int> rowsToVisit(const Int &pres, const ReadLanes &ofRows);

  /// The group of rows from `firstPre` on.
  void visitDenseColumnsOf(const Int &firstPre, const Int &spiked);

  /// kLanes words of a group, which begins at `group`, from the first-th spiking neuron on.
  void learnSpiked(Visit &visit, const std::optional<Int> &visited, const Int &group, const Int &first);

  // Columns.cpp

  /// The columns of the spiking neurons, through the index.
  void visitColumns(const Int &spiked);
  Column columnOf(const Int &post);
  Int preOf(const Int &entry);
  void fetchWords(const Column &column);
  void visitColumn(const Column &column);
  void putBackWords(const Column &column);

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
  Memory neurons;
  std::array<Int, kTargets> bases; ///< of draws, by target that the rule changes
};

} // namespace engram::native

#endif
