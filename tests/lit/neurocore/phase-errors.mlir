// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What must and must not be there in each phase.
// RUN: engram-opt %s --split-input-file --verify-diagnostics --mlir-print-op-on-diagnostic=false

// expected-error@+1 {{must not have cores in phase 'virtual'}}
neurocore.chip @c target("tiny") phase(virtual) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  neurocore.core {
    neurocore.group @p begin 0 count 2 first 0
  }
}

// -----

// expected-error@+1 {{must have cores in phase 'partitioned'}}
neurocore.chip @c target("tiny") phase(partitioned) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
}

// -----

// expected-error@+1 {{has no group for neuron 1 of 'p'}}
neurocore.chip @c target("tiny") phase(partitioned) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  neurocore.core {
    neurocore.group @p begin 0 count 1 first 0
  }
}

// -----

neurocore.chip @c target("tiny") phase(partitioned) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  neurocore.core {
    neurocore.group @p begin 0 count 2 first 0
    // expected-error@+1 {{has neuron 1 of 'p', which another group has}}
    neurocore.group @p begin 1 count 1 first 2
  }
}

// -----

neurocore.chip @c target("tiny") phase(partitioned) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  neurocore.core {
    // expected-error@+1 {{has neuron 2 but 'p' has 2}}
    neurocore.group @p begin 0 count 3 first 0
  }
}

// -----

neurocore.chip @c target("tiny") phase(partitioned) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{must not have a tile in phase 'partitioned'}}
  neurocore.core tile(0) {
    neurocore.group @p begin 0 count 2 first 0
  }
}

// -----

neurocore.chip @c target("tiny") phase(placed) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{must have a tile in phase 'placed'}}
  neurocore.core {
    neurocore.group @p begin 0 count 2 first 0
  }
}

// -----

neurocore.chip @c target("tiny") phase(routed) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{must have input axons in phase 'routed'}}
  neurocore.core tile(0) {
    neurocore.group @p begin 0 count 2 first 0
  }
}

// -----

// expected-error@+1 {{has 1 inputs and 0 host axon tables in phase 'routed'}}
neurocore.chip @c target("tiny") phase(routed) seed(1) step_ns(1) {
  neurocore.population @in input 2
}

// -----

neurocore.chip @c target("tiny") phase(routed) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  neurocore.core tile(0) {
    neurocore.group @p begin 0 count 2 first 0
    neurocore.input_axons projection [] pre [] group [] synapses [] plastic []
    // expected-error@+1 {{goes to axon 0 of core 0, which does not exist}}
    neurocore.output_axons compartment [0] core [0] axon [0]
  }
}

// -----

neurocore.chip @c target("tiny") phase(routed) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  neurocore.core tile(0) {
    neurocore.group @p begin 0 count 2 first 0
    // expected-error@+1 {{axon 0 names projection 0 and group 0 of 0 and 1}}
    neurocore.input_axons projection [0] pre [0] group [0] synapses [1] plastic [false]
    neurocore.output_axons compartment [] core [] axon []
  }
}

// -----

neurocore.chip @c target("tiny") phase(routed) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  neurocore.core tile(0) {
    neurocore.group @p begin 0 count 2 first 0
    // expected-error@+1 {{needs columns of one length, but got 1 and 0}}
    neurocore.output_axons compartment [0] core [] axon []
  }
}

// -----

neurocore.chip @c target("tiny") phase(encoded) seed(1) step_ns(1) {
  neurocore.population @p lif 2 registers<vth = 1>
  // expected-error@+1 {{must have a synapse memory in phase 'encoded'}}
  neurocore.core tile(0) {
    neurocore.group @p begin 0 count 2 first 0
    neurocore.input_axons projection [] pre [] group [] synapses [] plastic [] word [] words []
    neurocore.output_axons compartment [] core [] axon []
  }
}

// -----

neurocore.chip @c target("tiny") phase(partitioned) seed(1) step_ns(1) {
  // expected-error@+1 {{has a table twice}}
  neurocore.core {
    neurocore.synapse_memory []
    neurocore.synapse_memory []
  }
}
