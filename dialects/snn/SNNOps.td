// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The operations of networks.

#ifndef ENGRAM_DIALECTS_SNN_SNNOPS_TD
#define ENGRAM_DIALECTS_SNN_SNNOPS_TD

include "dialects/snn/SNNAttributes.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/IR/SymbolInterfaces.td"

class SNN_Op<string mnemonic, list<Trait> traits = []> : Op<SNNDialect, mnemonic, traits>;

def NetworkOp : SNN_Op<"network", [IsolatedFromAbove, NoTerminator, SingleBlock, Symbol, SymbolTable,
                                   NoRegionArguments]> {
  let summary = "a network; its learning rules stand beside it";
  let arguments = (ins SymbolNameAttr:$sym_name, I64Attr:$step_ns, DefaultValuedAttr<I64Attr, "1">:$seed);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    $sym_name `step` `(` custom<Step>($step_ns) `)` (`seed` `(` $seed^ `)`)? attr-dict-with-keyword $body
  }];
  let hasRegionVerifier = 1;
}

def InputOp : SNN_Op<"input", [Symbol, HasParent<"NetworkOp">]> {
  let summary = "sources of spikes that come from outside";
  let arguments = (ins SymbolNameAttr:$sym_name, I32Attr:$size);
  let assemblyFormat = "$sym_name `:` $size attr-dict";
  let hasVerifier = 1;
}

def PopulationOp : SNN_Op<"population", [Symbol, HasParent<"NetworkOp">]> {
  let summary = "leaky integrate-and-fire neurons, by real parameters or by registers";
  let description = [{
    Exactly one of `lif` (quantised by snn-quantize) and `registers` (the chip's integers, taken as they are).
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, I32Attr:$size, OptionalAttr<LifAttr>:$lif,
                       OptionalAttr<RegistersAttr>:$registers);
  let assemblyFormat = "$sym_name `:` $size (`lif` `` $lif^)? (`registers` `` $registers^)? attr-dict";
  let hasVerifier = 1;
}

def ModulatorOp : SNN_Op<"modulator", [Symbol, HasParent<"NetworkOp">]> {
  let summary = "third factors: signed values -128..127 that the host tells";
  let arguments = (ins SymbolNameAttr:$sym_name, I32Attr:$size);
  let assemblyFormat = "$sym_name `:` $size attr-dict";
  let hasVerifier = 1;
}

def Connectivity : AnyAttrOf<[AllToAllAttr, OneToOneAttr, FixedProbabilityAttr, FixedInDegreeAttr, SparseAttr],
                             "connectivity">;
def Weights : AnyAttrOf<[F64Attr, I32Attr, UniformAttr, NormalAttr, DenseF64ArrayAttr, DenseI32ArrayAttr],
                        "weights: a number, a list or a distribution">;
def Delays : AnyAttrOf<[I32Attr, DenseI32ArrayAttr, DelayRangeAttr], "delays: steps, a list of steps or a range">;

def ProjectionOp : SNN_Op<"projection", [Symbol, HasParent<"NetworkOp">]> {
  let summary = "synapses from an input or a population onto a population";
  let description = [{
    `connect` says which pairs have a synapse. `weights` and `delay` are one number for all, a list with one entry a
    synapse (by post, then pre; for `sparse` in the order of its pairs), or a distribution.

    Integer weights are the chip's (N30), weight * 2^exponent counts; `exponent` is then 0 unless given. Real weights are
    in units of the target's threshold; a target with registers counts 1 as 64 membrane units. They have no exponent
    until snn-quantize chooses it, and the `unit`, the real value of integer weight 1, so that full scale holds
    `weight_max`, which is the largest initial magnitude unless given.

    A spike at step t acts at t + 1 + delay. `max_delay` bounds the delays that a rule may reach.
    `y1`, `y2`, `y3` bind third factors of the rule to modulators.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, FlatSymbolRefAttr:$source, FlatSymbolRefAttr:$target,
                       Connectivity:$connect, Weights:$weights,
                       DefaultValuedAttr<I32Attr, "8">:$bits,
                       DefaultValuedAttr<SignModeAttr, "::engram::spec::SignMode::Mixed">:$sign,
                       OptionalAttr<SI32Attr>:$exponent, OptionalAttr<F64Attr>:$unit, OptionalAttr<F64Attr>:$weight_max,
                       OptionalAttr<Delays>:$delay, OptionalAttr<I32Attr>:$max_delay,
                       OptionalAttr<FlatSymbolRefAttr>:$rule, OptionalAttr<FlatSymbolRefAttr>:$y1,
                       OptionalAttr<FlatSymbolRefAttr>:$y2, OptionalAttr<FlatSymbolRefAttr>:$y3);
  let assemblyFormat = [{
    $sym_name `:` $source `->` $target custom<Connectivity>($connect) `weights` `(` custom<Weights>($weights) `)`
    (`format` `(` custom<Format>($bits, $sign, $exponent, $unit)^ `)`)?
    (`weight_max` `(` custom<RealNumber>($weight_max)^ `)`)?
    (`delay` `(` custom<Delays>($delay)^ `)`)? (`max_delay` `(` $max_delay^ `)`)?
    (`plastic` `(` $rule^ `)`)? (`y1` `(` $y1^ `)`)? (`y2` `(` $y2^ `)`)? (`y3` `(` $y3^ `)`)? attr-dict
  }];
  let extraClassDeclaration = [{
    bool hasIntegerWeights() {
      return ::llvm::isa<::mlir::IntegerAttr, ::mlir::DenseI32ArrayAttr>(getWeights());
    }
    ::engram::spec::WeightFormat getWeightFormat() {
      return {getSign(), static_cast<int>(getBits())};
    }
    /// What y1, y2 and y3 are bound to; null: nothing.
    ::std::array<::mlir::FlatSymbolRefAttr, 3> getThirdFactors() {
      return {getY1Attr(), getY2Attr(), getY3Attr()};
    }
  }];
  let hasVerifier = 1;
}

#endif
