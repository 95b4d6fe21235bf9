// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: engram-opt %s --verify-roundtrip | FileCheck %s
// RUN: engram-opt %s --mlir-print-op-generic | engram-opt | FileCheck %s

plasticity.rule @reward_rule epoch(1) {
  %r = plasticity.third_factor y2
  plasticity.every 1 epochs {
    plasticity.add weight, %r
  }
}

// CHECK: snn.network @all step(250 us) seed(4294967295) {
snn.network @all step(0.25 ms) seed(4294967295) {
  // CHECK: snn.input @in : 4
  snn.input @in : 4
  // CHECK: snn.population @real : 3 lif<tau_u = 5 ms, tau_v = 20 ms, threshold = 1.0, reset = -0.5, reset_mode = subtractive, refractory = 1.5 ms, bias = [0.25, 0.0, 1.0e-05], adaptation_step = 0.05, adaptation_tau = 10000 s>
  snn.population @real : 3 lif<tau_u = 5 ms, tau_v = 0.02 s, threshold = 1, reset = -0.5, reset_mode = subtractive,
                               refractory = 1.5 ms, bias = [0.25, 0, 1.0e-5], adaptation_step = 0.05,
                               adaptation_tau = 10000 s>
  // CHECK: snn.population @plain : 3 lif<threshold = 2.0>
  snn.population @plain : 3 lif<threshold = 2.0, tau_u = 0 ns, tau_v = inf>
  // CHECK: snn.population @raw : 3 registers<du = 800, dv = 200, vth = 120, vreset = -64, reset = subtractive, refractory = 2, bias_mant = [200, 0, -90], bias_exp = [2], theta_step = 3, theta_decay_mant = 255, theta_decay_exp = 31>
  snn.population @raw : 3 registers<du = 800, dv = 200, vth = 120, vreset = -64, reset = subtractive, refractory = 2,
                                    bias_mant = [200, 0, -90], bias_exp = [2], theta_step = 3, theta_decay_mant = 255,
                                    theta_decay_exp = 31>
  // CHECK: snn.modulator @dopamine : 1
  snn.modulator @dopamine : 1

  // CHECK: @a : @in -> @real all_to_all weights(0.5){{$}}
  snn.projection @a : @in -> @real all_to_all weights(0.5) format(8, mixed)
  // CHECK: @b : @real -> @real all_to_all<no_self = true> weights(-3) format(4, inhibitory) delay(2){{$}}
  snn.projection @b : @real -> @real all_to_all<no_self = true> weights(-3) format(4, inhibitory) delay(2)
  // CHECK: @c : @real -> @raw one_to_one weights([1, 2, -3]) format(8, mixed, exponent -2) delay([0, 1, 2]){{$}}
  snn.projection @c : @real -> @raw one_to_one weights([1, 2, -3]) format(8, mixed, exponent -2) delay([0, 1, 2])
  // CHECK: @d : @in -> @raw fixed_probability<p = 0.1> weights(uniform<0.0, 0.3>) weight_max(1.0) delay(range<0, 7>){{$}}
  snn.projection @d : @in -> @raw fixed_probability<p = 0.1> weights(uniform<0, 0.3>) weight_max(1.0) delay(range<0, 7>)
  // CHECK: @e : @raw -> @raw fixed_in_degree<n = 2, no_self = true> weights(normal<10.0, 2.5>) format(8, mixed, exponent -3, unit 0.125){{$}}
  snn.projection @e : @raw -> @raw fixed_in_degree<n = 2, no_self = true> weights(normal<10, 2.5>)
    format(8, mixed, exponent -3, unit 0.125)
  // CHECK: @f : @in -> @raw sparse<pre = [3, 0], post = [0, 2]> weights([1.0, 0.5]) max_delay(15) plastic(@reward_rule) y2(@dopamine){{$}}
  snn.projection @f : @in -> @raw sparse<pre = [3, 0], post = [0, 2]> weights([1, 0.5]) max_delay(15)
    plastic(@reward_rule) y2(@dopamine)
}
