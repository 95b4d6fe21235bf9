// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What no register holds is an error, what comes out far off a warning.
// RUN: engram-opt %s --snn-quantize --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

snn.network @n step(1 ms) {
  // expected-error@+2 {{refractory of 100 ms needs the register value 100, expected 0..63}}
  // expected-note@+1 {{take a longer time step or a shorter refractory period}}
  snn.population @p : 1 lif<threshold = 1.0, refractory = 100 ms>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+2 {{reset of -100.0 needs the register value -13107200, expected -8388607..8388607}}
  // expected-note@+1 {{a reset can be at least 32 thresholds from 0, not more}}
  snn.population @p : 1 lif<threshold = 1.0, reset = -100.0>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+2 {{adaptation_step of 100.0 needs the register value 13107200, expected 0..8388607}}
  // expected-note@+1 {{take a step of at most 32 thresholds}}
  snn.population @p : 1 lif<threshold = 1.0, adaptation_step = 100.0>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+2 {{bias of 5.0 needs the register value 5120, expected -4095..4095}}
  // expected-note@+1 {{a bias can be two to four thresholds, not more}}
  snn.population @p : 1 lif<threshold = 1.0, bias = [5.0]>
}

// -----

snn.network @n step(1 ms) {
  // expected-warning@+1 {{tau_v of 3 s becomes 4095.49998 ms, 36.5% off}}
  snn.population @p : 1 lif<threshold = 1.0, tau_v = 3 s>
}

// -----

snn.network @n step(1 ms) {
  // expected-warning@+1 {{tau_v of 20 s becomes inf, 100.0% off}}
  snn.population @p : 1 lif<threshold = 1.0, tau_v = 20 s>
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 lif<threshold = 1.0>
  // expected-error@+2 {{weight 100.0 is too large for its target, expected at most 63.5}}
  // expected-note@+1 {{that is the largest weight exponent, 9; take smaller weights or a higher threshold}}
  snn.projection @a : @p -> @p all_to_all weights(100.0)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 lif<threshold = 1.0>
  // expected-error@+1 {{weight -0.5 is negative but the projection is excitatory}}
  snn.projection @a : @p -> @p all_to_all weights(uniform<-0.5, 0.5>) format(8, excitatory)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 lif<threshold = 1.0>
  // expected-error@+1 {{weight 0.5 is positive but the projection is inhibitory}}
  snn.projection @a : @p -> @p all_to_all weights(0.5) format(8, inhibitory)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 lif<threshold = 1.0>
  // expected-error@+1 {{weight 0.5 exceeds the weight_max of 0.25}}
  snn.projection @a : @p -> @p all_to_all weights(0.5) weight_max(0.25)
}

// -----

plasticity.rule @r epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  plasticity.on post {
    plasticity.add weight, %x1
  }
}
snn.network @n step(1 ms) {
  snn.population @p : 1 lif<threshold = 1.0>
  // expected-error@+1 {{expected a weight_max: all initial weights are 0, which leaves open how far the rule may raise them}}
  snn.projection @a : @p -> @p all_to_all weights(0.0) plastic(@r)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 2 registers<vth = 1>
  // expected-warning@+1 {{weight -3 is not a multiple of 2, the grid of 8 bits mixed; it becomes -4}}
  snn.projection @a : @p -> @p one_to_one weights([2, -3])
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 2 registers<vth = 1>
  // expected-warning@+1 {{weight 17 is not a multiple of 16, the grid of 4 bits excitatory; it becomes 16}}
  snn.projection @a : @p -> @p one_to_one weights(17) format(4, excitatory)
}
