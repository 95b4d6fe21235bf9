// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Networks become virtual chips: rules in use, populations and projections in order, synapses by post, then pre.
// RUN: engram-opt %s --snn-quantize --plasticity-normalize --convert-snn-to-neurocore="target=loihi1" | FileCheck %s
// RUN: engram-opt %s --engram-compile="to=virtual target=loihi1 seed=9" | FileCheck %s --check-prefix=SEED

// CHECK-NOT: plasticity
// CHECK: neurocore.chip @n target("loihi1") phase(virtual) seed(3) step_ns(1000000) {
// CHECK-NEXT: neurocore.rule @moves epoch(2) x1<impulse = 1048576, factor = 62340> {
// CHECK-NEXT: neurocore.product delay on post scale(1 * 2 ** 0) [x1]
// CHECK-NOT: @unused
// SEED: seed(9)
plasticity.rule @unused epoch(1) {
  plasticity.on pre {
    %c = plasticity.constant 1.0
    plasticity.add weight, %c
  }
}
plasticity.rule @moves epoch(2) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  plasticity.on post {
    plasticity.add delay, %x1
  }
}
plasticity.rule @tags epoch(1) {
  %t = plasticity.read tag
  plasticity.every 1 epochs {
    plasticity.add weight, %t
  }
}
snn.network @n step(1 ms) seed(3) {
  // CHECK: neurocore.population @in input 3
  snn.input @in : 3
  // CHECK: neurocore.population @out lif 3 registers<vth = 2048>
  snn.population @out : 3 lif<threshold = 1.0>
  // CHECK: neurocore.population @m modulator 1
  snn.modulator @m : 1

  // CHECK: @all : @in -> @out format<8, mixed> shift(10) pre [0, 1, 2, 0, 1, 2, 0, 1, 2] post [0, 0, 0, 1, 1, 1, 2, 2, 2] weight [128, 128, 128, 128, 128, 128, 128, 128, 128]
  snn.projection @all : @in -> @out all_to_all weights(1.0)
  // CHECK: @others : @out -> @out {{.*}} pre [1, 2, 0, 2, 0, 1] post [0, 0, 1, 1, 2, 2] weight [2, 4, 6, 8, 10, 12]
  snn.projection @others : @out -> @out all_to_all<no_self = true> weights([2, 4, 6, 8, 10, 12])
  // CHECK: @one : @in -> @out format<4, excitatory> shift(7) delay_bits(2) pre [0, 1, 2] post [0, 1, 2] weight [16, 32, 48] delay [1, 2, 3]
  snn.projection @one : @in -> @out one_to_one weights([16, 32, 48]) format(4, excitatory, exponent 1) delay([1, 2, 3])
  // A sparse list is sorted, its weights and delays with it.
  // CHECK: @sparse : {{.*}} delay_bits(3) pre [0, 2, 1] post [0, 0, 2] weight [-4, 2, 8] delay [5, 0, 1]
  snn.projection @sparse : @in -> @out sparse<pre = [2, 0, 1], post = [0, 0, 2]> weights([2, -4, 8]) delay([0, 5, 1])
  // Exactly two sources for each.
  // CHECK: @degree : {{.*}} pre [{{[0-2], [0-2], [0-2], [0-2], [0-2], [0-2]}}] post [0, 0, 1, 1, 2, 2]
  snn.projection @degree : @in -> @out fixed_in_degree<n = 2> weights(normal<0.5, 0.1>) format(8, excitatory)
  // CHECK: @certain : {{.*}} pre [0, 1, 2, 0, 1, 2, 0, 1, 2]
  snn.projection @certain : @in -> @out fixed_probability<p = 1.0> weights(uniform<0.0, 0.1>)
  // CHECK: @never : {{.*}} pre [] post [] weight [] delay []
  snn.projection @never : @in -> @out fixed_probability<p = 0.0> weights(uniform<0.0, 0.1>)
  // A rule that changes delays has room for max_delay: 6 needs 3 bits.
  // CHECK: @learns : {{.*}} delay_bits(3) delay_learns plastic(@moves) pre
  snn.projection @learns : @in -> @out one_to_one weights(2) delay(1) max_delay(6) plastic(@moves)
  // CHECK: @tagged : {{.*}} shift(6) tags plastic(@tags) pre
  snn.projection @tagged : @in -> @out one_to_one weights(2) plastic(@tags)
}
