// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The passes of this folder.

#ifndef ENGRAM_COMPILER_CONVERSION_PASSES_TD
#define ENGRAM_COMPILER_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertSnnToNeurocore : Pass<"convert-snn-to-neurocore", "::mlir::ModuleOp"> {
  let summary = "expand a quantised network and its normalised rules into a virtual chip";
  let description = [{
    Every snn.network becomes a neurocore.chip in the phase `virtual`: synapses one by one, rules as products. Rules that
    no projection uses are dropped.
  }];
  let options = [
    Option<"target", "target", "std::string", "\"engram1\"", "name of the target">,
    Option<"seed", "seed", "int64_t", "-1", "replaces the seed of the network if it is not negative">,
  ];
  let dependentDialects = ["::engram::neurocore::NeurocoreDialect"];
}

class MappingStage<string name> : Pass<"neurocore-" # name>;

def NeurocorePartition : MappingStage<"partition"> {
  let summary = "cut the populations of a virtual chip into groups on cores";
  let options = [
    Option<"cores", "cores", "uint32_t", "0", "0: as few as possible; n: spread evenly over at least n cores">,
  ];
}
def NeurocorePlace : MappingStage<"place"> {
  let summary = "give every core of a partitioned chip a tile";
}
def NeurocoreRoute : MappingStage<"route"> {
  let summary = "make the axons of a placed chip";
}
def NeurocoreEncode : MappingStage<"encode"> {
  let summary = "write the synapse memories of a routed chip";
}

#endif
