// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What does not fit the target: need, have, where, the largest contributor, the smallest change that would help.
// RUN: engram-opt %s --split-input-file --verify-diagnostics --engram-compile="target=tiny"

snn.network @n step(1 ms) {
  snn.input @in : 70
  // expected-error@+2 {{neuron 0 of population 'out' needs 70 input axons of a core but target 'tiny' has 64}}
  // expected-note@+1 {{it would fit with at most 64 presynaptic neurons onto each neuron of 'out'}}
  snn.population @out : 2 registers<vth = 1>
  // expected-note@+1 {{projection 'ff' takes 70 input axons}}
  snn.projection @ff : @in -> @out all_to_all weights(2)
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+2 {{population 'out' needs 5 cores of the chip but target 'tiny' has 4}}
  // expected-note@+1 {{it would fit with at most 128 neurons in 'out'}}
  snn.population @out : 129 registers<vth = 1>
}

// -----

snn.network @n step(1 ms) {
  snn.population @out : 2 registers<vth = 1>
  // expected-error@+2 {{projection 'far' needs 16 steps of delay but target 'tiny' has 15}}
  // expected-note@+1 {{it would fit with at most 15 steps of delay}}
  snn.projection @far : @out -> @out all_to_all weights(2) delay(16)
}
