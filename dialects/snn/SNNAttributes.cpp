// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes of the snn dialect: what each must satisfy by itself.

#include "dialects/snn/SNN.h"

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace engram::snn;

#define GET_ATTRDEF_CLASSES
#include "dialects/snn/SNNAttributes.cpp.inc"

void SNNDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/snn/SNNAttributes.cpp.inc"
      >();
}

namespace {
using EmitError = llvm::function_ref<InFlightDiagnostic()>;
}

LogicalResult LifAttr::verify(EmitError emitError, Time tauU, Time tauV, Real threshold, Real reset,
                              engram::spec::ResetMode, Time refractory, DenseF64ArrayAttr, Real adaptationStep,
                              Time adaptationTau) {
  const std::pair<StringRef, Time> times[] = {
      {"tau_u", tauU}, {"tau_v", tauV}, {"refractory", refractory}, {"adaptation_tau", adaptationTau}};
  for (const auto &[name, time] : times)
    if (time.nanoseconds < 0)
      return emitError() << name << " is negative";
  if (!(threshold.value > 0) || std::isinf(threshold.value))
    return emitError() << "threshold " << realText(threshold.value) << " is not positive and finite";
  if (std::isinf(refractory.nanoseconds) || std::isinf(reset.value) || std::isinf(adaptationStep.value))
    return emitError() << "refractory, reset and adaptation_step must be finite";
  if (adaptationStep.value < 0)
    return emitError() << "adaptation_step " << realText(adaptationStep.value) << " is negative";
  return success();
}

LogicalResult FixedProbabilityAttr::verify(EmitError emitError, Real p, bool) {
  if (p.value >= 0 && p.value <= 1)
    return success();
  return emitError() << "probability " << realText(p.value) << " is outside 0..1";
}

LogicalResult FixedInDegreeAttr::verify(EmitError emitError, uint32_t n, bool) {
  return n > 0 ? success() : LogicalResult(emitError() << "an in-degree of 0 makes no synapse");
}

LogicalResult SparseAttr::verify(EmitError emitError, DenseI32ArrayAttr pre, DenseI32ArrayAttr post) {
  if (pre.size() != post.size())
    return emitError() << "has " << pre.size() << " pre but " << post.size() << " post indices";
  llvm::DenseSet<std::pair<int32_t, int32_t>> seen;
  for (const auto &pair : llvm::zip(pre.asArrayRef(), post.asArrayRef())) {
    const auto [i, j] = pair;
    if (i < 0 || j < 0)
      return emitError() << "pair " << i << " -> " << j << " has a negative index";
    if (!seen.insert({i, j}).second)
      return emitError() << "pair " << i << " -> " << j << " is there twice";
  }
  return success();
}

LogicalResult UniformAttr::verify(EmitError emitError, Real low, Real high) {
  if (std::isfinite(low.value) && std::isfinite(high.value) && low.value <= high.value)
    return success();
  return emitError() << "expected finite low <= high, but got " << realText(low.value) << " and "
                     << realText(high.value);
}

LogicalResult NormalAttr::verify(EmitError emitError, Real mean, Real stddev) {
  if (std::isfinite(mean.value) && std::isfinite(stddev.value) && stddev.value >= 0)
    return success();
  return emitError() << "expected a finite mean and stddev >= 0, but got " << realText(mean.value) << " and "
                     << realText(stddev.value);
}

LogicalResult DelayRangeAttr::verify(EmitError emitError, uint32_t low, uint32_t high) {
  if (low <= high)
    return success();
  return emitError() << "expected low <= high, but got " << low << " and " << high;
}
