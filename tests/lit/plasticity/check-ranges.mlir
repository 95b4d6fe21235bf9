// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Warnings where a product or a sum saturates or loses all its bits.
// RUN: engram-opt %s -split-input-file -verify-diagnostics -plasticity-normalize -plasticity-check-ranges

plasticity.rule @saturates epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  %w = plasticity.read weight
  plasticity.on post {
    %c = plasticity.constant 128.0
    %0 = plasticity.mul %x1, %w, %c
    // expected-warning @+1 {{product can reach 4161536 but the accumulator saturates at 32767.99: 128*x1*weight on post}}
    plasticity.add weight, %0
  }
}

// -----

plasticity.rule @vanishes epoch(1) {
  plasticity.every 4 epochs {
    %c = plasticity.constant 9.5367431640625e-07
    // expected-warning @+1 {{product loses all its bits: at most 2^-20 in a unit of 2^-16: 9.536743164e-07 every 4 epochs}}
    plasticity.add weight, %c
  }
}

// -----

plasticity.rule @sum epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  %w = plasticity.read weight
  plasticity.on post {
    %0 = plasticity.mul %x1, %w
    // expected-warning @+1 {{weight and its products can reach 65280 together but the accumulator saturates at 32767.99}}
    plasticity.add weight, %0
    plasticity.add weight, %0
  }
}

// -----

plasticity.rule @quiet epoch(1) {
  %x1 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  %r = plasticity.third_factor y2
  plasticity.on post {
    %c = plasticity.constant -512.0
    %t = plasticity.read tag
    %0 = plasticity.sum %t, %c
    %1 = plasticity.sign %0
    %2 = plasticity.mul %1, %x1, %r
    plasticity.add tag, %2
  }
}
