// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes of the machine: registers, formats, traces, factors. Their meaning is that of the structs of hw/spec, whose
// enumerations and names they share.

#ifndef ENGRAM_DIALECTS_NEUROCORE_NEUROCOREATTRIBUTES_TD
#define ENGRAM_DIALECTS_NEUROCORE_NEUROCOREATTRIBUTES_TD

include "dialects/neurocore/NeurocoreDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

//===- Enumerations of this dialect ---------------------------------------===//

def PhaseAttr : I32EnumAttr<"Phase", "how far a chip is mapped", [
    I32EnumAttrCase<"Virtual", 0, "virtual">,
    I32EnumAttrCase<"Partitioned", 1, "partitioned">,
    I32EnumAttrCase<"Placed", 2, "placed">,
    I32EnumAttrCase<"Routed", 3, "routed">,
    I32EnumAttrCase<"Encoded", 4, "encoded">]> {
  let cppNamespace = "::engram::neurocore";
}

def PopulationKindAttr : I32EnumAttr<"PopulationKind", "what a population is", [
    I32EnumAttrCase<"Input", 0, "input">,
    I32EnumAttrCase<"Lif", 1, "lif">,
    I32EnumAttrCase<"Modulator", 2, "modulator">]> {
  let cppNamespace = "::engram::neurocore";
}

//===- Enumerations of hw/spec --------------------------------------------===//

// An enumeration of hw/spec as a parameter; spelled as in dialects/neurocore/Names.h.
class SpecEnumParameter<string type, string desc> : AttrParameter<type, desc> {
  let parser = "::engram::neurocore::parseName<" # type # ">($_parser)";
  let printer = "$_printer << ::engram::neurocore::nameOf($_self)";
}
class OptionalSpecEnumParameter<string type, string desc, string value> : SpecEnumParameter<type, desc> {
  let defaultValue = value;
}

class Neurocore_Attr<string cppName, string attrMnemonic> : AttrDef<NeurocoreDialect, cppName> {
  let mnemonic = attrMnemonic;
}

class Neurocore_SpecEnum<string cppName, string attrMnemonic> : Neurocore_Attr<cppName, attrMnemonic> {
  let parameters = (ins SpecEnumParameter<"::engram::spec::" # cppName, "">:$value);
  let assemblyFormat = "`<` $value `>`";
  let returnType = "::engram::spec::" # cppName;
  let convertFromStorage = "$_self.getValue()";
  let constBuilderCall = "::engram::neurocore::" # cppName # "Attr::get($_builder.getContext(), $0)";
}
def UpdateTargetAttr : Neurocore_SpecEnum<"UpdateTarget", "update_target">;
def EventAttr : Neurocore_SpecEnum<"Event", "event">;
def SignModeAttr : Neurocore_SpecEnum<"SignMode", "sign">;

//===- Structures ----------------------------------------------------------===//

def RegistersAttr : Neurocore_Attr<"Registers", "registers"> {
  let summary = "the registers of leaky integrate-and-fire neurons (spec::LifRegisters) and their bias";
  let description = [{
    The chip's integers, in the ranges of spec::LifRegisters. The bias is `bias_mant * 2^bias_exp` membrane units,
    mantissa -4095..4095, exponent 0..7 (loihi.md 3.1 step 6); each array has one entry for all neurons or one a neuron.
  }];
  let parameters = (ins
    DefaultValuedParameter<"int32_t", "4095">:$du,
    DefaultValuedParameter<"int32_t", "0">:$dv,
    "int32_t":$vth,
    DefaultValuedParameter<"int32_t", "0">:$vreset,
    OptionalSpecEnumParameter<"::engram::spec::ResetMode", "", "::engram::spec::ResetMode::Hard">:$reset,
    DefaultValuedParameter<"int32_t", "0">:$refractory,
    OptionalParameter<"::mlir::DenseI32ArrayAttr">:$bias_mant,
    OptionalParameter<"::mlir::DenseI32ArrayAttr">:$bias_exp,
    DefaultValuedParameter<"int32_t", "0">:$theta_step,
    DefaultValuedParameter<"int32_t", "0">:$theta_decay_mant,
    DefaultValuedParameter<"int32_t", "1">:$theta_decay_exp);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
  let builders = [AttrBuilder<(ins "const ::engram::spec::LifRegisters &":$registers,
                                   "::llvm::ArrayRef<int32_t>":$biasMant, "::llvm::ArrayRef<int32_t>":$biasExp)>];
  let extraClassDeclaration = [{
    ::engram::spec::LifRegisters getLifRegisters() const;
    /// One entry for all neurons or one a neuron, in membrane units.
    ::std::vector<int32_t> getBias() const;
  }];
}

def WeightFormatAttr : Neurocore_Attr<"WeightFormat", "weight_format"> {
  let summary = "how a weight is stored (spec::WeightFormat)";
  let parameters = (ins "int32_t":$bits, SpecEnumParameter<"::engram::spec::SignMode", "">:$sign);
  let assemblyFormat = "`<` $bits `,` $sign `>`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    ::engram::spec::WeightFormat getFormat() const { return {getSign(), getBits()}; }
  }];
}

def TraceAttr : Neurocore_Attr<"Trace", "trace"> {
  let summary = "the registers of a trace (spec::TraceRegisters), in units of 2^-16";
  let parameters = (ins "uint32_t":$impulse, "uint32_t":$factor);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

def FactorAttr : Neurocore_Attr<"Factor", "factor"> {
  let summary = "one factor of a product: an operand plus a constant, or the sign of that sum";
  let description = [{
    Holds the value of the constant (0: none), not its place in the rule's constant table: the table is the sequence of
    the different constants of a rule in order of appearance. Written `x1`, `(weight + 3)`, `sign(tag)`, `sign(tag - 3)`.
  }];
  let parameters = (ins SpecEnumParameter<"::engram::spec::Operand", "">:$operand,
                        DefaultValuedParameter<"bool", "false">:$sign,
                        DefaultValuedParameter<"int16_t", "0">:$constant);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

#endif
