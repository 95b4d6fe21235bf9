// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns a rule's text into the updates of a plasticity.rule.

#ifndef ENGRAM_COMPILER_FRONTEND_RULE_RULETOPLASTICITY_H
#define ENGRAM_COMPILER_FRONTEND_RULE_RULETOPLASTICITY_H

#include "dialects/plasticity/PlasticityDialect.h"

namespace engram::rule {

/// Appends the updates that `text`, the right-hand side of dw, dt or dd, makes to `target`. The rule holds its traces
/// already: y1, y2 and y3 without a trace become third factors, x1 and x2 without one are an error. Products keep their
/// order. Errors are emitted at `loc` and name the column in the text; on failure the rule is unchanged or incomplete.
///
/// A product's location is `loc`; if that is a NameLoc of line 0 (a JSON value), with the column of the product in the
/// text.
mlir::LogicalResult addUpdates(plasticity::RuleOp rule, plasticity::SynapseVariable target, llvm::StringRef text,
                               mlir::Location loc);

} // namespace engram::rule

#endif
