// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Every operation of the dialect prints as it is written, and reads back from the generic form.
// RUN: engram-opt %s | FileCheck %s
// RUN: engram-opt %s -mlir-print-op-generic | engram-opt | FileCheck %s

// CHECK-LABEL: plasticity.rule @everything epoch(63) {
plasticity.rule @everything epoch(63) {
  // CHECK-NEXT: %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  %a = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  // CHECK-NEXT: %x2 = plasticity.trace x2 impulse(0.3) tau(10.5 steps)
  %b = plasticity.trace x2 impulse(0.3) tau(10.5 steps)
  // CHECK-NEXT: %y1 = plasticity.trace y1 impulse(127.0) tau(inf)
  %c = plasticity.trace y1 impulse(127.0) tau(inf)
  // CHECK-NEXT: %y2 = plasticity.trace y2 impulse(0.0) tau(0.0 s)
  %d = plasticity.trace y2 impulse(0.0) tau(0.0 s)
  // CHECK-NEXT: %y3 = plasticity.third_factor y3
  %e = plasticity.third_factor y3
  // CHECK-NEXT: %weight = plasticity.read weight
  %w = plasticity.read weight
  // CHECK-NEXT: %tag = plasticity.read tag
  %t = plasticity.read tag
  // CHECK-NEXT: %delay = plasticity.read delay
  %l = plasticity.read delay
  // CHECK-NEXT: [[C:%.+]] = plasticity.constant -1.0e-07
  %k = plasticity.constant -1.0e-07
  // CHECK-NEXT: plasticity.on pre {
  plasticity.on pre {
    // CHECK-NEXT: [[SUM:%.+]] = plasticity.sum %weight, [[C]]
    %0 = plasticity.sum %w, %k
    // CHECK-NEXT: [[SIGN:%.+]] = plasticity.sign [[SUM]]
    %1 = plasticity.sign %0
    // CHECK-NEXT: [[NEG:%.+]] = plasticity.neg [[SIGN]]
    %2 = plasticity.neg %1
    // CHECK-NEXT: plasticity.add weight, [[NEG]]
    plasticity.add weight, %2
  }
  // CHECK: plasticity.on post {
  plasticity.on post {
    // CHECK-NEXT: [[MUL:%.+]] = plasticity.mul %x1, %x2, %y1, %y2
    %0 = plasticity.mul %a, %b, %c, %d
    // CHECK-NEXT: plasticity.add tag, [[MUL]] wanted(0.3)
    plasticity.add tag, %0 wanted(0.3)
  }
  // CHECK: plasticity.every 1 epochs {
  plasticity.every 1 epochs {
    // CHECK-NEXT: plasticity.add delay, %y3
    plasticity.add delay, %e
  }
  // CHECK: plasticity.every 32768 epochs {
  plasticity.every 32768 epochs {
  }
}
