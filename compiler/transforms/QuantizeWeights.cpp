// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weight exponents and units (numerics.md N17, N30).

#include "compiler/transforms/QuantizeWeights.h"

#include "compiler/mapping/Connectivity.h"
#include "hw/spec/Neuron.h"

#include "mlir/IR/Builders.h"
#include "llvm/ADT/TypeSwitch.h"

#include <algorithm>

namespace engram {
namespace {

using namespace mlir;

/// The sum of twelve uniform draws has no tail beyond six deviations (mapping::normalWeight).
constexpr double kNormalTail = 6;

struct Bounds {
  double low = 0;
  double high = 0;
  double magnitude() const { return std::max(std::abs(low), std::abs(high)); }
};

/// Between which values the initial weights are. A normal distribution may be cut by the sign of the projection.
Bounds boundsOf(snn::ProjectionOp op) {
  return llvm::TypeSwitch<Attribute, Bounds>(op.getWeights())
      .Case<FloatAttr>([](FloatAttr weight) { return Bounds{weight.getValueAsDouble(), weight.getValueAsDouble()}; })
      .Case<DenseF64ArrayAttr>([](DenseF64ArrayAttr list) {
        const auto [low, high] = std::minmax_element(list.asArrayRef().begin(), list.asArrayRef().end());
        return Bounds{*low, *high};
      })
      .Case<snn::UniformAttr>(
          [](snn::UniformAttr range) { return Bounds{range.getLow().value, range.getHigh().value}; })
      .Case<snn::NormalAttr>([&](snn::NormalAttr normal) {
        const double mean = normal.getMean().value, tail = kNormalTail * normal.getStddev().value;
        const bool mayBeNegative = op.getSign() != spec::SignMode::Excitatory || mean < 0;
        const bool mayBePositive = op.getSign() != spec::SignMode::Inhibitory || mean > 0;
        return Bounds{mayBeNegative ? mean - tail : std::max(mean - tail, 0.0),
                      mayBePositive ? mean + tail : std::min(mean + tail, 0.0)};
      });
}

/// What the initial weights and weight_max must agree on. Returns the magnitude of full scale.
FailureOr<double> fullScale(snn::ProjectionOp op, const Bounds &bounds) {
  if (op.getSign() == spec::SignMode::Excitatory && bounds.low < 0)
    return op.emitError() << "weight " << snn::realText(bounds.low) << " is negative but the projection is excitatory";
  if (op.getSign() == spec::SignMode::Inhibitory && bounds.high > 0)
    return op.emitError() << "weight " << snn::realText(bounds.high) << " is positive but the projection is inhibitory";
  if (!op.getWeightMax()) {
    if (op.getRule() && bounds.magnitude() == 0)
      return op.emitError() << "expected a weight_max: all initial weights are 0, which leaves open how far the rule "
                               "may raise them";
    return bounds.magnitude();
  }
  const double weightMax = op.getWeightMax()->convertToDouble();
  if (bounds.magnitude() > weightMax && !isa<snn::NormalAttr>(op.getWeights()))
    return op.emitError() << "weight " << snn::realText(bounds.magnitude()) << " exceeds the weight_max of "
                          << snn::realText(weightMax);
  return weightMax;
}

LogicalResult quantizeReals(snn::ProjectionOp op, double scale, std::vector<QuantizedValue> &values) {
  const spec::WeightFormat format = op.getWeightFormat();
  const Bounds bounds = boundsOf(op);
  const FailureOr<double> magnitude = fullScale(op, bounds);
  if (failed(magnitude))
    return failure();
  const std::optional<int> shift = mapping::shiftFor(*magnitude, scale, format);
  if (!shift) {
    constexpr int kShiftMax = 15;
    const double largest =
        mapping::realWeight(format.sign == spec::SignMode::Inhibitory ? format.min() : format.max(), scale, kShiftMax);
    InFlightDiagnostic error = op.emitError()
                               << "weight " << snn::realText(*magnitude) << " is too large for its target, "
                               << "expected at most " << snn::realText(std::abs(largest));
    error.attachNote() << "that is the largest weight exponent, " << kShiftMax - spec::kActivationBits
                       << "; take smaller weights or a higher threshold";
    return error;
  }
  const double unit = mapping::realWeight(1, scale, *shift);
  Builder builder(op.getContext());
  op.setExponentAttr(IntegerAttr::get(builder.getIntegerType(32, true), *shift - spec::kActivationBits));
  op.setUnitAttr(builder.getF64FloatAttr(unit));
  const std::string subject = "projection '" + op.getSymName().str() + "'";
  const double largest = std::abs(bounds.low) > std::abs(bounds.high) ? bounds.low : bounds.high;
  const int32_t stored = mapping::quantizeWeight(largest, scale, *shift, format);
  values.push_back({subject, "largest weight", "", largest, mapping::realWeight(stored, scale, *shift)});
  const double resolution = unit * (1 << format.lsb());
  values.push_back({subject, "weight resolution", "", resolution, resolution});
  return success();
}

/// `weight` rounded down to its grid.
int32_t floorToGrid(int32_t weight, const spec::WeightFormat &format) { return weight & ~((1 << format.lsb()) - 1); }

void warnOffGrid(snn::ProjectionOp op, int32_t weight) {
  const spec::WeightFormat format = op.getWeightFormat();
  op.emitWarning() << "weight " << weight << " is not a multiple of " << (1 << format.lsb()) << ", the grid of "
                   << format.bits << " bits " << neurocore::nameOf(format.sign) << "; it becomes "
                   << floorToGrid(weight, format);
}

void quantizeIntegers(snn::ProjectionOp op) {
  const spec::WeightFormat format = op.getWeightFormat();
  Builder builder(op.getContext());
  if (!op.getExponent())
    op.setExponentAttr(IntegerAttr::get(builder.getIntegerType(32, true), 0));
  if (const auto weight = dyn_cast<IntegerAttr>(op.getWeights())) {
    const auto value = static_cast<int32_t>(weight.getInt());
    if (floorToGrid(value, format) != value)
      warnOffGrid(op, value);
    op.setWeightsAttr(builder.getI32IntegerAttr(floorToGrid(value, format)));
    return;
  }
  const ArrayRef<int32_t> list = cast<DenseI32ArrayAttr>(op.getWeights());
  const auto offGrid = llvm::find_if(list, [&](int32_t weight) { return floorToGrid(weight, format) != weight; });
  if (offGrid == list.end())
    return;
  warnOffGrid(op, *offGrid);
  std::vector<int32_t> floored(list.begin(), list.end());
  for (int32_t &weight : floored)
    weight = floorToGrid(weight, format);
  op.setWeightsAttr(builder.getDenseI32ArrayAttr(floored));
}

} // namespace

LogicalResult quantizeWeights(snn::ProjectionOp op, double scale, std::vector<QuantizedValue> &values) {
  if (op.hasIntegerWeights()) {
    quantizeIntegers(op);
    return success();
  }
  return op.getUnit() ? success() : quantizeReals(op, scale, values);
}

} // namespace engram
