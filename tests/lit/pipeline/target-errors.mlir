// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A target that nobody knows, and a stage out of order.
// RUN: not engram-opt %s --engram-compile="target=nowhere" 2>&1 | FileCheck %s --check-prefix=TARGET
// RUN: not engram-opt %s --engram-compile="to=virtual" --neurocore-place 2>&1 | FileCheck %s --check-prefix=ORDER
// RUN: not engram-opt %s --engram-compile="to=virtual" --neurocore-partition --neurocore-partition 2>&1 | FileCheck %s --check-prefix=TWICE

// TARGET: :[[@LINE+3]]:1: error: unknown target 'nowhere', known are: engram1, loihi1, tiny
// ORDER: :[[@LINE+2]]:1: error: 'neurocore.chip' op is in phase 'virtual', expected 'partitioned'
// TWICE: :[[@LINE+1]]:1: error: 'neurocore.chip' op is in phase 'partitioned', expected 'virtual'
snn.network @n step(1 ms) {
  snn.population @p : 1 registers<vth = 1>
}
