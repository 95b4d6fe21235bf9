// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads networks and mappings from neurocore IR and writes mappings back.

#include "compiler/conversion/NeurocoreBridge.h"

#include "compiler/conversion/LocationText.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVectorExtras.h"

namespace engram {
namespace {

using namespace mlir;
using namespace neurocore;

/// The place of every symbol among the operations of its kind.
template <typename Op> llvm::DenseMap<StringAttr, uint32_t> indexOf(ChipOp chip) {
  llvm::DenseMap<StringAttr, uint32_t> indices;
  for (Op op : chip.getOps<Op>())
    indices.try_emplace(op.getSymNameAttr(), indices.size());
  return indices;
}

//===- The network -----------------------------------------------------------------===//

mapping::Population read(PopulationOp op) {
  mapping::Population population;
  population.name = op.getSymName();
  population.kind = static_cast<mapping::PopulationKind>(op.getKind());
  population.size = op.getSize();
  population.location = locationText(op.getLoc());
  if (const auto registers = op.getRegisters()) {
    population.registers = registers->getLifRegisters();
    population.bias = registers->getBias();
  }
  return population;
}

mapping::Rule read(RuleOp op) {
  mapping::Rule rule;
  rule.name = op.getSymName();
  rule.epoch = op.getEpoch();
  rule.constants = op.getConstants();
  rule.location = locationText(op.getLoc());
  const std::optional<TraceAttr> traces[] = {op.getX1(), op.getX2(), op.getY1(), op.getY2(), op.getY3()};
  for (const auto &[registers, trace] : llvm::zip(rule.traces, traces))
    if (trace)
      registers = {trace->getImpulse(), trace->getFactor()};
  for (ProductOp product : op.getOps<ProductOp>()) {
    rule.products.push_back(product.getProduct(rule.constants));
    rule.productLocations.push_back(locationText(product.getLoc()));
  }
  if (!rule.products.empty())
    rule.products.back().last = true;
  return rule;
}

class NetworkReader {
public:
  explicit NetworkReader(ChipOp chip)
      : chip(chip), populations(indexOf<PopulationOp>(chip)), rules(indexOf<RuleOp>(chip)) {}

  mapping::Network run() {
    mapping::Network network;
    network.name = chip.getSymName();
    network.seed = static_cast<uint32_t>(chip.getSeed());
    network.timeStepNs = chip.getStepNs();
    for (PopulationOp op : chip.getOps<PopulationOp>())
      network.populations.push_back(read(op));
    for (ProjectionOp op : chip.getOps<ProjectionOp>())
      network.projections.push_back(readProjection(op));
    for (RuleOp op : chip.getOps<RuleOp>())
      network.rules.push_back(read(op));
    return network;
  }

private:
  ChipOp chip;
  llvm::DenseMap<StringAttr, uint32_t> populations, rules;

  mapping::Projection readProjection(ProjectionOp op) {
    mapping::Projection projection;
    projection.name = op.getSymName();
    projection.source = populations.at(op.getSourceAttr().getAttr());
    projection.target = populations.at(op.getTargetAttr().getAttr());
    projection.rule = op.getRule() ? static_cast<int32_t>(rules.at(op.getRuleAttr().getAttr())) : -1;
    projection.format = op.getFormat().getFormat();
    projection.shift = static_cast<int>(op.getShift());
    projection.delayBits = static_cast<int>(op.getDelayBits());
    projection.delayLearns = op.getDelayLearns();
    projection.tags = op.getTags();
    projection.location = locationText(op.getLoc());
    const FlatSymbolRefAttr thirds[] = {op.getY1Attr(), op.getY2Attr(), op.getY3Attr()};
    for (const auto &[slot, third] : llvm::zip(projection.thirdFactors, thirds))
      if (third)
        slot = static_cast<int32_t>(populations.at(third.getAttr()));
    projection.synapses.reserve(op.getPre().size());
    for (size_t i = 0; i < op.getPre().size(); ++i)
      projection.synapses.push_back({static_cast<uint32_t>(op.getPre()[i]), static_cast<uint32_t>(op.getPost()[i]),
                                     op.getWeight()[i], static_cast<uint8_t>(op.getDelay()[i])});
    return projection;
  }
};

//===- The mapping -----------------------------------------------------------------===//

uint32_t at(ArrayRef<int32_t> column, size_t row) { return static_cast<uint32_t>(column[row]); }

/// Rows of a table of output axons; host axons have the same columns.
std::vector<mapping::OutputAxon> readAxons(ArrayRef<int32_t> from, ArrayRef<int32_t> core, ArrayRef<int32_t> axon) {
  std::vector<mapping::OutputAxon> axons(from.size());
  for (size_t i = 0; i < axons.size(); ++i)
    axons[i] = {at(from, i), at(core, i), at(axon, i)};
  return axons;
}

void readInputAxons(InputAxonsOp op, std::vector<mapping::InputAxon> &axons) {
  axons.resize(op.getProjection().size());
  for (size_t i = 0; i < axons.size(); ++i) {
    axons[i].projection = at(op.getProjection(), i);
    axons[i].pre = at(op.getPre(), i);
    axons[i].group = at(op.getGroup(), i);
    axons[i].synapses = at(op.getSynapses(), i);
    axons[i].plastic = op.getPlastic()[i];
    if (op.getWord()) {
      axons[i].word = at(*op.getWord(), i);
      axons[i].words = at(*op.getWords(), i);
    }
  }
}

mapping::Core readCore(CoreOp op, const llvm::DenseMap<StringAttr, uint32_t> &populations) {
  mapping::Core core;
  core.tile = op.getTile().value_or(0);
  for (GroupOp group : op.getOps<GroupOp>())
    core.groups.push_back(
        {populations.at(group.getPopulationAttr().getAttr()), group.getBegin(), group.getCount(), group.getFirst()});
  for (InputAxonsOp axons : op.getOps<InputAxonsOp>())
    readInputAxons(axons, core.inputAxons);
  for (OutputAxonsOp axons : op.getOps<OutputAxonsOp>())
    core.outputAxons = readAxons(axons.getCompartment(), axons.getCore(), axons.getAxon());
  for (FormatOp format : op.getOps<FormatOp>())
    core.formats.emplace_back(static_cast<image::Compression>(format.getCompression()),
                              static_cast<uint8_t>(format.getWeight().getSign()), format.getWeight().getBits(),
                              format.getDelayBits(), format.getTagBits(), format.getIndexBits());
  for (SynapseMemoryOp memory : op.getOps<SynapseMemoryOp>())
    core.synapseMemory.assign(memory.getWords().begin(), memory.getWords().end());
  return core;
}

/// Columns of a table, field by field.
template <typename Row, typename Value> std::vector<int32_t> column(const std::vector<Row> &rows, Value Row::*field) {
  std::vector<int32_t> values;
  values.reserve(rows.size());
  for (const Row &row : rows)
    values.push_back(static_cast<int32_t>(row.*field));
  return values;
}

class MappingWriter {
public:
  MappingWriter(ChipOp chip, Phase phase)
      : chip(chip), phase(phase), populations(llvm::to_vector(chip.getOps<PopulationOp>())),
        builder(OpBuilder::atBlockEnd(&chip.getBody().front())) {}

