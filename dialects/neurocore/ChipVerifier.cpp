// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a chip must satisfy as a whole: names that exist, synapses in range and in order, and in each phase what must
// and must not be there.

#include "dialects/neurocore/Neurocore.h"

#include "llvm/ADT/SmallVectorExtras.h"

using namespace mlir;
using namespace engram::neurocore;

namespace {

class ChipVerifier {
public:
  explicit ChipVerifier(ChipOp chip)
      : chip(chip), projections(llvm::to_vector(chip.getOps<ProjectionOp>())),
        cores(llvm::to_vector(chip.getOps<CoreOp>())) {}

  LogicalResult run() {
    if (chip.getSeed() > std::numeric_limits<uint32_t>::max())
      return chip.emitOpError() << "has a seed outside 0.." << std::numeric_limits<uint32_t>::max();
    if (static_cast<int64_t>(chip.getStepNs()) <= 0)
      return chip.emitOpError() << "has a time step that is not positive";
    for (Operation &op : *chip.getBody().begin())
      if (!isa<PopulationOp, ProjectionOp, RuleOp, CoreOp, HostAxonsOp>(op))
        return op.emitOpError() << "does not belong in a chip";
    for (ProjectionOp projection : projections)
      if (failed(verifyNames(projection)) || failed(verifySynapses(projection)))
        return failure();
    return success(succeeded(verifyPhase()) && succeeded(verifyGroups()) && succeeded(verifyAxons()));
  }

private:
  ChipOp chip;
  SmallVector<ProjectionOp> projections;
  SmallVector<CoreOp> cores;

  bool reached(Phase phase) { return chip.getPhase() >= phase; }

  PopulationOp population(StringAttr name) { return chip.lookupSymbol<PopulationOp>(name); }

  /// `name` must be a population of one of `kinds`.
  LogicalResult expectPopulation(Operation *op, FlatSymbolRefAttr name, ArrayRef<PopulationKind> kinds) {
    PopulationOp found = population(name.getAttr());
    if (!found)
      return op->emitOpError() << "names '" << name.getValue() << "', which is not a population";
    if (!llvm::is_contained(kinds, found.getKind()))
      return op->emitOpError() << "cannot use '" << name.getValue() << "', which is of kind '"
                               << stringifyPopulationKind(found.getKind()) << "'";
    return success();
  }

  LogicalResult verifyNames(ProjectionOp projection) {
    if (failed(
            expectPopulation(projection, projection.getSourceAttr(), {PopulationKind::Input, PopulationKind::Lif})) ||
        failed(expectPopulation(projection, projection.getTargetAttr(), {PopulationKind::Lif})))
      return failure();
    for (const FlatSymbolRefAttr third : {projection.getY1Attr(), projection.getY2Attr(), projection.getY3Attr()})
      if (third && failed(expectPopulation(projection, third, {PopulationKind::Modulator})))
        return failure();
    if (projection.getRule() && !chip.lookupSymbol<RuleOp>(*projection.getRule()))
      return projection.emitOpError() << "names '" << *projection.getRule() << "', which is not a rule";
    return success();
  }

  LogicalResult verifySynapses(ProjectionOp projection) {
    const int32_t sources = population(projection.getSourceAttr().getAttr()).getSize();
    const int32_t targets = population(projection.getTargetAttr().getAttr()).getSize();
    const engram::spec::WeightFormat format = projection.getFormat().getFormat();
    const ArrayRef<int32_t> pre = projection.getPre(), post = projection.getPost();
    for (size_t i = 0; i < pre.size(); ++i) {
      const auto fault = [&] { return projection.emitOpError() << "synapse " << pre[i] << " -> " << post[i] << " "; };
      if (pre[i] < 0 || pre[i] >= sources || post[i] < 0 || post[i] >= targets)
        return fault() << "is outside " << sources << " x " << targets;
      if (i > 0 && std::pair(post[i - 1], pre[i - 1]) >= std::pair(post[i], pre[i]))
        return fault() << "is not in the order of post, then pre";
      const int32_t weight = projection.getWeight()[i];
      if (weight < format.min() || weight > format.max() || weight % (1 << format.lsb()) != 0)
        return fault() << "has weight " << weight << ", which is not a multiple of " << (1 << format.lsb()) << " in "
                       << format.min() << ".." << format.max();
      if (projection.getDelay()[i] < 0 || projection.getDelay()[i] >= 1 << projection.getDelayBits())
        return fault() << "has delay " << int{projection.getDelay()[i]} << " but " << projection.getDelayBits()
                       << " delay bits";
    }
    return success();
  }

  /// Something is there exactly from phase `from` on.
  LogicalResult expectFrom(Phase from, Operation *op, bool there, StringRef what) {
    if (there == reached(from))
      return success();
    return op->emitOpError() << (there ? "must not have " : "must have ") << what << " in phase '"
                             << stringifyPhase(chip.getPhase()) << "'";
  }

