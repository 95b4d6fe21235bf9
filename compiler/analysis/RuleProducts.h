// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A plasticity.rule read as products of the machine: expansion of any rule into sums of products over the reals, and
// the exact products of a rule in normal form.

#ifndef ENGRAM_COMPILER_ANALYSIS_RULEPRODUCTS_H
#define ENGRAM_COMPILER_ANALYSIS_RULEPRODUCTS_H

#include "compiler/analysis/Quantization.h"
#include "compiler/analysis/RuleRanges.h"
#include "dialects/plasticity/PlasticityDialect.h"
#include "hw/spec/Microcode.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace engram::analysis {

/// The operand of microcode that reads a variable.
spec::Operand operandOf(plasticity::TraceName name);
spec::Operand operandOf(plasticity::SynapseVariable variable);

/// operand + constant, or the sign of that sum. The constant is in kConstantMin..kConstantMax.
struct TermFactor {
  spec::Operand operand = spec::Operand::None;
  bool sign = false;
  int32_t constant = 0;
};

bool operator==(const TermFactor &left, const TermFactor &right);

/// coefficient * product of at most kMaxFactors factors.
struct Term {
  double coefficient = 0;
  llvm::SmallVector<TermFactor, spec::kMaxFactors> factors;
};

using Terms = llvm::SmallVector<Term, 2>;

/// Writes the value of every update of `rule` as a sum of terms and calls `visit` with them, in the order of the
/// updates. An integer constant beside a single variable stays in the factor; everything else is distributed, equal
/// terms are added, terms with coefficient 0 dropped. Fails with a located error where no word of the machine could
/// hold a term: more than four factors, the sign of a sum of several variables, a constant in a sign that is not an
/// integer or out of range, more than 64 terms.
mlir::LogicalResult expandUpdates(plasticity::RuleOp rule,
                                  llvm::function_ref<mlir::LogicalResult(plasticity::AddOp, const Terms &)> visit);

/// The products of a rule in normal form, in the order of its updates.
struct RuleProducts {
  std::vector<spec::Product> products; ///< `last` is set in the last one
  std::vector<int16_t> constants;      ///< the rule's constant table, at most kConstants
  std::vector<QuantizedScale> scales;  ///< a product's coefficient, wanted and realised
  std::vector<mlir::Location> locations;
  std::array<bool, 3> thirdFactors{}; ///< which of y1, y2, y3 are third factors
  std::array<int16_t, spec::kConstants> constantTable() const;
};

/// An error at the update that is not one product with an exact scale (run plasticity-normalize first), or that needs a
/// fifth constant.
mlir::FailureOr<RuleProducts> getProducts(plasticity::RuleOp rule);

/// `0.25*x1*(weight - 255) on post`, for messages.
std::string describe(const spec::Product &product, const std::array<int16_t, spec::kConstants> &constants);

/// Warns, at its location, of every product that saturates or loses all its bits, and of sums that can saturate though
/// no product does.
void warnAboutRanges(const RuleProducts &products, const RuleRanges &ranges);

} // namespace engram::analysis

#endif
