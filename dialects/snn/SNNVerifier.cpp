// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the operations of a network must satisfy: first each by itself, then the network as a whole, where names must
// exist and mean the right thing and sizes must agree.

#include "dialects/plasticity/PlasticityDialect.h"
#include "dialects/snn/SNN.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace engram::snn;
namespace plasticity = engram::plasticity;

namespace {

/// Delays are stored in at most 6 bits (N30).
constexpr int32_t kDelayMax = 63;
/// A spike adds weight << (6 + exponent), the shift in 0..15 (N17).
constexpr int32_t kExponentMin = -6, kExponentMax = 9;

/// What a network may ask for. Synapses are expanded in memory, some 30 bytes each; a network beyond this is a slip of
/// the pen more often than a wish.
constexpr uint32_t kSizeMax = 1 << 24;
constexpr uint64_t kSynapsesMax = uint64_t{1} << 28;
constexpr uint64_t kDrawnPairsMax = uint64_t{1} << 36; ///< fixed_probability looks at every pair

LogicalResult verifySize(Operation *op, uint32_t size) {
  if (size > 0 && size <= kSizeMax)
    return success();
  return op->emitOpError() << "has size " << static_cast<int32_t>(size) << ", expected 1 to " << kSizeMax;
}

/// A list of `entries` values for `neurons` neurons.
LogicalResult verifyBias(Operation *op, size_t entries, uint32_t neurons) {
  if (entries <= 1 || entries == neurons)
    return success();
  return op->emitOpError() << "has " << neurons << " neurons but " << entries << " bias values, expected 1 or "
                           << neurons;
}

LogicalResult verifyIntegerWeights(ProjectionOp op) {
  if (op.getUnit() || op.getWeightMax())
    return op.emitOpError() << "has integer weights, which take no unit and no weight_max";
  const engram::spec::WeightFormat format = op.getWeightFormat();
  const auto check = [&](int64_t weight) -> LogicalResult {
    if (weight >= format.min() && weight <= format.max())
      return success();
    return op.emitOpError() << "has weight " << weight << ", but " << format.bits << " bits "
                            << engram::neurocore::nameOf(format.sign) << " hold " << format.min() << ".."
                            << format.max();
  };
  if (const auto weight = dyn_cast<IntegerAttr>(op.getWeights()))
    return check(weight.getInt());
  for (const int32_t weight : cast<DenseI32ArrayAttr>(op.getWeights()).asArrayRef())
    if (failed(check(weight)))
      return failure();
  return success();
}

LogicalResult verifyRealWeights(ProjectionOp op) {
  if (op.getExponent().has_value() != op.getUnit().has_value())
    return op.emitOpError() << "has real weights, which take an exponent and a unit together or neither";
  const auto isScale = [](const APFloat &value) { return value.isFiniteNonZero() && !value.isNegative(); };
  if (op.getUnit() && !isScale(*op.getUnit()))
    return op.emitOpError() << "has a unit that is not positive";
  if (op.getWeightMax() && !isScale(*op.getWeightMax()))
    return op.emitOpError() << "has a weight_max that is not positive";
  const auto isFinite = [](double weight) { return std::isfinite(weight); };
  if (const auto weight = dyn_cast<FloatAttr>(op.getWeights()); weight && !isFinite(weight.getValueAsDouble()))
    return op.emitOpError() << "has a weight that is not finite";
  if (const auto list = dyn_cast<DenseF64ArrayAttr>(op.getWeights());
      list && !llvm::all_of(list.asArrayRef(), isFinite))
    return op.emitOpError() << "has a weight that is not finite";
  return success();
}

LogicalResult verifyDelays(ProjectionOp op) {
  const int32_t limit = op.getMaxDelay() ? static_cast<int32_t>(*op.getMaxDelay()) : kDelayMax;
  if (limit < 0 || limit > kDelayMax)
    return op.emitOpError() << "max_delay " << limit << " is outside 0.." << kDelayMax << " steps";
  const auto check = [&](int64_t delay) -> LogicalResult {
    if (delay >= 0 && delay <= limit)
      return success();
    return op.emitOpError() << "has delay " << delay << ", expected 0.." << limit << " steps";
  };
  if (!op.getDelayAttr())
    return success();
  if (const auto delay = dyn_cast<IntegerAttr>(op.getDelayAttr()))
    return check(delay.getInt());
  if (const auto range = dyn_cast<DelayRangeAttr>(op.getDelayAttr()))
    return check(range.getHigh());
  for (const int32_t delay : cast<DenseI32ArrayAttr>(op.getDelayAttr()).asArrayRef())
    if (failed(check(delay)))
      return failure();
  return success();
}

} // namespace

LogicalResult InputOp::verify() { return verifySize(*this, getSize()); }

LogicalResult ModulatorOp::verify() { return verifySize(*this, getSize()); }

LogicalResult PopulationOp::verify() {
  if (failed(verifySize(*this, getSize())))
    return failure();
  if (getLif().has_value() == getRegisters().has_value())
    return emitOpError() << "needs either 'lif' parameters or 'registers', but has " << (getLif() ? "both" : "neither");
  if (getRegisters())
    return verifyBias(*this, getRegisters()->getBias().size(), getSize());
  return verifyBias(*this, getLif()->getBias() ? getLif()->getBias().size() : 0, getSize());
}