  LogicalResult verifyPhase() {
    const auto populations = chip.getOps<PopulationOp>();
    const bool neurons = llvm::any_of(populations, [](PopulationOp op) { return op.getKind() == PopulationKind::Lif; });
    if (!cores.empty() || neurons)
      if (failed(expectFrom(Phase::Partitioned, chip, !cores.empty(), "cores")))
        return failure();
    const size_t inputs =
        llvm::count_if(populations, [](PopulationOp op) { return op.getKind() == PopulationKind::Input; });
    const size_t hosts = llvm::range_size(chip.getOps<HostAxonsOp>());
    if (hosts != (reached(Phase::Routed) ? inputs : 0))
      return chip.emitOpError() << "has " << inputs << " inputs and " << hosts << " host axon tables in phase '"
                                << stringifyPhase(chip.getPhase()) << "'";
    for (CoreOp core : cores) {
      const auto inputAxons = core.getOps<InputAxonsOp>();
      if (failed(expectFrom(Phase::Placed, core, core.getTile().has_value(), "a tile")) ||
          failed(expectFrom(Phase::Routed, core, !inputAxons.empty(), "input axons")) ||
          failed(expectFrom(Phase::Routed, core, !core.getOps<OutputAxonsOp>().empty(), "output axons")) ||
          failed(expectFrom(Phase::Encoded, core, !core.getOps<SynapseMemoryOp>().empty(), "a synapse memory")))
        return failure();
      for (InputAxonsOp axons : inputAxons)
        if (failed(expectFrom(Phase::Encoded, axons, axons.getWordAttr() != nullptr, "words")))
          return failure();
    }
    return success();
  }

  /// Every neuron is in exactly one group.
  LogicalResult verifyGroups() {
    llvm::MapVector<StringAttr, std::vector<bool>> placed;
    for (PopulationOp op : chip.getOps<PopulationOp>())
      if (op.getKind() == PopulationKind::Lif)
        placed[op.getSymNameAttr()].resize(op.getSize());
    for (CoreOp core : cores)
      for (GroupOp group : core.getOps<GroupOp>()) {
        if (failed(expectPopulation(group, group.getPopulationAttr(), {PopulationKind::Lif})))
          return failure();
        std::vector<bool> &neurons = placed[group.getPopulationAttr().getAttr()];
        for (uint64_t i = group.getBegin(); i < uint64_t{group.getBegin()} + group.getCount(); ++i) {
          if (i >= neurons.size())
            return group.emitOpError() << "has neuron " << i << " but '" << group.getPopulation() << "' has "
                                       << neurons.size();
          if (neurons[i])
            return group.emitOpError() << "has neuron " << i << " of '" << group.getPopulation()
                                       << "', which another group has";
          neurons[i] = true;
        }
      }
    if (!reached(Phase::Partitioned))
      return success();
    for (const auto &[name, neurons] : placed)
      if (const auto hole = llvm::find(neurons, false); hole != neurons.end())
        return chip.emitOpError() << "has no group for neuron " << (hole - neurons.begin()) << " of '"
                                  << name.getValue() << "'";
    return success();
  }

  size_t inputAxons(CoreOp core) {
    const auto tables = core.getOps<InputAxonsOp>();
    return tables.empty() ? 0 : (*tables.begin()).getProjection().size();
  }

  /// Destinations must exist.
  LogicalResult verifyDestinations(Operation *op, ArrayRef<int32_t> destinationCores, ArrayRef<int32_t> axons) {
    for (const auto &[core, axon] : llvm::zip(destinationCores, axons))
      if (core < 0 || static_cast<size_t>(core) >= cores.size() || axon < 0 ||
          static_cast<size_t>(axon) >= inputAxons(cores[core]))
        return op->emitOpError() << "goes to axon " << axon << " of core " << core << ", which does not exist";
    return success();
  }

  LogicalResult verifyAxons() {
    for (CoreOp core : cores) {
      const size_t groups = llvm::range_size(core.getOps<GroupOp>());
      for (InputAxonsOp axons : core.getOps<InputAxonsOp>())
        for (size_t i = 0; i < axons.getProjection().size(); ++i)
          if (static_cast<uint32_t>(axons.getProjection()[i]) >= projections.size() ||
              static_cast<uint32_t>(axons.getGroup()[i]) >= groups)
            return axons.emitOpError() << "axon " << i << " names projection " << axons.getProjection()[i]
                                       << " and group " << axons.getGroup()[i] << " of " << projections.size()
                                       << " and " << groups;
      for (OutputAxonsOp axons : core.getOps<OutputAxonsOp>())
        if (failed(verifyDestinations(axons, axons.getCore(), axons.getAxon())))
          return failure();
    }
    for (HostAxonsOp axons : chip.getOps<HostAxonsOp>())
      if (failed(expectPopulation(axons, axons.getPopulationAttr(), {PopulationKind::Input})) ||
          failed(verifyDestinations(axons, axons.getCore(), axons.getAxon())))
        return failure();
    return success();
  }
};

} // namespace

LogicalResult ChipOp::verifyRegions() { return ChipVerifier(*this).run(); }
