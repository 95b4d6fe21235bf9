// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One small network after every stage. docs/pipeline.md explains what is seen.
// RUN: engram-opt %s --engram-compile="target=tiny cores=2 to=quantized" | FileCheck %s --check-prefix=QUANTIZED
// RUN: engram-opt %s --engram-compile="target=tiny cores=2 to=normalized" | FileCheck %s --check-prefix=NORMALIZED
// RUN: engram-opt %s --engram-compile="target=tiny cores=2 to=virtual" | FileCheck %s --check-prefix=VIRTUAL
// RUN: engram-opt %s --engram-compile="target=tiny cores=2 to=partitioned" | FileCheck %s --check-prefix=PARTITIONED
// RUN: engram-opt %s --engram-compile="target=tiny cores=2 to=placed" | FileCheck %s --check-prefix=PLACED
// RUN: engram-opt %s --engram-compile="target=tiny cores=2 to=routed" | FileCheck %s --check-prefix=ROUTED
// RUN: engram-opt %s --engram-compile="target=tiny cores=2" --verify-roundtrip | FileCheck %s --check-prefix=ENCODED
// The stages one by one give the same as the pipeline.
// RUN: engram-opt %s --engram-compile="target=tiny cores=2" -o %t.whole
// RUN: engram-opt %s --snn-quantize --plasticity-normalize --plasticity-check-ranges --convert-snn-to-neurocore="target=tiny" -o %t.virtual
// RUN: engram-opt %t.virtual --neurocore-partition="cores=2" | engram-opt --neurocore-place | engram-opt --neurocore-route | engram-opt --neurocore-encode -o %t.steps
// RUN: diff %t.whole %t.steps

plasticity.rule @stdp epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  %y1 = plasticity.trace y1 impulse(16.0) tau(20.0 ms)
  %depress = plasticity.constant -0.25
  plasticity.on post {
    plasticity.add weight, %x1
  }
  plasticity.on pre {
    %d = plasticity.mul %y1, %depress
    plasticity.add weight, %d
  }
}
snn.network @demo step(1 ms) seed(1) {
  snn.input @in : 3
  snn.population @exc : 4 lif<tau_u = 5 ms, tau_v = 100 ms, threshold = 1.0, refractory = 5 ms>
  snn.projection @ff : @in -> @exc all_to_all weights(uniform<0.0, 0.3>) format(8, excitatory) plastic(@stdp)
  snn.projection @inh : @exc -> @exc all_to_all<no_self = true> weights(-0.5) format(1, inhibitory)
}

// QUANTIZED: snn.population @exc : 4 registers<du = 741, dv = 41, vth = 2048, refractory = 5>
// QUANTIZED: weights(uniform<0.0, 0.3>) format(8, excitatory, exponent 2, unit 0.001953125) plastic(@stdp)
// QUANTIZED: weights(-0.5) format(1, inhibitory, exponent 3, unit 0.00390625)

// NORMALIZED: plasticity.on pre {
// NORMALIZED: plasticity.constant -0.25

// VIRTUAL: neurocore.chip @demo target("tiny") phase(virtual) seed(1) step_ns(1000000) {
// VIRTUAL-NEXT: neurocore.rule @stdp epoch(1) x1<impulse = 1048576, factor = 62340> y1<impulse = 1048576, factor = 62340> {
// VIRTUAL-NEXT:   neurocore.product weight on post scale(1 * 2 ** 0) [x1]
// VIRTUAL-NEXT:   neurocore.product weight on pre scale(-1 * 2 ** -2) [y1]
// VIRTUAL: neurocore.projection @ff : @in -> @exc format<8, excitatory> shift(8) plastic(@stdp) pre [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]
// VIRTUAL-NOT: neurocore.core

// PARTITIONED: phase(partitioned)
// PARTITIONED: neurocore.core {
// PARTITIONED-NEXT: neurocore.group @exc begin 0 count 2 first 0
// PARTITIONED: neurocore.core {
// PARTITIONED-NEXT: neurocore.group @exc begin 2 count 2 first 0

// PLACED: phase(placed)
// PLACED: neurocore.core tile({{[0-3]}}) {
// PLACED: neurocore.core tile({{[0-3]}}) {

// ROUTED: phase(routed)
// ROUTED: neurocore.input_axons projection [1, 1, 1, 1, 0, 0, 0] pre [0, 1, 2, 3, 0, 1, 2] group [0, 0, 0, 0, 0, 0, 0] synapses [1, 1, 2, 2, 2, 2, 2] plastic [false, false, false, false, true, true, true]
// ROUTED: neurocore.output_axons compartment [0, 0, 1, 1] core [0, 1, 0, 1] axon [0, 0, 1, 1]
// ROUTED: neurocore.host_axons @in neuron [0, 0, 1, 1, 2, 2] core [0, 1, 0, 1, 0, 1] axon [4, 4, 5, 5, 6, 6]

// ENCODED: phase(encoded)
// ENCODED: neurocore.format
// ENCODED: neurocore.input_axons {{.*}} word [0,
// ENCODED: neurocore.synapse_memory [
