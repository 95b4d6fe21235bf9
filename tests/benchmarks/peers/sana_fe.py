# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The recurrent network in SANA-FE, which has no learning: inference only, on four cores of its Loihi, with its fastest
timing model and one thread."""
import contextlib
import importlib.metadata
import sys
import time

import sanafe

import report

CORES = 4
WARM_UP = 10


def recurrent(net, steps, threads):
    spikes = net.drives(WARM_UP + steps)
    architecture, network = sanafe.load_loihi(), sanafe.Network()
    cores = [core for tile in architecture.tiles for core in tile.cores]
    told = network.create_neuron_group("drive", net.size)
    neurons = network.create_neuron_group(
        "post", net.size, model_attributes={"threshold": float(net.vth * 64), "leak_decay": 0.0, "reset_mode": "hard"},
        soma_hw_name="loihi_lif", default_synapse_hw_name="loihi_sparse_synapse",
        default_dendrite_hw_name="loihi_dendrites")
    for i in range(net.size):
        told[i].set_attributes(soma_hw_name=f"loihi_inputs[{i}]", model_attributes={"spikes": spikes[:, i].tolist()})
        told[i].map_to_core(cores[CORES])
        neurons[i].map_to_core(cores[i * CORES // net.size])
    drive = float(net.driveWeight * 2 ** (6 + net.driveExponent))
    told.connect_neurons_sparse(neurons, {"weight": [drive] * net.size}, [(i, i) for i in range(net.size)])
    pre, post, weights = net.synapses()
    pairs = list(zip(pre.tolist(), post.tolist()))
    neurons.connect_neurons_sparse(neurons, {"weight": (weights * 64.0).tolist()}, pairs)
    chip = sanafe.SpikingChip(architecture)
    chip.load(network)

    def run(count):
        return chip.sim(count, timing_model="simple", processing_threads=1)

    with contextlib.redirect_stdout(sys.stderr):
        run(WARM_UP)
        start = time.perf_counter()
        counts = run(steps)
        seconds = time.perf_counter() - start
    driven = int(spikes[WARM_UP:].sum())
    return {"seconds": seconds, "spikes": counts["neurons_fired"] - driven, "neurons": net.size,
            "synaptic_events": counts["spikes"] - driven, "plastic_updates": 0}


if __name__ == "__main__":
    report.run("sana-fe, no learning", importlib.metadata.version("sanafe"), {"recurrent_1024": recurrent}, steps=1000)
