// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: engram-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// Operations in a place that is not theirs, and factors that no word can hold.

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  // expected-error@+1 {{does not belong in a chip}}
  builtin.module {}
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.rule @r epoch(1) {
    // expected-error@+1 {{does not belong in a rule}}
    builtin.module {}
  }
}

// -----

neurocore.chip @c target("tiny") phase(partitioned) seed(1) step_ns(1) {
  neurocore.core {
    // expected-error@+1 {{does not belong in a core}}
    builtin.module {}
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.rule @r epoch(1) {
    // expected-error@+1 {{a factor needs an operand}}
    neurocore.product weight on pre scale(1 * 2 ** 0) [none]
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.rule @r epoch(1) {
    // expected-error@+1 {{expected '+ constant' or '- constant'}}
    neurocore.product weight on pre scale(1 * 2 ** 0) [(y1 3)]
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 1 registers<vth = 1>
  // expected-error@+1 {{delay_bits 7 is outside 0..6}}
  neurocore.projection @w : @p -> @p format<8, mixed> shift(6) delay_bits(7) pre [0] post [0] weight [2] delay [0]
}
