# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Recurrent plastic synapses in brian2-loihi, an emulator of Loihi on top of Brian2, with its cython code generation.

It has no epochs: every synapse is evaluated in every step, whatever the workload says.
"""
import importlib.metadata
import time

import brian2
import numpy
from brian2_loihi import (LoihiNetwork, LoihiNeuronGroup, LoihiSpikeGeneratorGroup, LoihiSpikeMonitor, LoihiSynapses,
                          synapse_sign_mode)

import report
import workloads

WARM_UP = 10


def recurrent(net, steps, threads):
    brian2.prefs.codegen.target = "cython"
    brian2.seed(1)
    spikes = net.drives(WARM_UP + steps)
    times, indices = numpy.nonzero(spikes)
    told = LoihiSpikeGeneratorGroup(net.size, indices, times, sorted=True)
    neurons = LoihiNeuronGroup(net.size, refractory=1, threshold_v_mant=net.vth, decay_v=4096, decay_I=4096)
    drive = LoihiSynapses(told, neurons, sign_mode=synapse_sign_mode.MIXED, w_exp=net.driveExponent)
    drive.connect(j="i")
    drive.w = numpy.full(net.size, net.driveWeight)
    synapses = LoihiSynapses(neurons, neurons, sign_mode=synapse_sign_mode.MIXED, dw=workloads.STDP.replace(" ", ""),
                             imp_x1=net.impulse, tau_x1=net.tauPre, imp_y1=net.impulse, tau_y1=net.tauPost)
    pre, post, weights = net.synapses()
    synapses.connect(i=pre, j=post)
    synapses.w = weights
    monitor = LoihiSpikeMonitor(neurons)
    starts = []  # of the steps: a run begins with the making of code, which is not to be timed
    clock = brian2.NetworkOperation(lambda: starts.append(time.perf_counter()), when="start")
    LoihiNetwork(told, neurons, drive, synapses, monitor, clock).run(WARM_UP + steps)
    seconds = time.perf_counter() - starts[WARM_UP]
    fired = numpy.array(monitor.i)[numpy.array(monitor.t / brian2.ms) >= WARM_UP]
    return {"seconds": seconds, "spikes": len(fired), "neurons": net.size,
            "synaptic_events": int(numpy.bincount(pre, minlength=net.size)[fired].sum()),
            "plastic_updates": steps * net.synapseCount}


if __name__ == "__main__":
    report.run("brian2-loihi", importlib.metadata.version("brian2-loihi"),
               {"recurrent_1024": recurrent, "recurrent_1024_epoch_1": recurrent}, steps=1000)
