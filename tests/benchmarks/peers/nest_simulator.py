# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The balanced random network in NEST: iaf_psc_delta with stdp_synapse, which is additive where both mu are 0."""
import contextlib
import sys
import time

with contextlib.redirect_stdout(sys.stderr):  # a banner
    import nest

import report


def build(net, threads):
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.SetKernelStatus({"resolution": net.dt, "local_num_threads": threads, "rng_seed": 1})
    # The membrane is driven by tau/C * I; with C = tau the current is the potential that it alone would reach.
    common = {"tau_m": net.tau, "C_m": net.tau, "E_L": 0.0, "V_th": net.threshold, "V_reset": net.reset,
              "t_ref": net.refractory, "I_e": net.current, "tau_minus": net.tauTrace}
    neurons = nest.Create("iaf_psc_delta", net.size, common)
    neurons.V_m = (net.kicks() / 10).tolist()
    excitatory, inhibitory = neurons[:net.excitatory], neurons[net.excitatory:]
    learns = {"synapse_model": "stdp_synapse", "weight": net.weight, "delay": net.delay, "Wmax": net.weightMax,
              "lambda": net.change / net.weightMax, "alpha": 1.0, "mu_plus": 0.0, "mu_minus": 0.0,
              "tau_plus": net.tauTrace}
    inputs = {"rule": "fixed_indegree", "allow_autapses": False, "allow_multapses": False}
    many, few = inputs | {"indegree": net.excitatoryInputs}, inputs | {"indegree": net.inhibitoryInputs}
    static = {"synapse_model": "static_synapse", "delay": net.delay}
    nest.Connect(excitatory, excitatory, many, learns)
    nest.Connect(excitatory, inhibitory, many, static | {"weight": net.weight})
    nest.Connect(inhibitory, neurons, few, static | {"weight": net.inhibition})
    return excitatory


def brunel(net, steps, threads):
    with contextlib.redirect_stdout(sys.stderr):
        excitatory = build(net, threads)
        nest.Prepare()
        nest.Run(net.warmUp * net.dt)
        start = time.perf_counter()
        nest.Run(steps * net.dt)
        seconds = time.perf_counter() - start
        spikes = nest.GetKernelStatus("local_spike_counter")  # of this Run alone
        nest.Cleanup()
        # Of a few neurons: all weights at once need 20 GB.
        weights = nest.GetConnections(excitatory[:100], synapse_model="stdp_synapse").get("weight")
    return {"seconds": seconds, "spikes": spikes, "neurons": net.size,
            "synaptic_events": spikes * (net.excitatoryInputs + net.inhibitoryInputs),
            "mean_weight": sum(weights) / len(weights)}


if __name__ == "__main__":
    report.run("nest", nest.__version__, {"brunel": brunel}, threads=True)
