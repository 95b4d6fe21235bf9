// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// snn-quantize: real parameters of populations become registers, weights get their exponent. Populations first: the
// scale of a membrane decides what a weight onto it means.

#include "compiler/transforms/QuantizeNetwork.h"

#include "compiler/transforms/Passes.h"
#include "compiler/transforms/QuantizeNeurons.h"
#include "compiler/transforms/QuantizeWeights.h"
#include "hw/spec/Neuron.h"

#include "llvm/ADT/DenseMap.h"

namespace engram {

#define GEN_PASS_DEF_QUANTIZENETWORK
#include "compiler/transforms/Passes.h.inc"

namespace {

using namespace mlir;

struct QuantizeNetwork : impl::QuantizeNetworkBase<QuantizeNetwork> {
  QuantizeNetwork() = default;
  explicit QuantizeNetwork(QuantizationReport *report) : report(report) {}

protected:
  void runOnOperation() override {
    const WalkResult result = getOperation()->walk([&](snn::NetworkOp network) {
      return succeeded(quantize(network)) ? WalkResult::skip() : WalkResult::interrupt();
    });
    if (result.wasInterrupted())
      signalPassFailure();
  }

private:
  QuantizationReport *report = nullptr;

  LogicalResult quantize(snn::NetworkOp network) {
    std::vector<QuantizedValue> values;
    llvm::DenseMap<StringAttr, double> scales;
    for (snn::PopulationOp population : network.getOps<snn::PopulationOp>()) {
      // Real weights onto registers count in the chip's own unit of weight.
      double &scale = scales[population.getSymNameAttr()] = 1 << spec::kActivationBits;
      if (!population.getLif())
        continue;
      const auto registers = quantizeNeurons(population, static_cast<double>(network.getStepNs()), values);
      if (failed(registers))
        return failure();
      scale = membraneScale(population.getLif()->getThreshold().value);
      population.removeLifAttr();
      population.setRegistersAttr(*registers);
    }
    for (snn::ProjectionOp projection : network.getOps<snn::ProjectionOp>())
      if (failed(quantizeWeights(projection, scales.at(projection.getTargetAttr().getAttr()), values)))
        return failure();
    if (report)
      report->values.insert(report->values.end(), values.begin(), values.end());
    return success();
  }
};

} // namespace

std::unique_ptr<Pass> createQuantizeNetwork(QuantizationReport *report) {
  return std::make_unique<QuantizeNetwork>(report);
}

} // namespace engram
