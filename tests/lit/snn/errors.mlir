// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: engram-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// What the operations of a network and the network as a whole must satisfy.

snn.network @n step(1 ms) {
  // expected-error@+1 {{'snn.input' op has size 0, expected 1 to 16777216}}
  snn.input @in : 0
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{needs either 'lif' parameters or 'registers', but has neither}}
  snn.population @p : 1
}

// -----

snn.network @n step(1 ms) {
  // expected-error@+1 {{has 3 neurons but 2 bias values, expected 1 or 3}}
  snn.population @p : 3 lif<threshold = 1.0, bias = [0.1, 0.2]>
}

// -----

// expected-error@+1 {{has seed 4294967296, expected 0..4294967295}}
snn.network @n step(1 ms) seed(4294967296) {
}

// -----

snn.network @n step(1 ms) {
  // expected-note@+1 {{see existing symbol definition here}}
  snn.input @a : 1
  // expected-error@+1 {{redefinition of symbol named 'a'}}
  snn.modulator @a : 1
}

// -----

snn.network @n step(1 ms) {
  snn.input @in : 1
  // expected-error@+1 {{'snn.projection' op names 'out', which is not in the network}}
  snn.projection @a : @in -> @out all_to_all weights(1)
}

// -----

snn.network @n step(1 ms) {
  // expected-note@+1 {{'in' is a 'snn.input'}}
  snn.input @in : 1
  // expected-error@+1 {{cannot have 'in' as its target, expected a population of neurons}}
  snn.projection @a : @in -> @in all_to_all weights(1)
}

// -----

snn.network @n step(1 ms) {
  // expected-note@+1 {{'m' is a 'snn.modulator'}}
  snn.modulator @m : 1
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{cannot have 'm' as its source, expected an input or a population}}
  snn.projection @a : @m -> @p all_to_all weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.input @in : 2
  snn.population @p : 3 registers<vth = 1>
  // expected-error@+1 {{is one_to_one, but its source has 2 and its target 3 members}}
  snn.projection @a : @in -> @p one_to_one weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.input @in : 2
  snn.population @p : 3 registers<vth = 1>
  // expected-error@+1 {{has no_self, which only a projection from a population onto itself can have}}
  snn.projection @a : @in -> @p all_to_all<no_self = true> weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 3 registers<vth = 1>
  // expected-error@+1 {{wants an in-degree of 3 but there are 2 sources}}
  snn.projection @a : @p -> @p fixed_in_degree<n = 3, no_self = true> weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.input @in : 2
  snn.population @p : 3 registers<vth = 1>
  // expected-error@+1 {{has synapse 0 -> 3, but its source has 2 and its target 3 members}}
  snn.projection @a : @in -> @p sparse<pre = [0], post = [3]> weights(1)
}

// -----

snn.network @n step(1 ms) {
  snn.input @in : 2
  snn.population @p : 3 registers<vth = 1>
  // expected-error@+1 {{has 6 synapses but 5 weights}}
  snn.projection @a : @in -> @p all_to_all weights([1, 2, 3, 4, 5])
}

// -----

snn.network @n step(1 ms) {
  snn.input @in : 2
  snn.population @p : 3 registers<vth = 1>
  // expected-error@+1 {{has a list of delays, but its connectivity is random}}
  snn.projection @a : @in -> @p fixed_probability<p = 0.5> weights(1) delay([0, 0])
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{has weights of 7 bits, expected 1 to 6 or 8}}
  snn.projection @a : @p -> @p all_to_all weights(1) format(7, mixed)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{has weight exponent 10, expected -6..9}}
  snn.projection @a : @p -> @p all_to_all weights(1) format(8, mixed, exponent 10)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{has weight 255, but 8 bits mixed hold -256..254}}
  snn.projection @a : @p -> @p all_to_all weights([255])
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{has weight -1, but 8 bits excitatory hold 0..255}}
  snn.projection @a : @p -> @p all_to_all weights(-1) format(8, excitatory)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{has integer weights, which take no unit and no weight_max}}
  snn.projection @a : @p -> @p all_to_all weights(1) weight_max(2.0)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{has real weights, which take an exponent and a unit together or neither}}
  snn.projection @a : @p -> @p all_to_all weights(1.0) format(8, mixed, exponent 1)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{has a weight_max that is not positive}}
  snn.projection @a : @p -> @p all_to_all weights(1.0) weight_max(0.0)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{has delay 64, expected 0..63 steps}}
  snn.projection @a : @p -> @p all_to_all weights(1) delay(64)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{has delay 4, expected 0..3 steps}}
  snn.projection @a : @p -> @p all_to_all weights(1) delay(range<0, 4>) max_delay(3)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  snn.modulator @m : 1
  // expected-error@+1 {{binds a third factor but has no rule}}
  snn.projection @a : @p -> @p all_to_all weights(1) y1(@m)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{names rule 'r', which does not exist}}
  snn.projection @a : @p -> @p all_to_all weights(1) plastic(@r)
}

// -----

// expected-note@+1 {{the rule is here}}
plasticity.rule @r epoch(1) {
  %y2 = plasticity.third_factor y2
  plasticity.every 1 epochs {
    plasticity.add weight, %y2
  }
}
snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{must bind y2 to a modulator: it is a third factor of rule 'r'}}
  snn.projection @a : @p -> @p all_to_all weights(1) plastic(@r)
}

// -----

// expected-note@+1 {{the rule is here}}
plasticity.rule @r epoch(1) {
  %y1 = plasticity.trace y1 impulse(16.0) tau(20.0 ms)
  plasticity.on pre {
    plasticity.add weight, %y1
  }
}
snn.network @n step(1 ms) {
  snn.modulator @m : 1
  snn.population @p : 1 registers<vth = 1>
  // expected-error@+1 {{binds y1, which is not a third factor of rule 'r'}}
  snn.projection @a : @p -> @p all_to_all weights(1) plastic(@r) y1(@m)
}

// -----

plasticity.rule @r epoch(1) {
  %y3 = plasticity.third_factor y3
  plasticity.every 1 epochs {
    plasticity.add weight, %y3
  }
}
snn.network @n step(1 ms) {
  snn.modulator @m : 2
  snn.population @p : 3 registers<vth = 1>
  // expected-error@+1 {{binds y3 to a modulator of size 2, expected 1 or the size of the target, 3}}
  snn.projection @a : @p -> @p all_to_all weights(1) plastic(@r) y3(@m)
}

// -----

plasticity.rule @r epoch(1) {
  %y3 = plasticity.third_factor y3
  plasticity.every 1 epochs {
    plasticity.add weight, %y3
  }
}
snn.network @n step(1 ms) {
  // expected-note@+1 {{'p' is a 'snn.population'}}
  snn.population @p : 3 registers<vth = 1>
  // expected-error@+1 {{cannot have 'p' as its y3, expected a modulator}}
  snn.projection @a : @p -> @p all_to_all weights(1) plastic(@r) y3(@p)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 10000 registers<vth = 1>
  snn.projection @a : @p -> @p all_to_all weights(2)
  snn.projection @b : @p -> @p all_to_all weights(2)
  // expected-error@+1 {{takes the network to 300000000 synapses, expected at most 268435456}}
  snn.projection @c : @p -> @p all_to_all weights(2)
}

// -----

snn.network @n step(1 ms) {
  snn.population @p : 1000000 registers<vth = 1>
  // expected-error@+1 {{draws 1000000000000 pairs, expected at most 68719476736; fixed_in_degree draws synapses only}}
  snn.projection @a : @p -> @p fixed_probability<p = 0.00001> weights(2)
}
