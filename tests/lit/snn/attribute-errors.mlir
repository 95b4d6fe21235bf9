// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: engram-opt %s --split-input-file --verify-diagnostics

// What an attribute must satisfy by itself.

snn.network @n step(1 ms) {
  // expected-error@+1 {{threshold 0.0 is not positive and finite}}
  snn.population @p : 1 lif<threshold = 0.0>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{tau_v is negative}}
  snn.population @p : 1 lif<tau_v = -1 ms, threshold = 1.0>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{refractory, reset and adaptation_step must be finite}}
  snn.population @p : 1 lif<threshold = 1.0, refractory = inf>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{adaptation_step -1.0 is negative}}
  snn.population @p : 1 lif<threshold = 1.0, adaptation_step = -1.0>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{du 4096 is outside 0..4095}}
  snn.population @p : 1 registers<du = 4096, vth = 1>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{vth 131072 is outside 0..131071}}
  snn.population @p : 1 registers<vth = 131072>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{bias_mant -4096 is outside -4095..4095}}
  snn.population @p : 1 registers<vth = 1, bias_mant = [-4096]>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{bias_exp needs a bias_mant}}
  snn.population @p : 1 registers<vth = 1, bias_exp = [1]>
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{bias_mant has 2 entries but bias_exp has 3}}
  snn.population @p : 2 registers<vth = 1, bias_mant = [1, 2], bias_exp = [1, 2, 3]>
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{probability 1.5 is outside 0..1}}
  snn.projection @a : @p -> @p fixed_probability<p = 1.5> weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{an in-degree of 0 makes no synapse}}
  snn.projection @a : @p -> @p fixed_in_degree<n = 0> weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 2 registers<vth = 1>
  // expected-error@+1 {{pair 1 -> 0 is there twice}}
  snn.projection @a : @p -> @p sparse<pre = [1, 0, 1], post = [0, 0, 0]> weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 2 registers<vth = 1>
  // expected-error@+1 {{has 1 pre but 2 post indices}}
  snn.projection @a : @p -> @p sparse<pre = [1], post = [0, 0]> weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 2 registers<vth = 1>
  // expected-error@+1 {{expected finite low <= high, but got 1.0 and 0.0}}
  snn.projection @a : @p -> @p all_to_all weights(uniform<1.0, 0.0>)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 2 registers<vth = 1>
  // expected-error@+1 {{expected a finite mean and stddev >= 0, but got 1.0 and -1.0}}
  snn.projection @a : @p -> @p all_to_all weights(normal<1.0, -1.0>)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 2 registers<vth = 1>
  // expected-error@+1 {{expected low <= high, but got 3 and 2}}
  snn.projection @a : @p -> @p all_to_all weights(1) delay(range<3, 2>)
}
