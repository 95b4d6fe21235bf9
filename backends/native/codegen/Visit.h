// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the learning phase does with kLanes synapses at once (docs/spec/numerics.md N32 to N35), whichever way it came
// to them: along the list of a presynaptic neuron, or down the column of a postsynaptic one.

#ifndef ENGRAM_BACKENDS_NATIVE_CODEGEN_VISIT_H
#define ENGRAM_BACKENDS_NATIVE_CODEGEN_VISIT_H

#include "backends/native/Program.h"
#include "backends/native/codegen/Code.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace engram::native {

/// An operand as a product with some event sees it (N32).
using OperandOfEvent = std::pair<spec::Event, spec::Operand>;

/// How a visit finds traces and third factors, and draws. `shared` gives a scalar if the operand is the same for all
/// synapses of the visit, or lanes if they are the same wherever the visit goes; else `lanes` gives those of the kLanes
/// synapses at hand.
struct VisitOperands {
  std::function<std::optional<Int>(OperandOfEvent)> shared;
  std::function<Int(OperandOfEvent)> lanes;
  std::function<Int(int target)> draw;
  std::function<Int()> postSpiked; ///< which lanes' post neurons fired in the epoch; none: all of them did
};

class Visit {
public:
  /// `products` are those that can act; the shared operands are read here.
  Visit(Code &code, const Program &program, const ProjectionProgram &projection, std::vector<spec::Product> products,
        VisitOperands operands);

  /// Whether some product may be other than zero, as far as the shared operands tell, by lane if they are lanes;
  /// nothing: it may.
  std::optional<Int> anyActs() const;

  /// Whether some product may be other than zero at each synapse; nothing: it may.
  std::optional<Int> acts(const Int &word);

  /// The words after learning.
  Int update(const Int &word);

private:
  bool changes(spec::UpdateTarget target) const;
  std::optional<Int> someHolds(const std::function<std::vector<Int>(const spec::Product &)> &conditions) const;
  Int operand(const spec::Product &product, spec::Operand operand, const Int &word);
  Int factor(const spec::Product &product, const spec::Factor &factor, const Int &word, int bits);
  Int value(const spec::Product &product, const Int &word, const UpdatePlan &plan);
  Int updated(spec::UpdateTarget target, const Int &word, const Int &before, int64_t low, int64_t high);

  Code &code;
  const RulePlan &rule;
  const ProjectionProgram &projection;
  std::vector<spec::Product> products;
  VisitOperands operands;
  std::map<OperandOfEvent, Int> sharedValues;
};

/// Whether the operand is a trace or a third factor: X1 to Y3.
inline bool isTrace(spec::Operand operand) { return operand >= spec::Operand::X1 && operand <= spec::Operand::Y3; }

/// x1, x2, y1, y2, y3 as 0 to 4.
inline size_t traceIndex(spec::Operand operand) {
  return static_cast<size_t>(operand) - static_cast<size_t>(spec::Operand::X1);
}

} // namespace engram::native

#endif
