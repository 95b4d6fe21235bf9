// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The order of the passes, and their registration.

#include "compiler/pipelines/Pipelines.h"

#include "compiler/conversion/NeurocoreToImage.h"
#include "compiler/conversion/SnnToNeurocore.h"
#include "compiler/transforms/Passes.h"
#include "compiler/transforms/QuantizeNetwork.h"
#include "dialects/plasticity/PlasticityDialect.h"
#include "dialects/snn/SNN.h"

#include "mlir/Pass/PassRegistry.h"

namespace engram {
namespace {

using namespace mlir;

struct PipelineOptions : PassPipelineOptions<PipelineOptions> {
  Option<std::string> target{*this, "target", llvm::cl::desc("name of the target"), llvm::cl::init("engram1")};
  Option<uint32_t> cores{*this, "cores", llvm::cl::desc("0: as few as possible; n: spread over at least n"),
                         llvm::cl::init(0)};
  Option<int64_t> seed{*this, "seed", llvm::cl::desc("replaces the seed of the network if it is not negative"),
                       llvm::cl::init(-1)};
  Option<Stage> to{*this, "to", llvm::cl::desc("the last stage"), llvm::cl::init(Stage::Encoded),
                   llvm::cl::values(clEnumValN(Stage::Quantized, "quantized", "registers and weight exponents"),
                                    clEnumValN(Stage::Normalized, "normalized", "rules as products"),
                                    clEnumValN(Stage::Virtual, "virtual", "synapses and words"),
                                    clEnumValN(Stage::Partitioned, "partitioned", "neurons on cores"),
                                    clEnumValN(Stage::Placed, "placed", "cores on tiles"),
                                    clEnumValN(Stage::Routed, "routed", "axons"),
                                    clEnumValN(Stage::Encoded, "encoded", "synapse memories"))};

  CompileOptions compileOptions() const {
    CompileOptions options{target, cores, std::nullopt};
    if (seed >= 0)
      options.seed = static_cast<uint32_t>(seed);
    return options;
  }
};

} // namespace

void buildPipeline(OpPassManager &passes, const CompileOptions &options, Stage last, QuantizationReport *report) {
  passes.addPass(createQuantizeNetwork(report));
  if (last == Stage::Quantized)
    return;
  passes.addPass(createNormalizeRules());
  passes.addPass(createCheckRuleRanges());
  if (last == Stage::Normalized)
    return;
  ConvertSnnToNeurocoreOptions conversion;
  conversion.target = options.target;
  conversion.seed = options.seed ? int64_t{*options.seed} : -1;
  passes.addPass(createConvertSnnToNeurocore(conversion, report));
  if (last >= Stage::Partitioned)
    passes.addPass(createNeurocorePartition(NeurocorePartitionOptions{options.cores}));
  if (last >= Stage::Placed)
    passes.addPass(createNeurocorePlace());
  if (last >= Stage::Routed)
    passes.addPass(createNeurocoreRoute());
  if (last >= Stage::Encoded)
    passes.addPass(createNeurocoreEncode());
}

LogicalResult compileTo(Stage last, ModuleOp module, const CompileOptions &options, QuantizationReport *report) {
  PassManager passes(module.getContext(), ModuleOp::getOperationName());
  buildPipeline(passes, options, last, report);
  return passes.run(module);
}

std::shared_ptr<const image::ImageT> compileToImage(ModuleOp module, const CompileOptions &options,
                                                    QuantizationReport *report) {
  if (failed(compileTo(Stage::Encoded, module, options, report)))
    return nullptr;
  const auto chips = llvm::to_vector(module.getOps<neurocore::ChipOp>());
  if (chips.size() == 1)
    return translateToImage(chips.front());
  module.emitError() << "expected one network but got " << chips.size();
  return nullptr;
}

void registerDialects(DialectRegistry &registry) {
  registry.insert<snn::SNNDialect, plasticity::PlasticityDialect, neurocore::NeurocoreDialect>();
}

void registerPassesAndPipelines() {
  registerTransformsPasses();
  registerConversionPasses();
  PassPipelineRegistration<PipelineOptions>("engram-compile", "from a network to an encoded chip",
                                            [](OpPassManager &passes, const PipelineOptions &options) {
                                              buildPipeline(passes, options.compileOptions(), options.to);
                                            });
}

} // namespace engram
