// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Every operation prints as it is written, and reads back from the generic form.
// RUN: engram-opt %s --verify-roundtrip | FileCheck %s
// RUN: engram-opt %s --mlir-print-op-generic | engram-opt | FileCheck %s

// CHECK: neurocore.chip @all target("tiny") phase(encoded) seed(7) step_ns(1000000) {
neurocore.chip @all target("tiny") phase(encoded) seed(7) step_ns(1000000) {
  // CHECK-NEXT: neurocore.rule @r epoch(4) x1<impulse = 1048576, factor = 62340> y1<impulse = 65536, factor = 65536> {
  neurocore.rule @r epoch(4) x1<impulse = 1048576, factor = 62340> y1<impulse = 65536, factor = 65536> {
    // CHECK-NEXT: neurocore.product weight on post scale(1 * 2 ** -2) [x1, (weight + 3), sign(tag)]
    neurocore.product weight on post scale(1 * 2 ** -2) [x1, (weight + 3), sign(tag)]
    // CHECK-NEXT: neurocore.product tag on pre scale(-128 * 2 ** 31) [sign(tag - 512), (delay - 1)]
    neurocore.product tag on pre scale(-128 * 2 ** 31) [sign(tag - 512), (delay - 1)]
    // CHECK-NEXT: neurocore.product delay on epoch(3) scale(7 * 2 ** -32) []
    neurocore.product delay on epoch(3) scale(7 * 2 ** -32) []
  }
  // CHECK: neurocore.population @in input 2
  neurocore.population @in input 2
  // CHECK: neurocore.population @out lif 2 registers<vth = 1>
  neurocore.population @out lif 2 registers<vth = 1>
  // CHECK: neurocore.population @m modulator 1
  neurocore.population @m modulator 1
  // CHECK: neurocore.projection @ff : @in -> @out format<8, mixed> shift(6) delay_bits(2) delay_learns tags plastic(@r) y2(@m) pre [0, 1] post [0, 1] weight [-256, 254] delay [0, 3]
  neurocore.projection @ff : @in -> @out format<8, mixed> shift(6) delay_bits(2) delay_learns tags plastic(@r) y2(@m)
    pre [0, 1] post [0, 1] weight [-256, 254] delay [0, 3]
  // CHECK: neurocore.core tile(0) {
  neurocore.core tile(0) {
    // CHECK-NEXT: neurocore.group @out begin 0 count 2 first 0
    neurocore.group @out begin 0 count 2 first 0
    // CHECK-NEXT: neurocore.format sparse weight<8, mixed> delay_bits 2 tag_bits 9 index_bits 1
    neurocore.format sparse weight<8, mixed> delay_bits 2 tag_bits 9 index_bits 1
    // CHECK-NEXT: neurocore.input_axons projection [0, 0] pre [0, 1] group [0, 0] synapses [1, 1] plastic [true, true] word [0, 1] words [1, 1]
    neurocore.input_axons projection [0, 0] pre [0, 1] group [0, 0] synapses [1, 1] plastic [true, true]
      word [0, 1] words [1, 1]
    // CHECK-NEXT: neurocore.output_axons compartment [] core [] axon []
    neurocore.output_axons compartment [] core [] axon []
    // CHECK-NEXT: neurocore.synapse_memory [1, -1]
    neurocore.synapse_memory [1, -1]
  }
  // CHECK: neurocore.host_axons @in neuron [0, 1] core [0, 0] axon [0, 1]
  neurocore.host_axons @in neuron [0, 1] core [0, 0] axon [0, 1]
}
