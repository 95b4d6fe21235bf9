// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The operations of the mapped half of a chip: where the network runs. They mirror mapping::Mapping and the tables of
// the image (hw/image/Image.fbs); tables with an entry an axon are arrays, one a column.

#ifndef ENGRAM_DIALECTS_NEUROCORE_NEUROCORECOREOPS_TD
#define ENGRAM_DIALECTS_NEUROCORE_NEUROCORECOREOPS_TD

include "dialects/neurocore/NeurocoreOps.td"

def CompressionAttr : I32EnumAttr<"Compression", "how the indices of a synapse list are stored (image::Compression)", [
    I32EnumAttrCase<"Sparse", 0, "sparse">,
    I32EnumAttrCase<"RunLength", 1, "run_length">,
    I32EnumAttrCase<"Dense", 3, "dense">]> {
  let cppNamespace = "::engram::neurocore";
}

def CoreOp : Neurocore_Op<"core", [HasParent<"ChipOp">, NoTerminator, SingleBlock, NoRegionArguments]> {
  let summary = "a core; its index is its place among the cores of the chip";
  let arguments = (ins OptionalAttr<I32Attr>:$tile);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "(`tile` `(` $tile^ `)`)? attr-dict-with-keyword $body";
  let hasRegionVerifier = 1;
}

def GroupOp : Neurocore_Op<"group", [HasParent<"CoreOp">]> {
  let summary = "a slice of a population in consecutive compartments; its index is its place among the core's groups";
  let arguments = (ins FlatSymbolRefAttr:$population, I32Attr:$begin, I32Attr:$count, I32Attr:$first);
  let assemblyFormat = "$population `begin` $begin `count` $count `first` $first attr-dict";
}

def InputAxonsOp : Neurocore_Op<"input_axons", [HasParent<"CoreOp">]> {
  let summary = "the input axons of a core: synapse lists, static ones first";
  let description = [{
    `projection` counts the chip's projections, `group` the core's groups. `word` and `words`, the place in synapse
    memory, are there from the phase `encoded` on.
  }];
  let arguments = (ins DenseI32ArrayAttr:$projection, DenseI32ArrayAttr:$pre, DenseI32ArrayAttr:$group,
                       DenseI32ArrayAttr:$synapses, DenseBoolArrayAttr:$plastic,
                       OptionalAttr<DenseI32ArrayAttr>:$word, OptionalAttr<DenseI32ArrayAttr>:$words);
  let assemblyFormat = [{
    `projection` $projection `pre` $pre `group` $group `synapses` $synapses `plastic` $plastic
    (`word` $word^ `words` $words)? attr-dict
  }];
  let hasVerifier = 1;
}

def OutputAxonsOp : Neurocore_Op<"output_axons", [HasParent<"CoreOp">]> {
  let summary = "where the spikes of a core's compartments go: an input axon of a core";
  let arguments = (ins DenseI32ArrayAttr:$compartment, DenseI32ArrayAttr:$core, DenseI32ArrayAttr:$axon);
  let assemblyFormat = "`compartment` $compartment `core` $core `axon` $axon attr-dict";
  let hasVerifier = 1;
}

def FormatOp : Neurocore_Op<"format", [HasParent<"CoreOp">]> {
  let summary = "a format of synapse lists; its index is its place among the core's formats";
  let arguments = (ins CompressionAttr:$compression, WeightFormatAttr:$weight, I32Attr:$delay_bits, I32Attr:$tag_bits,
                       I32Attr:$index_bits);
  let assemblyFormat = [{
    $compression `weight` `` $weight `delay_bits` $delay_bits `tag_bits` $tag_bits `index_bits` $index_bits attr-dict
  }];
}

def SynapseMemoryOp : Neurocore_Op<"synapse_memory", [HasParent<"CoreOp">]> {
  let summary = "the bit-packed synapse lists of a core, 64 bits a word";
  let arguments = (ins DenseI64ArrayAttr:$words);
  let assemblyFormat = "$words attr-dict";
}

def HostAxonsOp : Neurocore_Op<"host_axons", [HasParent<"ChipOp">]> {
  let summary = "how the spikes of an input population enter the chip";
  let arguments = (ins FlatSymbolRefAttr:$population, DenseI32ArrayAttr:$neuron, DenseI32ArrayAttr:$core,
                       DenseI32ArrayAttr:$axon);
  let assemblyFormat = "$population `neuron` $neuron `core` $core `axon` $axon attr-dict";
  let hasVerifier = 1;
}

#endif
