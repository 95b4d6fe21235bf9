// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// convert-snn-to-neurocore: rules, populations and projections of a quantised network, in the order in which they
// stand, become those of a virtual chip.

#include "compiler/conversion/SnnToNeurocore.h"

#include "compiler/analysis/RuleProducts.h"
#include "compiler/conversion/ExpandProjection.h"
#include "compiler/conversion/PlasticityToNeurocore.h"
#include "compiler/conversion/TargetOfChip.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/bit.h"

namespace engram {

#define GEN_PASS_DEF_CONVERTSNNTONEUROCORE
#include "compiler/conversion/Passes.h.inc"

namespace {

using namespace mlir;

constexpr const char *kTraceNames[] = {"x1", "x2", "y1", "y2", "y3"};

/// What a rule does to the synapses that it is applied to.
struct RuleNeeds {
  bool delayLearns = false;
  bool tags = false;
};

RuleNeeds needsOf(neurocore::RuleOp rule) {
  RuleNeeds needs;
  for (neurocore::ProductOp product : rule.getOps<neurocore::ProductOp>()) {
    needs.delayLearns |= product.getTarget() == spec::UpdateTarget::Delay;
    needs.tags |= product.getTarget() == spec::UpdateTarget::Tag;
    for (const Attribute factor : product.getFactors())
      needs.tags |= cast<neurocore::FactorAttr>(factor).getOperand() == spec::Operand::Tag;
  }
  return needs;
}

void reportRule(plasticity::RuleOp rule, uint64_t stepNs, QuantizationReport &report) {
  const std::string subject = "rule '" + rule.getSymName().str() + "'";
  const QuantizedTraces traces = quantizeTraces(rule, stepNs);
  for (size_t i = 0; i < traces.size(); ++i)
    if (const auto &trace = traces[i]) {
      const std::string name = kTraceNames[i];
      report.values.push_back({subject, name + " impulse", "", trace->wantedImpulse, trace->realisedImpulse()});
      report.values.push_back({subject, name + " tau", "steps", trace->wantedTau, trace->realisedTau()});
    }
  const FailureOr<analysis::RuleProducts> products = analysis::getProducts(rule);
  for (size_t i = 0; i < products->scales.size(); ++i) {
    const analysis::QuantizedScale &scale = products->scales[i];
    report.values.push_back(
        {subject, "coefficient of product " + std::to_string(i), "", scale.wanted, scale.realised()});
  }
}

class NetworkConverter {
public:
  NetworkConverter(snn::NetworkOp network, StringRef target, uint32_t seed, QuantizationReport *report)
      : network(network), seed(seed), report(report), builder(network) {
    chip = neurocore::ChipOp::create(builder, network.getLoc(), network.getSymNameAttr(), builder.getStringAttr(target),
                                     neurocore::PhaseAttr::get(builder.getContext(), neurocore::Phase::Virtual),
                                     builder.getI64IntegerAttr(seed),
                                     builder.getI64IntegerAttr(static_cast<int64_t>(network.getStepNs())));
    builder.setInsertionPointToStart(&chip.getBody().emplaceBlock());
  }

  LogicalResult run() {
    if (failed(convertRules()))
      return failure();
    for (Operation &op : *network.getBody().begin()) {
      if (auto projection = dyn_cast<snn::ProjectionOp>(op)) {
        if (failed(convert(projection)))
          return failure();
      } else if (failed(convertPopulation(&op))) {
        return failure();
      }
    }
    network.erase();
    return success();
  }

private:
  snn::NetworkOp network;
  uint32_t seed;
  QuantizationReport *report;
  OpBuilder builder;
  neurocore::ChipOp chip;

  LogicalResult convertRules() {
    llvm::SetVector<StringAttr> used;
    for (snn::ProjectionOp projection : network.getOps<snn::ProjectionOp>())
      if (projection.getRule())
        used.insert(projection.getRuleAttr().getAttr());
    for (const StringAttr name : used) {
      auto rule = cast<plasticity::RuleOp>(SymbolTable::lookupSymbolIn(network->getParentOp(), name));
      if (failed(convertRule(rule, network.getStepNs(), builder)))
        return failure();
      if (report)
        reportRule(rule, network.getStepNs(), *report);
    }
    return success();
  }

