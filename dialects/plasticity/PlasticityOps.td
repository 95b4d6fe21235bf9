// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The operations of the plasticity dialect: a rule, the values it may read, the arithmetic on them, the events that
// gate its updates, and the update itself.

#ifndef ENGRAM_DIALECTS_PLASTICITY_PLASTICITYOPS_TD
#define ENGRAM_DIALECTS_PLASTICITY_PLASTICITYOPS_TD

include "dialects/plasticity/Plasticity.td"
include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

// The value is called in the assembly as the variable is in the operation: `%x1 = plasticity.trace x1 ...`.
def Plasticity_Named : DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>;

class Plasticity_Op<string mnemonic, list<Trait> traits = []> : Op<Plasticity_Dialect, mnemonic, traits>;

// An operation that makes a number out of nothing or of other numbers.
class Plasticity_ValueOp<string mnemonic, list<Trait> traits = []>
    : Plasticity_Op<mnemonic, !listconcat([Pure], traits)> {
  let results = (outs Plasticity_NumberType:$result);
}

//===--------------------------------------------------------------------------------------------------------------===//
// The rule
//===--------------------------------------------------------------------------------------------------------------===//

def Plasticity_RuleOp : Plasticity_Op<"rule", [IsolatedFromAbove, NoTerminator, SingleBlock, Symbol]> {
  let summary = "a learning rule";
  let description = [{
    Applied to every synapse of the projections that name it, at the end of every epoch of `epoch` time steps (1..63).
    Updates act in the order in which they stand (N34).

    ```mlir
    plasticity.rule @stdp epoch(4) {
      %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
      plasticity.on post {
        plasticity.add weight, %x1
      }
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, I32Attr:$epoch);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$sym_name `epoch` `(` $epoch `)` $body attr-dict";
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "uint32_t":$epoch)>];
}

//===--------------------------------------------------------------------------------------------------------------===//
// What a rule reads
//===--------------------------------------------------------------------------------------------------------------===//

def Plasticity_TraceOp : Plasticity_Op<"trace", [HasParent<"RuleOp">, Plasticity_Named, Pure]> {
  let summary = "a decaying memory of spikes, 0..127";
  let description = [{
    x1 and x2 remember spikes of the presynaptic neuron, y1, y2 and y3 of the postsynaptic one (N20). Every spike adds
    `impulse` (0..127); in every time step the trace falls by the factor exp(-1/tau). tau has a unit: `steps`, `us`,
    `ms` or `s`. `tau(inf)` never decays, `tau(0.0 steps)` keeps nothing beyond the step of the spike.

    ```mlir
    %y1 = plasticity.trace y1 impulse(16.0) tau(20.0 ms)
    ```
  }];
  let arguments = (ins Plasticity_TraceName:$name, F64Attr:$impulse, F64Attr:$tau, Plasticity_TimeUnit:$unit);
  let results = (outs Plasticity_NumberType:$result);
  let assemblyFormat = [{
    $name `impulse` `(` custom<Real>($impulse) `)` `tau` `(` custom<Tau>($tau, $unit) `)` attr-dict
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The time constant in time steps of `timeStepNs` nanoseconds; may be infinite.
    double getTauInSteps(uint64_t timeStepNs);
  }];
}

def Plasticity_ThirdFactorOp : Plasticity_Op<"third_factor", [HasParent<"RuleOp">, Plasticity_Named, Pure]> {
  let summary = "a graded signal from a modulator, -128..127";
  let description = [{
    Takes the place of one of y1, y2, y3 (N22). Which modulator it is, the projection says.

    ```mlir
    %r = plasticity.third_factor y2
    ```
  }];
  let arguments = (ins Plasticity_TraceName:$name);
  let results = (outs Plasticity_NumberType:$result);
  let assemblyFormat = "$name attr-dict";
  let hasVerifier = 1;
}

def Plasticity_ReadOp : Plasticity_ValueOp<"read", [Plasticity_Named]> {
  let summary = "weight, tag or delay of the synapse as it was before this learning phase (N32)";
  let arguments = (ins Plasticity_SynapseVariable:$variable);
  let assemblyFormat = "$variable attr-dict";
}

def Plasticity_ConstantOp : Plasticity_ValueOp<"constant"> {
  let summary = "a number";
  let arguments = (ins F64Attr:$value);
  let assemblyFormat = "custom<Real>($value) attr-dict";
  let hasVerifier = 1;
}

//===--------------------------------------------------------------------------------------------------------------===//
// Arithmetic
//===--------------------------------------------------------------------------------------------------------------===//

def Plasticity_SumOp : Plasticity_ValueOp<"sum", [Commutative]> {
  let summary = "sum of two or more numbers";
  let arguments = (ins Variadic<Plasticity_NumberType>:$terms);
  let assemblyFormat = "$terms attr-dict";
  let hasVerifier = 1;
}

def Plasticity_MulOp : Plasticity_ValueOp<"mul", [Commutative]> {
  let summary = "product of two or more numbers";
  let arguments = (ins Variadic<Plasticity_NumberType>:$factors);
  let assemblyFormat = "$factors attr-dict";
  let hasVerifier = 1;
}

def Plasticity_NegOp : Plasticity_ValueOp<"neg"> {
  let summary = "minus a number";
  let arguments = (ins Plasticity_NumberType:$operand);
  let assemblyFormat = "$operand attr-dict";
}

def Plasticity_SignOp : Plasticity_ValueOp<"sign"> {
  let summary = "-1, 0 or 1";
  let arguments = (ins Plasticity_NumberType:$operand);
  let assemblyFormat = "$operand attr-dict";
}

//===--------------------------------------------------------------------------------------------------------------===//
// Events and updates
//===--------------------------------------------------------------------------------------------------------------===//

def Plasticity_OnOp : Plasticity_Op<"on", [HasParent<"RuleOp">, NoTerminator, SingleBlock]> {
  let summary = "what happens if the pre (x0) or post (y0) neuron fired in the epoch";
  let description = [{
    Traces are read at the last such spike of the epoch, after their impulse (N32).

    ```mlir
    plasticity.on pre {
      plasticity.add weight, %y1
    }
    ```
  }];
  let arguments = (ins Plasticity_SpikeSide:$side);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "$side $body attr-dict";
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "SpikeSide":$side)>];
}

def Plasticity_EveryOp : Plasticity_Op<"every", [HasParent<"RuleOp">, NoTerminator, SingleBlock]> {
  let summary = "what happens at the end of every 2^k-th epoch (u_k)";
  let description = [{
    Written with the number of epochs, a power of two from 1 to 32768; `decimation` is k. Traces are read at the last
    step of the epoch.

    ```mlir
    plasticity.every 4 epochs {
      plasticity.add tag, %decay
    }
    ```
  }];
  let arguments = (ins I32Attr:$decimation);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = "custom<Period>($decimation) `epochs` $body attr-dict";
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "uint32_t":$decimation)>];
}

def Plasticity_AddOp : Plasticity_Op<"add"> {
  let summary = "adds a number to weight, tag or delay";
  let description = [{
    Stands in an event. `plasticity-normalize` makes every update one product in the machine's reach; where it had to
    approximate the coefficient, `wanted` keeps the one that was asked for.

    ```mlir
    plasticity.add weight, %change
    plasticity.add weight, %change wanted(0.3)
    ```
  }];
  let arguments = (ins Plasticity_SynapseVariable:$target, Plasticity_NumberType:$value, OptionalAttr<F64Attr>:$wanted);
  let assemblyFormat = "$target `,` $value (`wanted` `(` custom<Real>($wanted)^ `)`)? attr-dict";
  let hasVerifier = 1;
}

#endif
