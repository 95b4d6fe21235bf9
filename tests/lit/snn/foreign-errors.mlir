// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: engram-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// Operations that are not of a network, and numbers that are none.

snn.network @n step(1 ms) {
  // expected-error@+1 {{does not belong in a network}}
  builtin.module {}
}

// -----

snn.network @n step(1 ms) {
  snn.input @in : 2
  snn.population @p : 2 registers<vth = 1>
  // expected-error@+1 {{has a weight that is not finite}}
  snn.projection @w : @in -> @p all_to_all weights(0x7FF8000000000000 : f64) delay(0)
}

// -----

snn.network @n step(1 ms) {
  snn.input @in : 2
  snn.population @p : 2 registers<vth = 1>
  // expected-error@+1 {{pair -1 -> 0 has a negative index}}
  snn.projection @w : @in -> @p sparse<pre = [-1], post = [0]> weights([1]) delay(0)
}
