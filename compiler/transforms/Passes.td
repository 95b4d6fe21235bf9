// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The passes of this folder; one file each.

#ifndef ENGRAM_COMPILER_TRANSFORMS_PASSES_TD
#define ENGRAM_COMPILER_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def NormalizeRules : Pass<"plasticity-normalize"> {
  let summary = "make every update of a learning rule one product of the machine";
  let description = [{
    Distributes products over sums, folds constants, and writes every update as scale (mantissa -128..127 times a power
    of two) times at most four factors, each a variable plus an integer constant or the sign of that. A coefficient that
    the scale does not hold exactly is rounded; the update keeps the wanted one in `wanted`, and an error above 1 % is a
    warning. The order of the updates is kept.
  }];
  let dependentDialects = ["::engram::plasticity::PlasticityDialect"];
}

def CheckRuleRanges : Pass<"plasticity-check-ranges"> {
  let summary = "warn where a product or a sum of a learning rule saturates or loses all its bits";
  let description = [{
    Interval analysis of normalised rules over the widest formats of weights and delays. Changes nothing.
  }];
}

def QuantizeNetwork : Pass<"snn-quantize"> {
  let summary = "turn real parameters of networks into registers and choose the exponents of weights";
  let description = [{
    A population with `lif` parameters gets `registers`. Its membrane is scaled by the power of two S that puts the
    threshold into [2^17, 2^18) membrane units: 12 significant bits in the register, and 32 thresholds of room below
    saturation. A projection gets the smallest weight exponent for which `weight_max` (by default the largest initial
    magnitude) fits, and real weights the `unit` that integer weight 1 stands for, 2^(6 + exponent) / S. A spike adds its
    weight to u once; nothing is divided by tau_u. A value that no register holds is an error, one that is off by more
    than 5 % a warning.
  }];
  let dependentDialects = ["::engram::neurocore::NeurocoreDialect"];
}

#endif
