# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Dense plastic synapses in Lava's fixed-point model of its LearningDense, on its own runtime."""
import contextlib
import dataclasses
import importlib.metadata
import sys
import time

import report


def acceptPython311():
    """Lava's var_model.py has dataclass instances as field defaults; Python 3.11 wants them to have a hash."""
    original = dataclasses.dataclass

    def dataclass(cls=None, **options):
        def wrap(wrapped):
            hashed = {"unsafe_hash": True} if wrapped.__module__ == "lava.magma.compiler.var_model" else {}
            return original(wrapped, **(hashed | options))
        return wrap if cls is None else wrap(cls)

    dataclasses.dataclass = dataclass


acceptPython311()

from lava.magma.core.learning.learning_rule import Loihi2FLearningRule  # noqa: E402
from lava.magma.core.run_conditions import RunSteps  # noqa: E402
from lava.magma.core.run_configs import Loihi2SimCfg  # noqa: E402
from lava.proc.dense.process import LearningDense  # noqa: E402
from lava.proc.io.source import RingBuffer  # noqa: E402
from lava.proc.lif.process import LIF  # noqa: E402

import workloads  # noqa: E402

WARM_UP = 3


def denseStdp(net, steps, threads):
    total = WARM_UP + steps
    pre, post = net.pre(total), net.post(total)
    rule = Loihi2FLearningRule(dw=workloads.STDP, x1_impulse=net.impulse, x1_tau=net.tauPre, y1_impulse=net.impulse,
                               y1_tau=net.tauPost, t_epoch=net.epoch)
    synapses = LearningDense(weights=net.weights(), learning_rule=rule)
    source, told = RingBuffer(data=pre.T.astype(int)), RingBuffer(data=post.T.astype(int))
    neurons = LIF(shape=(net.size,), du=4095, dv=4096, vth=net.vth)
    source.s_out.connect(synapses.s_in)
    synapses.a_out.connect(neurons.a_in)
    # The rule hears from the recording which neuron fired: cheaper for Lava than a strong synapse to each.
    told.s_out.connect(synapses.s_in_bap)
    configuration = Loihi2SimCfg(select_tag="fixed_pt")
    with contextlib.redirect_stdout(sys.stderr):
        neurons.run(condition=RunSteps(num_steps=WARM_UP), run_cfg=configuration)
        start = time.perf_counter()
        neurons.run(condition=RunSteps(num_steps=steps), run_cfg=configuration)
        seconds = time.perf_counter() - start
        neurons.stop()
    return {"seconds": seconds, "spikes": int(post[WARM_UP:].sum()), "neurons": net.size,
            "synaptic_events": int(pre[WARM_UP:].sum()) * net.size,
            "plastic_updates": net.updates(pre[WARM_UP:], post[WARM_UP:])}


if __name__ == "__main__":
    report.run("lava", importlib.metadata.version("lava-nc"), {"dense_stdp": denseStdp}, steps=40)
