// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Says what RulePlan and Program hold, and what Learning and Visit do with it.

#include "backends/native/Decisions.h"

#include "backends/native/Program.h"

#include <algorithm>

namespace engram::native {

namespace {

bool alwaysVisitsAll(const RulePlan &rule) { return !rule.decimations.empty() && rule.decimations.front() == 0; }

std::string rowsText(const RulePlan &rule) {
  if (alwaysVisitsAll(rule))
    return "all at the end of every epoch, since an epoch product acts in each";
  const std::string spiking =
      rule.preGated ? "those of sources that spiked in the epoch, since products are gated by pre spikes" : "";
  if (rule.decimations.empty())
    return rule.preGated ? spiking : "none, since no product is gated by pre spikes or acts every epoch";
  const std::string all = "all at the end of every " + std::to_string(1u << rule.decimations.front()) +
                          " epochs, since epoch products act then";
  return rule.preGated ? all + "; else " + spiking : all;
}

std::string columnsText(const RulePlan &rule, const ProjectionProgram &projection) {
  if (!rule.postGated)
    return "none, since no product is gated by post spikes";
  if (!rule.visitsColumns())
    return "none, since all rows are visited whenever a post spike counts";
  if (projection.dense)
    return "of targets that spiked, straight from the rows, which are dense" +
           (projection.rowsInGroup == 1 ? "" : " and lie in groups of " + std::to_string(projection.rowsInGroup));
  return "of targets that spiked, through an index of " + std::to_string(projection.entryBits / 8) + " bytes a synapse";
}

bool letsSkip(const spec::Factor &factor) {
  return isBare(factor) && factor.operand != spec::Operand::Weight && factor.operand != spec::Operand::Delay;
}

/// A product counts for nothing where one of its bare operands is zero.
std::vector<std::string> zeroesOf(const RulePlan &rule) {
  std::vector<std::string> zeroes;
  for (const spec::Product &product : rule.products) {
    std::string operands;
    for (const spec::Factor &factor : product.factors)
      if (letsSkip(factor))
        operands += (operands.empty() ? " " : ", ") + std::string(spec::kOperandNames[size_t(factor.operand)]);
    zeroes.push_back(std::string(spec::kTargetNames[size_t(product.target)]) + ", " +
                     std::string(spec::kEventNames[size_t(product.event)]) + ":" +
                     (operands.empty() ? " nothing" : operands));
  }
  return zeroes;
}

/// The products of each kind of visit that the rule can cause.
std::vector<std::vector<spec::Product>> visitsOf(const RulePlan &rule) {
  std::vector<std::vector<spec::Product>> visits;
  for (size_t level = alwaysVisitsAll(rule) ? 1 : 0; level <= rule.decimations.size(); ++level) {
    if (rule.preGated)
      visits.push_back(actingProducts(rule, level, true, rule.postGated));
    if (level > 0 || rule.visitsColumns())
      visits.push_back(actingProducts(rule, level, false, rule.postGated));
  }
  return visits;
}

std::vector<ArithmeticDecision> arithmeticOf(const RulePlan &rule, const ProjectionProgram &projection) {
  std::vector<ArithmeticDecision> decisions;
  for (size_t target = 0; target < kTargets; ++target) {
    const auto variable = static_cast<spec::UpdateTarget>(target);
    if (!rule.changes(variable))
      continue;
    ArithmeticDecision decision{std::string(spec::kTargetNames[target]), 32, false};
    for (const std::vector<spec::Product> &products : visitsOf(rule)) {
      const UpdatePlan plan = planOf(rule, projection, products, variable);
      decision.bits = std::max(decision.bits, plan.bits);
      decision.draws |= plan.draws;
    }
    decisions.push_back(decision);
  }
  return decisions;
}

double bytesPerSynapse(const Program &program, const ProjectionProgram &projection) {
  const auto synapses = static_cast<double>(projection.synapses);
  double bytes = synapses * projection.word.bitsInAll() / 8;
  if (!projection.dense)
    bytes += 4.0 * (program.populations[projection.source].size + 1);
  if (!projection.dense && program.rules[static_cast<size_t>(projection.rule)].visitsColumns())
    bytes += synapses * projection.entryBits / 8 + 4.0 * (program.populations[projection.target].size + 1);
  return bytes / std::max(synapses, 1.0);
}

} // namespace

std::vector<ProjectionDecisions> decisionsOf(const image::ImageT &image) {
  const Program program = makeProgram(image, 1);
  std::vector<ProjectionDecisions> decisions;
  for (uint32_t p = 0; p < program.projections.size(); ++p) {
    const ProjectionProgram &projection = program.projections[p];
    if (projection.rule < 0)
      continue;
    const RulePlan &rule = program.rules[static_cast<size_t>(projection.rule)];
    decisions.push_back({p, rowsText(rule), columnsText(rule, projection), zeroesOf(rule),
                         arithmeticOf(rule, projection), projection.word.bitsInAll(),
                         bytesPerSynapse(program, projection)});
  }
  return decisions;
}

} // namespace engram::native
