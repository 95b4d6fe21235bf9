// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Real parameters become registers; weights get an exponent and a unit.
// RUN: engram-opt %s --snn-quantize --verify-roundtrip | FileCheck %s
// A second time changes nothing.
// RUN: engram-opt %s --snn-quantize --snn-quantize | FileCheck %s

snn.network @n step(1 ms) {
  snn.input @in : 2
  // threshold 1.0: S = 2^17, vth = 2^17 / 2^6. du = round(4096 (1 - exp(-1/5))) - 1, dv = round(4096 (1 - exp(-1/100))).
  // CHECK: @unity : 2 registers<du = 741, dv = 41, vth = 2048, refractory = 5>
  snn.population @unity : 2 lif<tau_u = 5 ms, tau_v = 100 ms, threshold = 1.0, refractory = 5 ms>
  // Registers at their default, du = 4095 and dv = 0, are not printed. threshold 1.5 has the same S; reset -0.25 is -0.25 * 2^17.
  // CHECK: @reset : 2 registers<vth = 3072, vreset = -32768, reset = subtractive>
  snn.population @reset : 2 lif<threshold = 1.5, reset = -0.25, reset_mode = subtractive>
  // threshold 0.02: S = 2^23, since 0.02 * 2^23 = 167772 is in [2^17, 2^18).
  // CHECK: @small : 2 registers<vth = 2621>
  snn.population @small : 2 lif<threshold = 0.02>
  // theta decay 1 - exp(-1/10000) = 0.00009999500 = 210 * 2^-21; tau = 0 forgets all: 128 * 2^-7.
  // CHECK: @adapt : 2 registers<vth = 2048, theta_step = 6554, theta_decay_mant = 210, theta_decay_exp = 21>
  snn.population @adapt : 2 lif<threshold = 1.0, adaptation_step = 0.05, adaptation_tau = 10 s>
  // CHECK: @forget : 2 registers<vth = 2048, theta_step = 131072, theta_decay_mant = 128, theta_decay_exp = 7>
  snn.population @forget : 2 lif<threshold = 1.0, adaptation_step = 1.0, adaptation_tau = 0 s>
  // CHECK: @keep : 2 registers<vth = 2048, theta_step = 131072>
  snn.population @keep : 2 lif<threshold = 1.0, adaptation_step = 1.0>
  // 0.5 * 2^17 = 65536 = 2048 * 2^5; -0.01 * 2^17 = -1310.72.
  // CHECK: @bias : 2 registers<vth = 2048, bias_mant = [2048, -1311], bias_exp = [5, 0]>
  snn.population @bias : 2 lif<threshold = 1.0, bias = [0.5, -0.01]>
  // CHECK: @raw : 2 registers<vth = 7>
  snn.population @raw : 2 registers<vth = 7>

  // 0.3 * 2^17 = 39321.6 <= 255 * 2^8: shift 8, exponent 2, one is 2^8 / 2^17.
  // CHECK: @uniform {{.*}} weights(uniform<0.0, 0.3>) format(8, excitatory, exponent 2, unit 0.001953125)
  snn.projection @uniform : @in -> @unity all_to_all weights(uniform<0.0, 0.3>) format(8, excitatory)
  // CHECK: @max {{.*}} weights(0.25) format(8, mixed, exponent 4, unit 0.0078125) weight_max(1.0)
  snn.projection @max : @in -> @unity all_to_all weights(0.25) weight_max(1.0)
  // CHECK: @list {{.*}} weights([-1.0, -0.5]) format(8, inhibitory, exponent 4, unit 0.0078125)
  snn.projection @list : @in -> @unity one_to_one weights([-1.0, -0.5]) format(8, inhibitory)
  // The tail of a normal distribution is six deviations: 10 + 6 * 2.5 = 25 <= 254 * 2^-3. Registers count 1 as 2^6.
  // CHECK: @normal {{.*}} weights(normal<10.0, 2.5>) format(8, mixed, exponent -3, unit 0.125)
  snn.projection @normal : @in -> @raw all_to_all weights(normal<10.0, 2.5>)
  // CHECK: @zero {{.*}} weights(0.0) format(8, mixed, exponent -6, unit
  snn.projection @zero : @in -> @unity all_to_all weights(0.0)
  // CHECK: @integers {{.*}} weights([4, -6]) format(8, mixed, exponent 0)
  snn.projection @integers : @in -> @raw one_to_one weights([4, -6])
}
