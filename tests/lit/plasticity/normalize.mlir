// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Updates become single products: distributed, constants folded, in order.
// RUN: engram-opt %s -plasticity-normalize | FileCheck %s
// RUN: engram-opt %s -plasticity-normalize -plasticity-normalize | FileCheck %s

// A bracket with an integer constant is one factor: (w - 255) * x1.
// CHECK-LABEL: @bracket
// CHECK: plasticity.on post {
// CHECK-NEXT: [[C:%.+]] = plasticity.constant -255.0
// CHECK-NEXT: [[SUM:%.+]] = plasticity.sum %weight, [[C]]
// CHECK-NEXT: [[MUL:%.+]] = plasticity.mul [[SUM]], %x1
// CHECK-NEXT: plasticity.add weight, [[MUL]]
// CHECK-NEXT: }
plasticity.rule @bracket epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  %w = plasticity.read weight
  %c = plasticity.constant -255.0
  plasticity.on post {
    %0 = plasticity.sum %w, %c
    %1 = plasticity.mul %0, %x1
    plasticity.add weight, %1
  }
}

// (3 - w) is -(w - 3); the coefficients of a product are folded: 2 * (3 - w) * 0.125.
// CHECK-LABEL: @fold
// CHECK: [[S:%.+]] = plasticity.constant -0.25
// CHECK-NEXT: [[C:%.+]] = plasticity.constant -3.0
// CHECK-NEXT: [[SUM:%.+]] = plasticity.sum %weight, [[C]]
// CHECK-NEXT: plasticity.mul [[S]], [[SUM]]
plasticity.rule @fold epoch(1) {
  %w = plasticity.read weight
  %two = plasticity.constant 2.0
  %three = plasticity.constant 3.0
  %eighth = plasticity.constant 0.125
  plasticity.on pre {
    %0 = plasticity.neg %w
    %1 = plasticity.sum %three, %0
    %2 = plasticity.mul %two, %1, %eighth
    plasticity.add weight, %2
  }
}

// A sum of two variables, and a bracket whose constant is no integer, are distributed.
// CHECK-LABEL: @distribute
// CHECK: [[A:%.+]] = plasticity.mul %x1, %tag
// CHECK-NEXT: plasticity.add tag, [[A]]
// CHECK-NEXT: [[H:%.+]] = plasticity.constant 0.5
// CHECK-NEXT: [[B:%.+]] = plasticity.mul [[H]], %x1
// CHECK-NEXT: plasticity.add tag, [[B]]
// CHECK-NEXT: [[C:%.+]] = plasticity.mul %weight, %tag
// CHECK-NEXT: plasticity.add tag, [[C]]
// CHECK-NEXT: [[H2:%.+]] = plasticity.constant 0.5
// CHECK-NEXT: [[D:%.+]] = plasticity.mul [[H2]], %weight
// CHECK-NEXT: plasticity.add tag, [[D]]
// CHECK-NEXT: }
plasticity.rule @distribute epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  %w = plasticity.read weight
  %t = plasticity.read tag
  %half = plasticity.constant 0.5
  plasticity.every 2 epochs {
    %0 = plasticity.sum %x1, %w
    %1 = plasticity.sum %t, %half
    %2 = plasticity.mul %0, %1
    plasticity.add tag, %2
  }
}

// The sign of a product is the product of the signs; that of -2*w + 4 is minus that of w - 2.
// CHECK-LABEL: @signs
// CHECK: [[T:%.+]] = plasticity.sign %tag
// CHECK-NEXT: [[Y:%.+]] = plasticity.sign %y1
// CHECK-NEXT: [[A:%.+]] = plasticity.mul [[T]], [[Y]]
// CHECK-NEXT: plasticity.add weight, [[A]]
// CHECK-NEXT: [[M:%.+]] = plasticity.constant -1.0
// CHECK-NEXT: [[C:%.+]] = plasticity.constant -2.0
// CHECK-NEXT: [[SUM:%.+]] = plasticity.sum %weight, [[C]]
// CHECK-NEXT: [[W:%.+]] = plasticity.sign [[SUM]]
// CHECK-NEXT: [[B:%.+]] = plasticity.mul [[M]], [[W]]
// CHECK-NEXT: plasticity.add weight, [[B]]
plasticity.rule @signs epoch(1) {
  %y1 = plasticity.third_factor y1
  %w = plasticity.read weight
  %t = plasticity.read tag
  %minus2 = plasticity.constant -2.0
  %four = plasticity.constant 4.0
  plasticity.on pre {
    %0 = plasticity.mul %t, %y1
    %1 = plasticity.sign %0
    plasticity.add weight, %1
    %2 = plasticity.mul %w, %minus2
    %3 = plasticity.sum %2, %four
    %4 = plasticity.sign %3
    plasticity.add weight, %4
  }
}

// 0.3 is rounded to 77 * 2^-8; the update remembers what was wanted.
// CHECK-LABEL: @approximate
// CHECK: plasticity.constant 0.30078125
// CHECK: plasticity.add weight, {{%.+}} wanted(0.3)
plasticity.rule @approximate epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  %c = plasticity.constant 0.3
  plasticity.on post {
    %0 = plasticity.mul %x1, %c
    plasticity.add weight, %0
  }
}

// A product with no factor is its scale.
// CHECK-LABEL: @bare
// CHECK: [[C:%.+]] = plasticity.constant 4.0
// CHECK-NEXT: plasticity.add delay, [[C]]
plasticity.rule @bare epoch(1) {
  plasticity.on pre {
    %0 = plasticity.constant 4.0
    plasticity.add delay, %0
  }
}