  void write(const mapping::Core &core) {
    auto op = CoreOp::create(builder, chip.getLoc(),
                             phase >= Phase::Placed ? builder.getI32IntegerAttr(static_cast<int32_t>(core.tile))
                                                    : IntegerAttr());
    const OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(&op.getBody().emplaceBlock());
    for (const mapping::Group &group : core.groups) {
      PopulationOp population = populations[group.population];
      GroupOp::create(builder, population.getLoc(), population.getSymName(), group.begin, group.count, group.first);
    }
    for (const image::SynapseFormat &format : core.formats)
      FormatOp::create(
          builder, chip.getLoc(), static_cast<Compression>(format.compression()),
          WeightFormatAttr::get(builder.getContext(), format.weight_bits(), static_cast<spec::SignMode>(format.sign())),
          format.delay_bits(), format.tag_bits(), format.index_bits());
    if (phase >= Phase::Routed)
      writeAxons(core);
    if (phase >= Phase::Encoded)
      SynapseMemoryOp::create(builder, chip.getLoc(),
                              std::vector<int64_t>(core.synapseMemory.begin(), core.synapseMemory.end()));
  }

  void write(const mapping::HostAxons &host) {
    using mapping::OutputAxon;
    PopulationOp population = populations[host.population];
    HostAxonsOp::create(builder, population.getLoc(), population.getSymName(),
                        column(host.axons, &OutputAxon::compartment), column(host.axons, &OutputAxon::core),
                        column(host.axons, &OutputAxon::axon));
  }

private:
  ChipOp chip;
  Phase phase;
  SmallVector<PopulationOp> populations;
  OpBuilder builder;

  void writeAxons(const mapping::Core &core) {
    using mapping::InputAxon;
    using mapping::OutputAxon;
    const bool encoded = phase >= Phase::Encoded;
    const auto array = [&](const std::vector<int32_t> &values) { return builder.getDenseI32ArrayAttr(values); };
    const auto plastic = llvm::map_to_vector(core.inputAxons, [](const InputAxon &axon) { return axon.plastic; });
    InputAxonsOp::create(builder, chip.getLoc(), array(column(core.inputAxons, &InputAxon::projection)),
                         array(column(core.inputAxons, &InputAxon::pre)),
                         array(column(core.inputAxons, &InputAxon::group)),
                         array(column(core.inputAxons, &InputAxon::synapses)), builder.getDenseBoolArrayAttr(plastic),
                         encoded ? array(column(core.inputAxons, &InputAxon::word)) : DenseI32ArrayAttr(),
                         encoded ? array(column(core.inputAxons, &InputAxon::words)) : DenseI32ArrayAttr());
    OutputAxonsOp::create(builder, chip.getLoc(), column(core.outputAxons, &OutputAxon::compartment),
                          column(core.outputAxons, &OutputAxon::core), column(core.outputAxons, &OutputAxon::axon));
  }
};

} // namespace

mapping::Network readNetwork(ChipOp chip) { return NetworkReader(chip).run(); }

mapping::Mapping readMapping(ChipOp chip) {
  const auto populations = indexOf<PopulationOp>(chip);
  mapping::Mapping mapping;
  for (CoreOp core : chip.getOps<CoreOp>())
    mapping.cores.push_back(readCore(core, populations));
  for (HostAxonsOp host : chip.getOps<HostAxonsOp>())
    mapping.hostAxons.push_back({populations.at(host.getPopulationAttr().getAttr()),
                                 readAxons(host.getNeuron(), host.getCore(), host.getAxon())});
  return mapping;
}

void writeMapping(ChipOp chip, const mapping::Mapping &mapping, Phase phase) {
  for (Operation &op : llvm::make_early_inc_range(chip.getBody().front()))
    if (isa<CoreOp, HostAxonsOp>(op))
      op.erase();
  chip.setPhase(phase);
  MappingWriter writer(chip, phase);
  for (const mapping::Core &core : mapping.cores)
    writer.write(core);
  for (const mapping::HostAxons &host : mapping.hostAxons)
    writer.write(host);
}

} // namespace engram
