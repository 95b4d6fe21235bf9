// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// neurocore-partition, -place, -route, -encode: each reads a chip, runs one stage of compiler/mapping and writes the
// mapping back. What does not fit becomes a located error.

#include "compiler/conversion/LocationText.h"
#include "compiler/conversion/NeurocoreBridge.h"
#include "compiler/conversion/Passes.h"
#include "compiler/conversion/TargetOfChip.h"

namespace engram {

#define GEN_PASS_DEF_NEUROCOREPARTITION
#define GEN_PASS_DEF_NEUROCOREPLACE
#define GEN_PASS_DEF_NEUROCOREROUTE
#define GEN_PASS_DEF_NEUROCOREENCODE
#include "compiler/conversion/Passes.h.inc"

namespace {

using namespace mlir;
using namespace neurocore;

/// Mapping knows locations as text; finds the one of the chip that reads so.
Location locationOf(ChipOp chip, const std::string &text) {
  Location found = chip.getLoc();
  chip->walk([&](Operation *op) {
    if (locationText(op->getLoc()) != text)
      return WalkResult::advance();
    found = op->getLoc();
    return WalkResult::interrupt();
  });
  return found;
}

LogicalResult emitMisfit(ChipOp chip, const mapping::Misfit &misfit) {
  InFlightDiagnostic error = emitError(locationOf(chip, misfit.location))
                             << misfit.subject << " needs " << misfit.need << " " << misfit.resource << " but target '"
                             << chip.getTarget() << "' has " << misfit.have;
  if (!misfit.contributor.empty())
    error.attachNote(locationOf(chip, misfit.contributorLocation)) << misfit.contributor;
  if (!misfit.advice.empty())
    error.attachNote(locationOf(chip, misfit.location)) << "it would fit with " << misfit.advice;
  return error;
}

using Stage = llvm::function_ref<std::optional<mapping::Misfit>(const mapping::Network &, const spec::Target &,
                                                                mapping::Mapping &)>;

/// Takes every chip below `root` from the phase before `phase` to `phase`.
LogicalResult runStage(Operation *root, Phase phase, Stage stage) {
  const WalkResult result = root->walk([&](ChipOp chip) {
    const auto before = static_cast<Phase>(static_cast<uint32_t>(phase) - 1);
    if (chip.getPhase() != before) {
      chip.emitOpError() << "is in phase '" << stringifyPhase(chip.getPhase()) << "', expected '"
                         << stringifyPhase(before) << "'";
      return WalkResult::interrupt();
    }
    const FailureOr<spec::Target> target = loadTarget(chip, chip.getTarget().str());
    if (failed(target))
      return WalkResult::interrupt();
    mapping::Mapping mapping = readMapping(chip);
    if (const auto misfit = stage(readNetwork(chip), *target, mapping)) {
      (void)emitMisfit(chip, *misfit);
      return WalkResult::interrupt();
    }
    writeMapping(chip, mapping, phase);
    return WalkResult::skip();
  });
  return failure(result.wasInterrupted());
}

struct NeurocorePartition : impl::NeurocorePartitionBase<NeurocorePartition> {
  using Base::Base;

protected:
  void runOnOperation() override {
    const auto stage = [&](const mapping::Network &network, const spec::Target &target, mapping::Mapping &mapping) {
      return mapping::partition(network, target, mapping::MappingOptions{cores}, mapping);
    };
    if (failed(runStage(getOperation(), Phase::Partitioned, stage)))
      signalPassFailure();
  }
};

struct NeurocorePlace : impl::NeurocorePlaceBase<NeurocorePlace> {
protected:
  void runOnOperation() override {
    if (failed(runStage(getOperation(), Phase::Placed, mapping::place)))
      signalPassFailure();
  }
};

struct NeurocoreRoute : impl::NeurocoreRouteBase<NeurocoreRoute> {
protected:
  void runOnOperation() override {
    if (failed(runStage(getOperation(), Phase::Routed, mapping::route)))
      signalPassFailure();
  }
};

struct NeurocoreEncode : impl::NeurocoreEncodeBase<NeurocoreEncode> {
protected:
  void runOnOperation() override {
    if (failed(runStage(getOperation(), Phase::Encoded, mapping::encode)))
      signalPassFailure();
  }
};

} // namespace
} // namespace engram
