// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: engram-opt %s --split-input-file --verify-diagnostics

// expected-error@+1 {{expected a unit of time: 's', 'ms', 'us' or 'ns'}}
snn.network @n step(1) {
}

// -----

// expected-error@+1 {{expected a whole number of nanoseconds, 1 ns to 1000000 s}}
snn.network @n step(0.5 ns) {
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+2 {{expected a number or 'inf'}}
  // expected-error@+1 {{failed to parse}}
  snn.population @p : 1 lif<threshold = "high">
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+2 {{expected one of 'hard', 'subtractive'}}
  // expected-error@+1 {{failed to parse}}
  snn.population @p : 1 registers<vth = 1, reset = soft>
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{expected 'all_to_all', 'one_to_one', 'fixed_probability', 'fixed_in_degree' or 'sparse'}}
  snn.projection @a : @p -> @p full weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{expected at least one number}}
  snn.projection @a : @p -> @p one_to_one weights([])
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{integer needs more than 32 bits}}
  snn.projection @a : @p -> @p one_to_one weights(5000000000)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{expected one of 'mixed', 'excitatory', 'inhibitory'}}
  snn.projection @a : @p -> @p one_to_one weights(1) format(8, positive)
}
