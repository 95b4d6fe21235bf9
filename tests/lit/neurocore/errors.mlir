// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What rules, populations and projections of a chip must satisfy.
// RUN: engram-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// expected-error@+1 {{has a seed outside 0..4294967295}}
neurocore.chip @c target("tiny") phase(virtual) seed(-1) step_ns(1) {
}

// -----

// expected-error@+1 {{has a time step that is not positive}}
neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(0) {
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  // expected-error@+1 {{has size -1, expected 1 to 16777216}}
  neurocore.population @p input -1
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  // expected-error@+1 {{epoch 64 is outside 1..63 steps}}
  neurocore.rule @r epoch(64) {
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  // expected-error@+1 {{uses 5 different constants but the table has 4}}
  neurocore.rule @r epoch(1) {
    neurocore.product weight on pre scale(1 * 2 ** 0) [(y1 + 1), (y1 + 2), (y1 + 3), (y1 + 4)]
    neurocore.product weight on pre scale(1 * 2 ** 0) [(y1 + 4), (y1 + 5)]
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.rule @r epoch(1) {
    // expected-error@+1 {{has 5 factors but a word holds 4}}
    neurocore.product weight on pre scale(1 * 2 ** 0) [y1, y1, y1, y1, y1]
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.rule @r epoch(1) {
    // expected-error@+1 {{mantissa 128 is outside -128..127}}
    neurocore.product weight on pre scale(128 * 2 ** 0) [y1]
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.rule @r epoch(1) {
    // expected-error@+1 {{has a decimation, which only an epoch product can have}}
    neurocore.product weight on pre(1) scale(1 * 2 ** 0) [y1]
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.rule @r epoch(1) {
    // expected-error@+1 {{expected a power of 2}}
    neurocore.product weight on pre scale(1 * 3 ** 0) [y1]
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.rule @r epoch(1) {
    // expected-error@+1 {{constant 512 is outside -512..511}}
    neurocore.product weight on pre scale(1 * 2 ** 0) [(y1 + 512)]
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.rule @r epoch(1) {
    // expected-error@+1 {{expected one of 'none', 'x1', 'x2', 'y1', 'y2', 'y3', 'weight', 'delay', 'tag'}}
    neurocore.product weight on pre scale(1 * 2 ** 0) [z1]
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  // expected-error@+1 {{factor 65537 is outside 0..65536}}
  neurocore.rule @r epoch(1) x1<impulse = 1, factor = 65537> {
  }
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  // expected-error@+1 {{'neurocore.population' op needs registers}}
  neurocore.population @p lif 2
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  // expected-error@+1 {{has registers, which only 'lif' has}}
  neurocore.population @p input 2 registers<vth = 1>
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{needs arrays of one length, but got 2 pre, 1 post, 1 weight, 1 delay}}
  neurocore.projection @a : @p -> @p format<8, mixed> shift(6) pre [0, 1] post [0] weight [0] delay [0]
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{shift 16 is outside 0..15}}
  neurocore.projection @a : @p -> @p format<8, mixed> shift(16) pre [0] post [0] weight [0] delay [0]
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{a weight has 1 to 6 or 8 bits, but got 7}}
  neurocore.projection @a : @p -> @p format<7, mixed> shift(6) pre [0] post [0] weight [0] delay [0]
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{names 'q', which is not a population}}
  neurocore.projection @a : @q -> @p format<8, mixed> shift(6) pre [0] post [0] weight [0] delay [0]
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @m modulator 2
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{cannot use 'm', which is of kind 'modulator'}}
  neurocore.projection @a : @m -> @p format<8, mixed> shift(6) pre [0] post [0] weight [0] delay [0]
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{names 'r', which is not a rule}}
  neurocore.projection @a : @p -> @p format<8, mixed> shift(6) plastic(@r) pre [0] post [0] weight [0] delay [0]
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{synapse 0 -> 2 is outside 2 x 2}}
  neurocore.projection @a : @p -> @p format<8, mixed> shift(6) pre [0] post [2] weight [0] delay [0]
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{synapse 0 -> 0 is not in the order of post, then pre}}
  neurocore.projection @a : @p -> @p format<8, mixed> shift(6) pre [1, 0] post [0, 0] weight [0, 0] delay [0, 0]
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{synapse 0 -> 0 has weight 3, which is not a multiple of 2 in -256..254}}
  neurocore.projection @a : @p -> @p format<8, mixed> shift(6) pre [0] post [0] weight [3] delay [0]
}

// -----

neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{synapse 0 -> 0 has delay 2 but 1 delay bits}}
  neurocore.projection @a : @p -> @p format<8, mixed> shift(6) delay_bits(1) pre [0] post [0] weight [2] delay [2]
}
