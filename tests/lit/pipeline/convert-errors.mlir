// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What cannot become a chip.
// RUN: engram-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false --convert-snn-to-neurocore

snn.network @n step(1 ms) {
  // expected-error@+1 {{'snn.population' op is not quantised: run snn-quantize first}}
  snn.population @p : 1 lif<threshold = 1.0>
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{'snn.projection' op is not quantised: run snn-quantize first}}
  snn.projection @a : @p -> @p all_to_all weights(1.0)
}

// -----

plasticity.rule @moves epoch(2) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  plasticity.on post {
    plasticity.add delay, %x1
  }
}
snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{expected a maximum delay above 0: rule 'moves' changes delays and all are 0}}
  snn.projection @a : @p -> @p all_to_all weights(2) format(8, mixed, exponent 0) plastic(@moves)
}
