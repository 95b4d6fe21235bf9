// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A learning phase visits what its rule can change: the rows of sources that spiked, the columns of targets that spiked,
// or everything. 20 is the number of sources; where it bounds a loop, every row is come to.
// RUN: split-file %s %t
// RUN: engram compile %t/pre.mlir -o - --emit loops | FileCheck %s --check-prefix=PRE
// RUN: engram compile %t/post.mlir -o - --emit loops | FileCheck %s --check-prefix=POST
// RUN: engram compile %t/every.mlir -o - --emit loops | FileCheck %s --check-prefix=EVERY

// PRE-LABEL: func.func @engram_synapses(
// PRE-NOT: to %c20 step
// PRE-LABEL: func.func @engram_prepare(

// Of a group of four dense rows the words of a spiking neuron come and go as one number, the others not at all.
// POST-LABEL: func.func @engram_synapses(
// POST: scf.for {{.*}} to %c20{{[_0-9]*}} step %c4
// POST: scf.for
// POST: vector.from_elements {{.*}} : vector<4xi32>
// POST-NEXT: vector.bitcast {{.*}} to vector<16xi8>
// POST: vector.bitcast {{.*}} to vector<4xi32>
// POST-COUNT-4: memref.store
// POST-NOT: to %c20{{[_0-9]*}} step
// POST-LABEL: func.func @engram_prepare(

// EVERY-LABEL: func.func @engram_synapses(
// EVERY: scf.for {{.*}} to %c20{{[_0-9]*}} step
// EVERY: vector.load {{.*}}vector<16xi8>
// EVERY: vector.store {{.*}}vector<16xi8>
// EVERY-LABEL: func.func @engram_prepare(

//--- pre.mlir
plasticity.rule @rule epoch(1) {
  %y1 = plasticity.trace y1 impulse(16.0) tau(20.0 ms)
  plasticity.on pre {
    plasticity.add weight, %y1
  }
}
snn.network @n step(1 ms) seed(5) {
  snn.input @in : 20
  snn.population @out : 40 lif<tau_u = 5 ms, tau_v = 20 ms, threshold = 1.0>
  snn.projection @ff : @in -> @out all_to_all weights(uniform<0.1, 0.9>) delay(0) plastic(@rule)
}
//--- post.mlir
plasticity.rule @rule epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  plasticity.on post {
    plasticity.add weight, %x1
  }
}
snn.network @n step(1 ms) seed(5) {
  snn.input @in : 20
  snn.population @out : 40 lif<tau_u = 5 ms, tau_v = 20 ms, threshold = 1.0>
  snn.projection @ff : @in -> @out all_to_all weights(uniform<0.1, 0.9>) delay(0) plastic(@rule)
}
//--- every.mlir
plasticity.rule @rule epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  plasticity.every 1 epochs {
    plasticity.add weight, %x1
  }
}
snn.network @n step(1 ms) seed(5) {
  snn.input @in : 20
  snn.population @out : 40 lif<tau_u = 5 ms, tau_v = 20 ms, threshold = 1.0>
  snn.projection @ff : @in -> @out all_to_all weights(uniform<0.1, 0.9>) delay(0) plastic(@rule)
}
