// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the verifiers of the dialect refuse, and with which words.
// RUN: engram-opt %s -split-input-file -verify-diagnostics

// expected-error @+1 {{expected an epoch of 1..63 time steps but got 64}}
plasticity.rule @long epoch(64) {
}

// -----

// expected-error @+1 {{expected an epoch of 1..63 time steps but got 0}}
plasticity.rule @short epoch(0) {
}

// -----

plasticity.rule @twice epoch(1) {
  // expected-note @+1 {{first defined here}}
  %0 = plasticity.trace y1 impulse(16.0) tau(20.0 ms)
  // expected-error @+1 {{defines 'y1' twice}}
  %1 = plasticity.third_factor y1
}

// -----

plasticity.rule @impulse epoch(1) {
  // expected-error @+1 {{expected an impulse of 0..127 but got 127.5}}
  %0 = plasticity.trace x1 impulse(127.5) tau(20.0 ms)
}

// -----

plasticity.rule @tau epoch(1) {
  // expected-error @+1 {{expected a time constant of 0 or more but got -1.0}}
  %0 = plasticity.trace x1 impulse(16.0) tau(-1.0 ms)
}

// -----

plasticity.rule @unit epoch(1) {
  // expected-error @+1 {{expected a unit after the time constant: steps, us, ms or s}}
  %0 = plasticity.trace x1 impulse(16.0) tau(1.0)
}

// -----

plasticity.rule @unknown epoch(1) {
  // expected-error @+1 {{expected string or keyword containing one of the following enum values for attribute 'name' [x1, x2, y1, y2, y3]}}
  %0 = plasticity.trace x3 impulse(16.0) tau(1.0 ms)
}

// -----

plasticity.rule @third epoch(1) {
  // expected-error @+1 {{expected y1, y2 or y3 but got x1: a third factor reaches the postsynaptic side}}
  %0 = plasticity.third_factor x1
}

// -----

plasticity.rule @constant epoch(1) {
  // expected-error @+1 {{expected a finite number}}
  %0 = plasticity.constant inf
}

// -----

plasticity.rule @outside epoch(1) {
  %0 = plasticity.constant 1.0
  // expected-error @+1 {{is an update outside an event: expected 'plasticity.on' or 'plasticity.every' around it}}
  plasticity.add weight, %0
}

// -----

plasticity.rule @wanted epoch(1) {
  plasticity.on pre {
    %0 = plasticity.constant 1.0
    // expected-error @+1 {{expected a finite wanted coefficient}}
    plasticity.add weight, %0 wanted(inf)
  }
}

// -----

plasticity.rule @period epoch(1) {
  // expected-error @+1 {{expected a power of two from 1 to 32768 epochs but got 3}}
  plasticity.every 3 epochs {
  }
}

// -----

plasticity.rule @too_rare epoch(1) {
  // expected-error @+1 {{expected a power of two from 1 to 32768 epochs but got 65536}}
  plasticity.every 65536 epochs {
  }
}

// -----

plasticity.rule @generic_period epoch(1) {
  // expected-error @+1 {{expected a decimation of 0..15 but got 16}}
  "plasticity.every"() <{decimation = 16 : i32}> ({
  ^bb0:
  }) : () -> ()
}

// -----

plasticity.rule @alone epoch(1) {
  %0 = plasticity.constant 1.0
  // expected-error @+1 {{expected two terms or more but got 1}}
  %1 = plasticity.sum %0
}

// -----

plasticity.rule @none epoch(1) {
  // expected-error @+1 {{expected two factors or more but got 0}}
  %1 = plasticity.mul
}

// -----

plasticity.rule @foreign epoch(1) {
  // expected-error @+1 {{cannot stand in a rule, which holds plasticity operations only}}
  %0 = builtin.unrealized_conversion_cast to f64
}

// -----

plasticity.rule @nested epoch(1) {
  plasticity.on pre {
    // expected-error @+1 {{expects parent op 'plasticity.rule'}}
    %0 = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  }
}
