// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The way from a network to a chip image, written once: options, stages, and the order of the passes. The driver,
// engram-opt and the Python module all go it.

#ifndef ENGRAM_COMPILER_PIPELINES_PIPELINES_H
#define ENGRAM_COMPILER_PIPELINES_PIPELINES_H

#include "compiler/pipelines/CompileOptions.h"
#include "compiler/transforms/QuantizationReport.h"
#include "hw/image/ImageFile.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"

#include <memory>

namespace engram {

/// Where a compilation may stop; each includes those before it.
enum class Stage {
  Quantized,   ///< registers and weight exponents instead of real parameters
  Normalized,  ///< every update of a rule one product; ranges checked
  Virtual,     ///< a neurocore.chip with synapses and words
  Partitioned, ///< neurons on cores
  Placed,      ///< cores on tiles
  Routed,      ///< axons
  Encoded,     ///< synapse memories
};

/// Appends the passes up to `last`. `report`, if not null, must outlive the pass manager's run.
void buildPipeline(mlir::OpPassManager &passes, const CompileOptions &options, Stage last,
                   QuantizationReport *report = nullptr);

/// Takes `module` from snn and plasticity to `last`. Faults are diagnostics.
mlir::LogicalResult compileTo(Stage last, mlir::ModuleOp module, const CompileOptions &options,
                              QuantizationReport *report = nullptr);

/// Compiles to the end. Null, after diagnostics, if `module` does not hold exactly one network or did not compile.
std::shared_ptr<const image::ImageT> compileToImage(mlir::ModuleOp module, const CompileOptions &options,
                                                    QuantizationReport *report = nullptr);

/// Every dialect that Engram reads or makes.
void registerDialects(mlir::DialectRegistry &registry);

/// Every pass, and the pipeline `engram-compile`.
void registerPassesAndPipelines();

} // namespace engram

#endif