LogicalResult ProjectionOp::verify() {
  if (!engram::neurocore::isWeightBits(getBits()))
    return emitOpError() << "has weights of " << getBits() << " bits, expected 1 to 6 or 8";
  if (getExponent() && (*getExponent() < kExponentMin || *getExponent() > kExponentMax))
    return emitOpError() << "has weight exponent " << *getExponent() << ", expected " << kExponentMin << ".."
                         << kExponentMax;
  if (failed(hasIntegerWeights() ? verifyIntegerWeights(*this) : verifyRealWeights(*this)) ||
      failed(verifyDelays(*this)))
    return failure();
  if (!getRule() && (getY1() || getY2() || getY3()))
    return emitOpError() << "binds a third factor but has no rule";
  return success();
}

//===- The network as a whole -----------------------------------------------------===//

namespace {

class NetworkVerifier {
public:
  explicit NetworkVerifier(NetworkOp network) : network(network) {}

  LogicalResult run() {
    if (network.getStepNs() == 0)
      return network.emitOpError() << "has a time step of 0";
    if (network.getSeed() > std::numeric_limits<uint32_t>::max())
      return network.emitOpError() << "has seed " << network.getSeed() << ", expected 0.."
                                   << std::numeric_limits<uint32_t>::max();
    for (Operation &op : *network.getBody().begin()) {
      if (!isa<InputOp, PopulationOp, ModulatorOp, ProjectionOp>(op))
        return op.emitOpError() << "does not belong in a network";
      if (auto projection = dyn_cast<ProjectionOp>(op))
        if (failed(verify(projection)))
          return failure();
    }
    return success();
  }

private:
  NetworkOp network;
  double synapses = 0; ///< so far, expected

  /// The operation called `name`; null, with an error at `op`, if there is none.
  Operation *find(Operation *op, FlatSymbolRefAttr name) {
    Operation *found = network.lookupSymbol(name.getAttr());
    if (!found)
      op->emitOpError() << "names '" << name.getValue() << "', which is not in the network";
    return found;
  }

  LogicalResult refuse(Operation *op, Operation *found, FlatSymbolRefAttr name, StringRef role, StringRef expected) {
    InFlightDiagnostic error = op->emitOpError() << "cannot have '" << name.getValue() << "' as its " << role
                                                 << ", expected " << expected;
    error.attachNote(found->getLoc()) << "'" << name.getValue() << "' is a '" << found->getName() << "'";
    return error;
  }

  LogicalResult verify(ProjectionOp op) {
    Operation *source = find(op, op.getSourceAttr());
    Operation *target = source ? find(op, op.getTargetAttr()) : nullptr;
    if (!source || !target)
      return failure();
    if (!isa<InputOp, PopulationOp>(source))
      return refuse(op, source, op.getSourceAttr(), "source", "an input or a population");
    if (!isa<PopulationOp>(target))
      return refuse(op, target, op.getTargetAttr(), "target", "a population of neurons");
    const uint32_t sources =
        isa<InputOp>(source) ? cast<InputOp>(source).getSize() : cast<PopulationOp>(source).getSize();
    const uint32_t targets = cast<PopulationOp>(target).getSize();
    return success(succeeded(verifyConnectivity(op, sources, targets, source == target)) &&
                   succeeded(verifyLists(op, sources, targets)) && succeeded(verifyCount(op, sources, targets)) &&
                   succeeded(verifyRule(op, targets)));
  }

  /// Expanding the synapses must be possible.
  LogicalResult verifyCount(ProjectionOp op, uint32_t sources, uint32_t targets) {
    const double pairs = static_cast<double>(sources) * targets;
    if (const auto random = dyn_cast<FixedProbabilityAttr>(op.getConnect())) {
      if (pairs > kDrawnPairsMax)
        return op.emitOpError() << "draws " << static_cast<uint64_t>(pairs) << " pairs, expected at most "
                                << kDrawnPairsMax << "; fixed_in_degree draws synapses only";
      synapses += pairs * random.getP().value;
    } else if (const auto random = dyn_cast<FixedInDegreeAttr>(op.getConnect())) {
      synapses += static_cast<double>(random.getN()) * targets;
    } else {
      synapses += static_cast<double>(*countSynapses(op, sources, targets));
    }
    if (synapses <= kSynapsesMax)
      return success();
    return op.emitOpError() << "takes the network to " << static_cast<uint64_t>(synapses)
                            << " synapses, expected at most " << kSynapsesMax;
  }