  LogicalResult convertPopulation(Operation *op) {
    const auto create = [&](auto population, neurocore::PopulationKind kind, neurocore::RegistersAttr registers) {
      neurocore::PopulationOp::create(builder, op->getLoc(), population.getSymNameAttr(),
                                      neurocore::PopulationKindAttr::get(builder.getContext(), kind),
                                      population.getSizeAttr(), registers);
    };
    if (auto input = dyn_cast<snn::InputOp>(op))
      create(input, neurocore::PopulationKind::Input, nullptr);
    else if (auto modulator = dyn_cast<snn::ModulatorOp>(op))
      create(modulator, neurocore::PopulationKind::Modulator, nullptr);
    else if (auto population = cast<snn::PopulationOp>(op); population.getRegisters())
      create(population, neurocore::PopulationKind::Lif, *population.getRegisters());
    else
      return op->emitOpError() << "is not quantised: run snn-quantize first";
    return success();
  }

  /// Bits for the delays there are and, if the rule changes them, those that it may reach.
  FailureOr<int32_t> delayBits(snn::ProjectionOp projection, ArrayRef<mapping::Synapse> synapses, bool learns) {
    uint32_t longest = 0;
    for (const mapping::Synapse &synapse : synapses)
      longest = std::max<uint32_t>(longest, synapse.delay);
    if (learns)
      longest = std::max(longest, projection.getMaxDelay().value_or(0));
    if (learns && longest == 0)
      return projection.emitError() << "expected a maximum delay above 0: rule '" << *projection.getRule()
                                    << "' changes delays and all are 0";
    return llvm::bit_width(longest);
  }

  LogicalResult convert(snn::ProjectionOp projection) {
    if (!projection.getExponent())
      return projection.emitOpError() << "is not quantised: run snn-quantize first";
    const RuleNeeds needs =
        projection.getRule() ? needsOf(chip.lookupSymbol<neurocore::RuleOp>(*projection.getRule())) : RuleNeeds{};
    const std::vector<mapping::Synapse> synapses = expandProjection(projection, seed);
    const FailureOr<int32_t> bits = delayBits(projection, synapses, needs.delayLearns);
    if (failed(bits))
      return failure();
    std::vector<int32_t> pre, post;
    std::vector<int16_t> weight;
    std::vector<int8_t> delay;
    for (const mapping::Synapse &synapse : synapses) {
      pre.push_back(static_cast<int32_t>(synapse.pre));
      post.push_back(static_cast<int32_t>(synapse.post));
      weight.push_back(synapse.weight);
      delay.push_back(static_cast<int8_t>(synapse.delay));
    }
    neurocore::ProjectionOp::create(
        builder, projection.getLoc(), projection.getSymName(), projection.getSource(), projection.getTarget(),
        projection.getRuleAttr(),
        neurocore::WeightFormatAttr::get(builder.getContext(), static_cast<int32_t>(projection.getBits()),
                                         projection.getSign()),
        spec::kActivationBits + *projection.getExponent(), *bits, needs.delayLearns, needs.tags, projection.getY1Attr(),
        projection.getY2Attr(), projection.getY3Attr(), pre, post, weight, delay);
    return success();
  }
};

struct ConvertSnnToNeurocore : impl::ConvertSnnToNeurocoreBase<ConvertSnnToNeurocore> {
  using Base::Base;
  ConvertSnnToNeurocore(const ConvertSnnToNeurocoreOptions &options, QuantizationReport *report)
      : Base(options), report(report) {}

protected:
  void runOnOperation() override {
    for (snn::NetworkOp network : llvm::make_early_inc_range(getOperation().getOps<snn::NetworkOp>())) {
      const auto networkSeed = static_cast<uint32_t>(seed < 0 ? static_cast<int64_t>(network.getSeed()) : seed);
      if (failed(loadTarget(network, target)) || failed(NetworkConverter(network, target, networkSeed, report).run()))
        return signalPassFailure();
    }
    for (plasticity::RuleOp rule : llvm::make_early_inc_range(getOperation().getOps<plasticity::RuleOp>()))
      rule.erase();
  }

private:
  QuantizationReport *report = nullptr;
};

} // namespace

std::unique_ptr<Pass> createConvertSnnToNeurocore(const ConvertSnnToNeurocoreOptions &options,
                                                  QuantizationReport *report) {
  return std::make_unique<ConvertSnnToNeurocore>(options, report);
}

} // namespace engram
