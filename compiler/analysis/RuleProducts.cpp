// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The machine's products of a rule in normal form, and what to say about their ranges.

#include "compiler/analysis/RuleProducts.h"

#include "mlir/IR/Diagnostics.h"

#include <cmath>

using namespace mlir;

namespace engram::analysis {

namespace {

/// As a power of two if it is one below 1, else as a decimal.
std::string magnitude(double value) {
  int exponent = 0;
  if (std::frexp(value, &exponent) == 0.5 && exponent < 1)
    return "2^" + std::to_string(exponent - 1);
  return numberText(value);
}

std::pair<spec::Event, uint8_t> eventOf(plasticity::AddOp add) {
  if (auto on = dyn_cast<plasticity::OnOp>(add->getParentOp()))
    return {static_cast<spec::Event>(on.getSide()), uint8_t{0}};
  auto every = cast<plasticity::EveryOp>(add->getParentOp());
  return {spec::Event::Epoch, static_cast<uint8_t>(every.getDecimation())};
}

class Collector {
public:
  LogicalResult add(plasticity::AddOp op, const Terms &terms) {
    const std::optional<QuantizedScale> scale =
        terms.size() == 1 ? quantizeScale(terms.front().coefficient) : std::nullopt;
    if (!scale || scale->realised() != scale->wanted)
      return op.emitOpError("is not one product of the machine: run plasticity-normalize first");
    spec::Product product;
    product.target = static_cast<spec::UpdateTarget>(op.getTarget());
    std::tie(product.event, product.decimation) = eventOf(op);
    product.mantissa = scale->mantissa;
    product.exponent = scale->exponent;
    for (auto [factor, term] : llvm::zip(product.factors, terms.front().factors)) {
      const std::optional<uint8_t> constant = constantPlace(term.constant);
      if (!constant)
        return op.emitOpError() << "needs the constant " << term.constant << " but its rule has " << spec::kConstants
                                << " other constants already, which is all that a rule can hold";
      factor = {term.operand, term.sign, *constant};
    }
    result.products.push_back(product);
    result.locations.push_back(op.getLoc());
    result.scales.push_back(*scale);
    if (op.getWanted())
      result.scales.back().wanted = op.getWanted()->convertToDouble();
    return success();
  }

  RuleProducts result;

private:
  /// The place of `constant` in the table, from 1; 0 for no constant; nothing if the table is full.
  std::optional<uint8_t> constantPlace(int32_t constant) {
    if (constant == 0)
      return uint8_t{0};
    std::vector<int16_t> &table = result.constants;
    auto found = std::find(table.begin(), table.end(), constant);
    const auto place = static_cast<uint8_t>(found - table.begin() + 1);
    if (found != table.end())
      return place;
    if (table.size() == spec::kConstants)
      return std::nullopt;
    table.push_back(static_cast<int16_t>(constant));
    return place;
  }
};

} // namespace

std::array<int16_t, spec::kConstants> RuleProducts::constantTable() const {
  std::array<int16_t, spec::kConstants> table{};
  std::copy(constants.begin(), constants.end(), table.begin());
  return table;
}

FailureOr<RuleProducts> getProducts(plasticity::RuleOp rule) {
  Collector collector;
  if (failed(expandUpdates(rule, [&](plasticity::AddOp op, const Terms &terms) { return collector.add(op, terms); })))
    return failure();
  RuleProducts &result = collector.result;
  if (!result.products.empty())
    result.products.back().last = true;
  for (auto third : rule.getBody().getOps<plasticity::ThirdFactorOp>())
    result.thirdFactors[static_cast<size_t>(third.getName()) - static_cast<size_t>(plasticity::TraceName::Y1)] = true;
  return std::move(result);
}

std::string describe(const spec::Product &product, const std::array<int16_t, spec::kConstants> &constants) {
  std::string text = numberText(std::ldexp(product.mantissa, product.exponent));
  for (const spec::Factor &factor : product.factors) {
    if (factor.operand == spec::Operand::None)
      break;
    std::string inner(spec::kOperandNames[static_cast<size_t>(factor.operand)]);
    if (factor.constant != 0) {
      const int constant = constants[factor.constant - 1];
      inner += (constant < 0 ? " - " : " + ") + std::to_string(std::abs(constant));
    }
    const bool bare = !factor.sign && factor.constant == 0;
    text += bare ? "*" + inner : (factor.sign ? "*sgn(" : "*(") + inner + ")";
  }
  if (product.event == spec::Event::Epoch)
    return text + " every " + std::to_string(1 << product.decimation) + " epochs";
  return text + " on " + std::string(spec::kEventNames[static_cast<size_t>(product.event)]);
}

void warnAboutRanges(const RuleProducts &products, const RuleRanges &ranges) {
  const std::array<int16_t, spec::kConstants> constants = products.constantTable();
  std::array<bool, 3> warned{};
  for (size_t i = 0; i < products.products.size(); ++i) {
    const ProductRange &range = ranges.products[i];
    const std::string text = describe(products.products[i], constants);
    if (range.saturates) {
      emitWarning(products.locations[i]) << "product can reach " << magnitude(range.reach)
                                         << " but the accumulator saturates at 32767.99: " << text;
      warned[static_cast<size_t>(products.products[i].target)] = true;
    }
    if (range.losesAllBits)
      emitWarning(products.locations[i]) << "product loses all its bits: at most " << magnitude(range.reach)
                                         << " in a unit of 2^-16: " << text;
  }
  for (size_t i = 0; i < products.products.size(); ++i) {
    const auto target = static_cast<size_t>(products.products[i].target);
    if (!ranges.targets[target].saturates || warned[target])
      continue;
    warned[target] = true;
    emitWarning(products.locations[i]) << spec::kTargetNames[target] << " and its products can reach "
                                       << magnitude(ranges.targets[target].reach)
                                       << " together but the accumulator saturates at 32767.99";
  }
}

} // namespace engram::analysis
