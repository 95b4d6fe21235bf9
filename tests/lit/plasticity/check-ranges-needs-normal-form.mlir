// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The ranges are those of the machine's products, so there must be such.
// RUN: engram-opt %s -verify-diagnostics -plasticity-check-ranges

plasticity.rule @real epoch(1) {
  plasticity.on post {
    %c = plasticity.constant 0.3
    // expected-error @+1 {{is not one product of the machine: run plasticity-normalize first}}
    plasticity.add weight, %c
  }
}