  LogicalResult verifyConnectivity(ProjectionOp op, uint32_t sources, uint32_t targets, bool recurrent) {
    const auto verifySelf = [&](bool noSelf) -> LogicalResult {
      if (!noSelf || recurrent)
        return success();
      return op.emitOpError() << "has no_self, which only a projection from a population onto itself can have";
    };
    return llvm::TypeSwitch<Attribute, LogicalResult>(op.getConnect())
        .Case<OneToOneAttr>([&](auto) -> LogicalResult {
          if (sources == targets)
            return success();
          return op.emitOpError() << "is one_to_one, but its source has " << sources << " and its target " << targets
                                  << " members";
        })
        .Case<AllToAllAttr, FixedProbabilityAttr>([&](auto connect) { return verifySelf(connect.getNoSelf()); })
        .Case<FixedInDegreeAttr>([&](auto connect) -> LogicalResult {
          const uint32_t available = sources - (connect.getNoSelf() ? 1 : 0);
          if (succeeded(verifySelf(connect.getNoSelf())) && connect.getN() > available)
            return op.emitOpError() << "wants an in-degree of " << connect.getN() << " but there are " << available
                                    << " sources";
          return verifySelf(connect.getNoSelf());
        })
        .Case<SparseAttr>([&](SparseAttr connect) -> LogicalResult {
          for (const auto [pre, post] : llvm::zip(connect.getPre().asArrayRef(), connect.getPost().asArrayRef()))
            if (static_cast<uint32_t>(pre) >= sources || static_cast<uint32_t>(post) >= targets)
              return op.emitOpError() << "has synapse " << pre << " -> " << post << ", but its source has " << sources
                                      << " and its target " << targets << " members";
          return success();
        });
  }

  /// The number of synapses, if it does not depend on chance.
  std::optional<uint64_t> countSynapses(ProjectionOp op, uint32_t sources, uint32_t targets) {
    return llvm::TypeSwitch<Attribute, std::optional<uint64_t>>(op.getConnect())
        .Case<OneToOneAttr>([&](auto) { return targets; })
        .Case<AllToAllAttr>(
            [&](auto connect) { return uint64_t{sources} * targets - (connect.getNoSelf() ? targets : 0); })
        .Case<SparseAttr>([&](auto connect) { return connect.getPre().size(); })
        .Default([](Attribute) { return std::nullopt; });
  }

  LogicalResult verifyLists(ProjectionOp op, uint32_t sources, uint32_t targets) {
    const std::optional<uint64_t> synapses = countSynapses(op, sources, targets);
    const auto check = [&](Attribute list, StringRef what) -> LogicalResult {
      const auto array = dyn_cast_or_null<DenseArrayAttr>(list);
      if (!array)
        return success();
      if (!synapses)
        return op.emitOpError() << "has a list of " << what << ", but its connectivity is random";
      if (static_cast<uint64_t>(array.size()) != *synapses)
        return op.emitOpError() << "has " << *synapses << " synapses but " << array.size() << " " << what;
      return success();
    };
    return success(succeeded(check(op.getWeights(), "weights")) && succeeded(check(op.getDelayAttr(), "delays")));
  }

  LogicalResult verifyRule(ProjectionOp op, uint32_t targets) {
    if (!op.getRule())
      return success();
    Operation *parent = network->getParentOp();
    auto rule = dyn_cast_or_null<plasticity::RuleOp>(parent && parent->hasTrait<OpTrait::SymbolTable>()
                                                         ? SymbolTable::lookupSymbolIn(parent, op.getRuleAttr())
                                                         : nullptr);
    if (!rule)
      return op.emitOpError() << "names rule '" << *op.getRule() << "', which does not exist";
    const std::array<FlatSymbolRefAttr, 3> bound = op.getThirdFactors();
    std::array<bool, 3> wanted{};
    for (auto third : rule.getOps<plasticity::ThirdFactorOp>())
      wanted[static_cast<int>(third.getName()) - static_cast<int>(plasticity::TraceName::Y1)] = true;
    for (int i = 0; i < 3; ++i)
      if (failed(verifyThirdFactor(op, rule, "y" + std::to_string(i + 1), wanted[i], bound[i], targets)))
        return failure();
    return success();
  }

  LogicalResult verifyThirdFactor(ProjectionOp op, plasticity::RuleOp rule, const std::string &name, bool wanted,
                                  FlatSymbolRefAttr bound, uint32_t targets) {
    if (wanted != (bound != nullptr)) {
      InFlightDiagnostic error = op.emitOpError();
      if (wanted)
        error << "must bind " << name << " to a modulator: it is a third factor of rule '" << rule.getSymName() << "'";
      else
        error << "binds " << name << ", which is not a third factor of rule '" << rule.getSymName() << "'";
      error.attachNote(rule.getLoc()) << "the rule is here";
      return error;
    }
    if (!bound)
      return success();
    Operation *found = find(op, bound);
    if (!found)
      return failure();
    auto modulator = dyn_cast<ModulatorOp>(found);
    if (!modulator)
      return refuse(op, found, bound, name, "a modulator");
    if (modulator.getSize() == 1 || modulator.getSize() == targets)
      return success();
    return op.emitOpError() << "binds " << name << " to a modulator of size " << modulator.getSize()
                            << ", expected 1 or the size of the target, " << targets;
  }
};

} // namespace

LogicalResult NetworkOp::verifyRegions() { return NetworkVerifier(*this).run(); }
