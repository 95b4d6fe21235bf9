// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What plasticity-normalize cannot bring into the machine, and what it warns of.
// RUN: engram-opt %s -split-input-file -verify-diagnostics -plasticity-normalize

plasticity.rule @five_factors epoch(1) {
  %w = plasticity.read weight
  plasticity.on pre {
    // expected-error @+1 {{product has 5 factors or more but the machine multiplies 4}}
    %0 = plasticity.mul %w, %w, %w, %w, %w
    plasticity.add weight, %0
  }
}

// -----

plasticity.rule @sign_of_fraction epoch(1) {
  %w = plasticity.read weight
  %c = plasticity.constant 0.5
  plasticity.on pre {
    %0 = plasticity.sum %w, %c
    // expected-error @+1 {{expected an integer constant of -512..511 beside a variable in a sign but got 0.5}}
    %1 = plasticity.sign %0
    plasticity.add weight, %1
  }
}

// -----

plasticity.rule @sign_of_sum epoch(1) {
  %w = plasticity.read weight
  %t = plasticity.read tag
  plasticity.on pre {
    %0 = plasticity.sum %w, %t
    // expected-error @+1 {{sign of a sum of several variables: the machine has the sign of one variable plus an integer constant}}
    %1 = plasticity.sign %0
    plasticity.add weight, %1
  }
}

// -----

plasticity.rule @five_constants epoch(1) {
  %w = plasticity.read weight
  %1 = plasticity.constant 1.0
  %2 = plasticity.constant 2.0
  %3 = plasticity.constant 3.0
  %4 = plasticity.constant 4.0
  %5 = plasticity.constant 5.0
  plasticity.on pre {
    %a = plasticity.sum %w, %1
    %b = plasticity.sum %w, %2
    %c = plasticity.sum %w, %3
    %d = plasticity.sum %w, %4
    %e = plasticity.sum %w, %5
    %f = plasticity.mul %a, %b, %c, %d
    plasticity.add weight, %f
    // expected-error @+1 {{needs the constant 5 but its rule has 4 other constants already, which is all that a rule can hold}}
    plasticity.add weight, %e
  }
}

// -----

plasticity.rule @too_large epoch(1) {
  plasticity.on pre {
    %0 = plasticity.constant 1.0e+12
    // expected-error @+1 {{coefficient 1e+12 does not fit: expected a magnitude of 2^-33 to 2^38}}
    plasticity.add weight, %0
  }
}

// -----

plasticity.rule @too_small epoch(1) {
  plasticity.on pre {
    %0 = plasticity.constant 1.0e-12
    // expected-error @+1 {{coefficient 1e-12 does not fit: expected a magnitude of 2^-33 to 2^38}}
    plasticity.add weight, %0
  }
}

// -----

plasticity.rule @coarse epoch(1) {
  plasticity.on pre {
    %0 = plasticity.constant 3.5e-10
    // expected-warning @+1 {{coefficient 3.5e-10 becomes 4.656612873e-10, which is off by more than 1 %}}
    plasticity.add weight, %0
  }
}

// -----

plasticity.rule @nothing epoch(1) {
  %w = plasticity.read weight
  plasticity.on pre {
    %0 = plasticity.neg %w
    %1 = plasticity.sum %w, %0
    // expected-warning @+1 {{update adds nothing}}
    plasticity.add weight, %1
  }
}

// -----

plasticity.rule @many_terms epoch(1) {
  %w = plasticity.read weight
  %t = plasticity.read tag
  %d = plasticity.read delay
  %x = plasticity.trace x1 impulse(16.0) tau(20.0 ms)
  %y = plasticity.trace y1 impulse(16.0) tau(20.0 ms)
  plasticity.on pre {
    %s = plasticity.sum %w, %t, %d, %x, %y
    // expected-error @+1 {{expands to more than 64 products: write a simpler rule}}
    %0 = plasticity.mul %s, %s, %s
    plasticity.add weight, %0
  }
}
