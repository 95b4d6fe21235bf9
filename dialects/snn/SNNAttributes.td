// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes of networks: real neuron parameters, procedural connectivity, random weights and delays. A new kind of
// connectivity (convolution, distance) is one more attribute here and one more case in the expansion.

#ifndef ENGRAM_DIALECTS_SNN_SNNATTRIBUTES_TD
#define ENGRAM_DIALECTS_SNN_SNNATTRIBUTES_TD

include "dialects/neurocore/NeurocoreAttributes.td"
include "dialects/snn/SNNDialect.td"
include "mlir/IR/AttrTypeBase.td"

class SNN_Attr<string cppName, string attrMnemonic> : AttrDef<SNNDialect, cppName> {
  let mnemonic = attrMnemonic;
}

// A real number; may be written as an integer or `inf`.
def RealParameter : AttrParameter<"::engram::snn::Real", "a real number">;
class OptionalRealParameter<string value> : AttrParameter<"::engram::snn::Real", "a real number"> {
  let defaultValue = "::engram::snn::Real{" # value # "}";
}
// A span of time, written with its unit: `5 ms`, `inf`.
class OptionalTimeParameter<string nanoseconds> : AttrParameter<"::engram::snn::Time", "a time"> {
  let defaultValue = "::engram::snn::Time{" # nanoseconds # "}";
}

// A list of reals, `[0.5, 1.0]`; absent: none.
def OptionalRealsParameter : AttrParameter<"::mlir::DenseF64ArrayAttr", "a list of real numbers"> {
  let defaultValue = "::mlir::DenseF64ArrayAttr()";
  let parser = "::engram::snn::parseReals($_parser)";
  let printer = "::engram::snn::printReals($_printer, $_self)";
}

//===- Neurons ---------------------------------------------------------------===//

def LifAttr : SNN_Attr<"Lif", "lif"> {
  let summary = "real parameters of leaky integrate-and-fire neurons";
  let description = [{
    u decays with tau_u and v with tau_v; 0 forgets at once, `inf` never. Each incoming spike adds its weight to u once
    (it is not divided by tau_u), and every step adds u and the bias to v. The neuron fires when v exceeds threshold +
    theta; at a spike theta grows by `adaptation_step`, and it decays with `adaptation_tau`. `bias` has one entry for
    all neurons or one a neuron.
  }];
  let parameters = (ins
    OptionalTimeParameter<"0">:$tau_u,
    OptionalTimeParameter<"std::numeric_limits<double>::infinity()">:$tau_v,
    RealParameter:$threshold,
    OptionalRealParameter<"0">:$reset,
    OptionalSpecEnumParameter<"::engram::spec::ResetMode", "", "::engram::spec::ResetMode::Hard">:$reset_mode,
    OptionalTimeParameter<"0">:$refractory,
    OptionalRealsParameter:$bias,
    OptionalRealParameter<"0">:$adaptation_step,
    OptionalTimeParameter<"std::numeric_limits<double>::infinity()">:$adaptation_tau);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

//===- Connectivity ------------------------------------------------------------===//

def AllToAllAttr : SNN_Attr<"AllToAll", "all_to_all"> {
  let summary = "every source to every target; no_self leaves out neurons' synapses onto themselves";
  let parameters = (ins DefaultValuedParameter<"bool", "false">:$no_self);
  let assemblyFormat = "(`<` struct($no_self)^ `>`)?";
}

def OneToOneAttr : SNN_Attr<"OneToOne", "one_to_one"> {
  let summary = "source i to target i";
}

def FixedProbabilityAttr : SNN_Attr<"FixedProbability", "fixed_probability"> {
  let summary = "each pair with this probability";
  let parameters = (ins RealParameter:$p, DefaultValuedParameter<"bool", "false">:$no_self);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

def FixedInDegreeAttr : SNN_Attr<"FixedInDegree", "fixed_in_degree"> {
  let summary = "each target from n different random sources";
  let parameters = (ins "uint32_t":$n, DefaultValuedParameter<"bool", "false">:$no_self);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

def SparseAttr : SNN_Attr<"Sparse", "sparse"> {
  let summary = "these pairs, none twice";
  let parameters = (ins "::mlir::DenseI32ArrayAttr":$pre, "::mlir::DenseI32ArrayAttr":$post);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

//===- Weights and delays --------------------------------------------------------===//

def UniformAttr : SNN_Attr<"Uniform", "uniform"> {
  let summary = "weights drawn uniformly from low..high";
  let parameters = (ins RealParameter:$low, RealParameter:$high);
  let assemblyFormat = "`<` $low `,` $high `>`";
  let genVerifyDecl = 1;
}

def NormalAttr : SNN_Attr<"Normal", "normal"> {
  let summary = "weights drawn from a normal distribution";
  let parameters = (ins RealParameter:$mean, RealParameter:$stddev);
  let assemblyFormat = "`<` $mean `,` $stddev `>`";
  let genVerifyDecl = 1;
}

def DelayRangeAttr : SNN_Attr<"DelayRange", "range"> {
  let summary = "delays drawn uniformly from low..high steps, both included";
  let parameters = (ins "uint32_t":$low, "uint32_t":$high);
  let assemblyFormat = "`<` $low `,` $high `>`";
  let genVerifyDecl = 1;
}

#endif
