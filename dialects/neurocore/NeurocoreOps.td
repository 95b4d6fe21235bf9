// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The operations of the network half of a chip: what runs, before where it runs (NeurocoreCoreOps.td).

#ifndef ENGRAM_DIALECTS_NEUROCORE_NEUROCOREOPS_TD
#define ENGRAM_DIALECTS_NEUROCORE_NEUROCOREOPS_TD

include "dialects/neurocore/NeurocoreAttributes.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/IR/SymbolInterfaces.td"

class Neurocore_Op<string mnemonic, list<Trait> traits = []> : Op<NeurocoreDialect, mnemonic, traits>;

def ChipOp : Neurocore_Op<"chip", [IsolatedFromAbove, NoTerminator, SingleBlock, Symbol, SymbolTable,
                                   NoRegionArguments]> {
  let summary = "a network on a chip";
  let description = [{
    Holds, in this order by custom, rules, populations, projections, and from the phase `partitioned` on the cores and
    the axons of the host. The order of the populations, of the projections, of the rules and of the cores is that of
    their indices in the image. What must and must not be there in each phase: README.md, checked by the verifier.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, StrAttr:$target, PhaseAttr:$phase, I64Attr:$seed, I64Attr:$step_ns);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    $sym_name `target` `(` $target `)` `phase` `(` $phase `)` `seed` `(` $seed `)` `step_ns` `(` $step_ns `)`
    attr-dict-with-keyword $body
  }];
  let hasRegionVerifier = 1;
}

def PopulationOp : Neurocore_Op<"population", [Symbol, HasParent<"ChipOp">]> {
  let summary = "an input, neurons or a modulator";
  let arguments = (ins SymbolNameAttr:$sym_name, PopulationKindAttr:$kind, I32Attr:$size,
                       OptionalAttr<RegistersAttr>:$registers);
  let assemblyFormat = "$sym_name $kind $size (`registers` `` $registers^)? attr-dict";
  let hasVerifier = 1;
}

def ProjectionOp : Neurocore_Op<"projection", [Symbol, HasParent<"ChipOp">]> {
  let summary = "synapses, expanded and quantised";
  let description = [{
    The four arrays have one entry a synapse, ordered by post, then pre, no pair twice. `shift`: a spike adds
    `weight << shift` (0..15). `y1`, `y2`, `y3` name the modulators that these traces of the rule read instead.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, FlatSymbolRefAttr:$source, FlatSymbolRefAttr:$target,
                       OptionalAttr<FlatSymbolRefAttr>:$rule, WeightFormatAttr:$format, I32Attr:$shift,
                       DefaultValuedAttr<I32Attr, "0">:$delay_bits, UnitAttr:$delay_learns, UnitAttr:$tags,
                       OptionalAttr<FlatSymbolRefAttr>:$y1, OptionalAttr<FlatSymbolRefAttr>:$y2,
                       OptionalAttr<FlatSymbolRefAttr>:$y3,
                       DenseI32ArrayAttr:$pre, DenseI32ArrayAttr:$post, DenseI16ArrayAttr:$weight,
                       DenseI8ArrayAttr:$delay);
  let assemblyFormat = [{
    $sym_name `:` $source `->` $target `format` `` $format `shift` `(` $shift `)`
    (`delay_bits` `(` $delay_bits^ `)`)? (`delay_learns` $delay_learns^)? (`tags` $tags^)?
    (`plastic` `(` $rule^ `)`)? (`y1` `(` $y1^ `)`)? (`y2` `(` $y2^ `)`)? (`y3` `(` $y3^ `)`)?
    `pre` $pre `post` $post `weight` $weight `delay` $delay attr-dict
  }];
  let hasVerifier = 1;
}

def RuleOp : Neurocore_Op<"rule", [Symbol, HasParent<"ChipOp">, NoTerminator, SingleBlock, NoRegionArguments]> {
  let summary = "a learning rule as products";
  let description = [{
    A trace that is absent is not used. The products become the words of the microcode in their order.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, I32Attr:$epoch,
                       OptionalAttr<TraceAttr>:$x1, OptionalAttr<TraceAttr>:$x2, OptionalAttr<TraceAttr>:$y1,
                       OptionalAttr<TraceAttr>:$y2, OptionalAttr<TraceAttr>:$y3);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    $sym_name `epoch` `(` $epoch `)` (`x1` `` $x1^)? (`x2` `` $x2^)? (`y1` `` $y1^)? (`y2` `` $y2^)? (`y3` `` $y3^)?
    attr-dict-with-keyword $body
  }];
  let extraClassDeclaration = [{
    /// The different non-zero constants of the products in order of appearance: the rule's constant table.
    ::std::vector<int16_t> getConstants();
  }];
  let hasRegionVerifier = 1;
}

def ProductOp : Neurocore_Op<"product", [HasParent<"RuleOp">]> {
  let summary = "target += mantissa * 2^exponent * factors, when the event happened (spec::Product)";
  let arguments = (ins UpdateTargetAttr:$target, EventAttr:$event, DefaultValuedAttr<I32Attr, "0">:$decimation,
                       SI32Attr:$mantissa, SI32Attr:$exponent, TypedArrayAttrBase<FactorAttr, "factors">:$factors);
  let assemblyFormat = [{
    custom<SpecName>($target) `on` custom<SpecName>($event) (`(` $decimation^ `)`)? `scale` `(` custom<Scale>($mantissa, $exponent) `)`
    custom<Factors>($factors) attr-dict
  }];
  let builders = [OpBuilder<(ins "const ::engram::spec::Product &":$product, "::llvm::ArrayRef<int16_t>":$constants)>];
  let extraClassDeclaration = [{
    /// The product with its constants as places in `constants`, which must hold them; `last` is false.
    ::engram::spec::Product getProduct(::llvm::ArrayRef<int16_t> constants);
  }];
  let hasVerifier = 1;
}

#endif
