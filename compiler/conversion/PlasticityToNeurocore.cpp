// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Converts normalised learning rules to the machine's products and trace registers.

#include "compiler/conversion/PlasticityToNeurocore.h"

#include "compiler/analysis/RuleProducts.h"

#include "mlir/IR/Diagnostics.h"

#include <cmath>

using namespace mlir;

namespace engram {

namespace {

constexpr double kErrorWorthWarning = 0.01;

size_t placeOf(plasticity::TraceName name) {
  return static_cast<size_t>(name) - static_cast<size_t>(plasticity::TraceName::X1);
}

/// Below one step the decay factor is coarse by nature and its error in tau means nothing.
void warnAboutTau(plasticity::TraceOp trace, const analysis::QuantizedTrace &quantized) {
  const double wanted = quantized.wantedTau;
  const double realised = quantized.realisedTau();
  if (!std::isfinite(wanted) || wanted < 1 || std::fabs(realised - wanted) <= kErrorWorthWarning * wanted)
    return;
  InFlightDiagnostic warning = emitWarning(trace.getLoc());
  warning << "time constant of " << analysis::numberText(wanted) << " steps ";
  if (std::isinf(realised))
    warning << "is too long for the machine: the trace never decays";
  else
    warning << "becomes " << analysis::numberText(realised) << " steps, which is off by more than 1 %";
}

} // namespace

QuantizedTraces quantizeTraces(plasticity::RuleOp rule, uint64_t timeStepNs) {
  QuantizedTraces traces;
  for (auto trace : rule.getBody().getOps<plasticity::TraceOp>())
    traces[placeOf(trace.getName())] =
        analysis::quantizeTrace(trace.getImpulse().convertToDouble(), trace.getTauInSteps(timeStepNs));
  return traces;
}

FailureOr<neurocore::RuleOp> convertRule(plasticity::RuleOp rule, uint64_t timeStepNs, OpBuilder &builder) {
  const FailureOr<analysis::RuleProducts> products = analysis::getProducts(rule);
  if (failed(products))
    return failure();
  const QuantizedTraces quantized = quantizeTraces(rule, timeStepNs);
  std::array<neurocore::TraceAttr, 5> traces;
  for (auto trace : rule.getBody().getOps<plasticity::TraceOp>()) {
    const size_t place = placeOf(trace.getName());
    warnAboutTau(trace, *quantized[place]);
    const spec::TraceRegisters &registers = quantized[place]->registers;
    traces[place] = neurocore::TraceAttr::get(rule.getContext(), registers.impulse, registers.factor);
  }
  auto result = neurocore::RuleOp::create(builder, rule.getLoc(), builder.getStringAttr(rule.getSymName()),
                                          builder.getI32IntegerAttr(static_cast<int32_t>(rule.getEpoch())), traces[0],
                                          traces[1], traces[2], traces[3], traces[4]);
  OpBuilder body = OpBuilder::atBlockBegin(&result.getBody().emplaceBlock());
  for (auto [product, location] : llvm::zip(products->products, products->locations))
    neurocore::ProductOp::create(body, location, product, products->constants);
  return result;
}

} // namespace engram
