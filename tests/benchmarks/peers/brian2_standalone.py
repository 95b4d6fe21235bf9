# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The balanced random network in Brian2 with C++ code generation (cpp_standalone), and OpenMP for more threads.

Traces live in the neurons: with a sum over all pairs that is the same as traces in every synapse (brian2_textbook.py),
and faster.
"""
import dataclasses
import pathlib
import tempfile

import brian2
import numpy
from brian2 import ms

import report

MEMBRANE = "dv/dt = (current - v) / tau : 1 (unless refractory)"


@dataclasses.dataclass
class Traces:
    """What neurons and plastic synapses hold and do beyond what they hold and do without learning."""
    neuron: str
    reset: str
    synapse: str
    onPre: str
    onPost: str


IN_NEURONS = Traces("""
    dx/dt = -x / tauTrace : 1
    dy/dt = -y / tauTrace : 1""", "; x += 1; y += 1", "", "w = clip(w - change * y_post, 0, weightMax)",
                    "w = clip(w + change * x_pre, 0, weightMax)")


def fixedInDegree(random, sources, targets, degree, self):
    """Arrays of sources and targets: `degree` different sources for each target, itself left out if `self` is false."""
    chosen = []
    for target in range(targets):
        picked = random.choice(sources - (not self), degree, replace=False)
        chosen.append(picked if self else picked + (picked >= target))
    return numpy.concatenate(chosen), numpy.repeat(numpy.arange(targets), degree)


def connect(random, source, target, degree, delay, model="w : 1 (shared)", onPre="v_post += w", **more):
    synapses = brian2.Synapses(source, target, model, on_pre=onPre, delay=delay, **more)
    i, j = fixedInDegree(random, len(source), len(target), degree, source.start != target.start)
    synapses.connect(i=i, j=j)
    return synapses


def build(net, traces):
    names = {"current": net.current, "tau": net.tau * ms, "tauTrace": net.tauTrace * ms, "threshold": net.threshold,
             "reset": net.reset, "change": net.change, "weightMax": net.weightMax}
    # A step in which the membrane is held counts from that of the spike on.
    neurons = brian2.NeuronGroup(net.size, MEMBRANE + traces.neuron, method="exact", threshold="v >= threshold",
                                 reset="v = reset" + traces.reset, refractory=(net.refractory + net.dt) * ms,
                                 namespace=names)
    neurons.v = net.kicks() / 10
    excitatory, inhibitory = neurons[:net.excitatory], neurons[net.excitatory:]
    # A spike is added after the threshold was tested: to be seen at the same step as elsewhere it comes a step earlier.
    delay = (net.delay - net.dt) * ms
    random = numpy.random.default_rng(1)
    learning = connect(random, excitatory, excitatory, net.excitatoryInputs, delay, "w : 1" + traces.synapse,
                       "v_post += w; " + traces.onPre, on_post=traces.onPost, namespace=names)
    others = [connect(random, excitatory, inhibitory, net.excitatoryInputs, delay),
              connect(random, inhibitory, excitatory, net.inhibitoryInputs, delay),
              connect(random, inhibitory, inhibitory, net.inhibitoryInputs, delay)]
    for synapses in (learning, *others):
        synapses.w = net.weight if synapses.source.start == 0 else net.inhibition
    return neurons, [learning, *others]


def brunel(net, steps, threads, traces=IN_NEURONS):
    with tempfile.TemporaryDirectory() as folder:
        brian2.set_device("cpp_standalone", directory=folder, build_on_run=False)
        brian2.prefs.devices.cpp_standalone.openmp_threads = threads if threads > 1 else 0
        brian2.defaultclock.dt = net.dt * ms
        brian2.seed(1)
        neurons, synapses = build(net, traces)
        monitor = brian2.SpikeMonitor(neurons, record=False)
        network = brian2.Network(neurons, synapses, monitor)
        monitor.active = False
        network.run(net.warmUp * net.dt * ms)
        monitor.active = True
        # Brian2's own clock is that of the processor where there is one thread, and of the wall where there are more.
        brian2.prefs.codegen.cpp.headers += ["<chrono>"]
        brian2.device.insert_code("main", "const auto start = std::chrono::steady_clock::now();")
        network.run(steps * net.dt * ms)
        brian2.device.insert_code("main", "const auto end = std::chrono::steady_clock::now();"
                                  'std::ofstream("seconds") << std::chrono::duration<double>(end - start).count();')
        brian2.device.build(directory=folder, compile=True, run=True)
        spikes = int(monitor.num_spikes)
        return {"seconds": float((pathlib.Path(folder) / "seconds").read_text()), "spikes": spikes, "neurons": net.size,
                "synaptic_events": spikes * (net.excitatoryInputs + net.inhibitoryInputs),
                "mean_weight": float(numpy.mean(synapses[0].w))}


if __name__ == "__main__":
    report.run("brian2", brian2.__version__, {"brunel": brunel}, threads=True)
