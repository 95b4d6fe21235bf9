// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The code is that of one network: registers, shifts and bounds are constants, nothing is divided by element, and no
// function is called but what the machine does in an instruction.
// RUN: engram compile %s -o - --emit llvm --machine x86_64-linux-gnu | FileCheck %s --implicit-check-not="{{[su](div|rem)}} <" --implicit-check-not="{{call .*@[^l]}}"
// RUN: engram compile %s -o - --emit llvm | FileCheck %s --check-prefix=NAMES
// RUN: engram compile %s -o %t.o --emit object
// RUN: FileCheck %s --check-prefix=HEADER < %t.h
// RUN: engram compile %s -o - --emit loops | FileCheck %s --check-prefix=LOOPS --implicit-check-not=func.call

// 4096 - (741 + 1) and 4096 - 200 decay, 2048 * 2^6 is the threshold.
// CHECK: target triple = "x86_64-unknown-linux-gnu"
// CHECK-LABEL: define void @engram_neurons(
// CHECK: mul {{.*}}splat (i32 3354)
// CHECK: mul {{.*}}splat (i32 3896)
// CHECK: splat (i32 131072)

// A weight of 8 bits mixed counts in twos: 2^10 is 2^1 * 2^9.
// CHECK-LABEL: define void @engram_synapses(
// CHECK: and {{.*}}splat (i32 -1024)
// CHECK: splat (i32 127)

// NAMES: define void @engram_neurons(ptr
// NAMES: define void @engram_synapses(ptr
// NAMES: define void @engram_prepare(ptr
// NAMES: define void @engram_settle(ptr

// HEADER: #define specialised_mlir_tmp_POPULATIONS 2
// HEADER: void specialised_mlir_tmp_step(void *arena) {

// LOOPS: func.func @engram_neurons(
// LOOPS: vector<16xi32>
// LOOPS: func.func @engram_settle(
plasticity.rule @stdp epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  plasticity.on post {
    %c = plasticity.constant 0.25
    %1 = plasticity.mul %c, %x1
    plasticity.add weight, %1
  }
}
snn.network @n step(1 ms) seed(5) {
  snn.input @in : 20
  snn.population @out : 40 lif<tau_u = 5 ms, tau_v = 20 ms, threshold = 1.0>
  snn.projection @ff : @in -> @out all_to_all weights(uniform<0.1, 0.9>) delay(0) plastic(@stdp)
}
