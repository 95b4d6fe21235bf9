// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plasticity dialect: learning rules as real IR. This file has the dialect, its one type and its enumerations;
// the operations are in PlasticityOps.td. Why it is as it is: README.md.

#ifndef ENGRAM_DIALECTS_PLASTICITY_PLASTICITY_TD
#define ENGRAM_DIALECTS_PLASTICITY_PLASTICITY_TD

include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"

def Plasticity_Dialect : Dialect {
  let name = "plasticity";
  let cppNamespace = "::engram::plasticity";
  let summary = "learning rules of plastic synapses";
  let description = [{
    A rule is a sum of products of traces, synaptic variables, third factors and constants, each product gated by one
    event: a presynaptic spike, a postsynaptic spike, or every 2^k-th epoch.
  }];
  let useDefaultTypePrinterParser = 1;
}

def Plasticity_NumberType : TypeDef<Plasticity_Dialect, "Number"> {
  let mnemonic = "number";
  let summary = "an exact number inside a rule";
  let description = [{
    What a rule computes with. A number is exact: nothing is rounded before the product is formed (N33), so it is not a
    float of any width.
  }];
}

// The values of these enumerations are those of spec::Operand, spec::UpdateTarget and spec::Event (hw/spec).
def Plasticity_TraceName : I32EnumAttr<"TraceName", "a per-neuron variable", [
  I32EnumAttrCase<"X1", 1, "x1">, I32EnumAttrCase<"X2", 2, "x2">, I32EnumAttrCase<"Y1", 3, "y1">,
  I32EnumAttrCase<"Y2", 4, "y2">, I32EnumAttrCase<"Y3", 5, "y3">
]> { let cppNamespace = "::engram::plasticity"; }

def Plasticity_SynapseVariable : I32EnumAttr<"SynapseVariable", "a variable that a synapse stores", [
  I32EnumAttrCase<"Weight", 0, "weight">, I32EnumAttrCase<"Tag", 1, "tag">, I32EnumAttrCase<"Delay", 2, "delay">
]> { let cppNamespace = "::engram::plasticity"; }

def Plasticity_SpikeSide : I32EnumAttr<"SpikeSide", "whose spike", [
  I32EnumAttrCase<"Pre", 0, "pre">, I32EnumAttrCase<"Post", 1, "post">
]> { let cppNamespace = "::engram::plasticity"; }

def Plasticity_TimeUnit : I32EnumAttr<"TimeUnit", "the unit of a time constant", [
  I32EnumAttrCase<"Steps", 0, "steps">, I32EnumAttrCase<"Us", 1, "us">, I32EnumAttrCase<"Ms", 2, "ms">,
  I32EnumAttrCase<"S", 3, "s">
]> { let cppNamespace = "::engram::plasticity"; }

#endif
