# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The networks that Engram and its peers run: sizes, seeds, arrays, and the description that Engram reads.

A peer takes numbers and arrays from here and builds the same network in its own words. Random numbers come from
numpy's RandomState, whose streams are the same in every version; longer runs begin with the input of shorter ones.
"""
import json
import pathlib

import numpy

STDP = "2^-2*x1*y0 - 2^-2*y1*x0"


def told(name, size):
    return {"name": name, "size": size, "model": "input"}


def lif(name, size, **registers):
    return {"name": name, "size": size, "model": "lif", "registers": registers}


def projection(source, target, connect, weights, **more):
    return {"name": f"{source}-{target}", "from": source, "to": target, "connect": connect, "weights": weights,
            "delay_steps": 0} | more


def network(name, populations, projections, rules, time_step="1 ms"):
    return {"engram": 1, "name": name, "time_step": time_step, "seed": 1, "populations": populations,
            "projections": projections, "rules": rules}


class DrivenNetwork:
    """Neurons that forget within a step and fire when one strong synapse each tells them to, and only then: learning
    is timed at rates that are known."""

    impulse, tauPre, tauPost = 16, 20, 10  # of the traces, in steps
    stepSeconds = 1e-3
    fires = ("post",)

    def spikes(self, steps, seed):
        """Spikes of a population, steps x neurons of 0 and 1, each with the probability `rate`."""
        return (numpy.random.RandomState(seed).random_sample((steps, self.size)) < self.rate).astype(numpy.uint8)

    def rule(self):
        return {"name": "stdp", "dw": STDP, "epoch": self.epoch,
                "x1": {"impulse": self.impulse, "tau_steps": self.tauPre},
                "y1": {"impulse": self.impulse, "tau_steps": self.tauPost}}

    def neurons(self):
        return lif("post", self.size, du=4095, dv=4096, vth=self.vth)

    def driving(self):
        return projection("drive", "post", "one_to_one", {"integer": self.driveWeight, "exponent": self.driveExponent})


class DenseStdp(DrivenNetwork):
    """1,000 x 1,000 plastic synapses, one in ten pre and post neurons firing in each step."""

    name, size, rate, epoch, steps = "dense_stdp", 1000, 0.1, 1, 5000
    vth = 60000  # 64 times that is the threshold, which 100 plastic synapses of at most 254 * 2^6 do not reach
    driveWeight, driveExponent = 254, 9  # 254 * 2^15, above the threshold whatever the plastic synapses add
    inputs = ("pre", "drive")  # the populations that are told when to fire

    def pre(self, steps):
        return self.spikes(steps, 1)

    def post(self, steps):
        return self.spikes(steps, 2)

    def updates(self, pre, post):
        """Synapses, summed over steps, whose pre or post neuron fires."""
        silent = (self.size - pre.sum(axis=1, dtype=int)) * (self.size - post.sum(axis=1, dtype=int))
        return int((self.size * self.size - silent).sum())

    def weights(self):
        """Post x pre, multiples of 2: what 8 bits with a sign can hold."""
        return 2 * numpy.random.RandomState(3).randint(-64, 64, (self.size, self.size))

    def describe(self, folder, steps):
        numpy.save(folder / "weights.npy", self.weights().astype(numpy.int32))
        numpy.save(folder / "pre.npy", self.pre(steps))
        numpy.save(folder / "drive.npy", self.post(steps))
        return network(self.name, [told("pre", self.size), told("drive", self.size), self.neurons()], [
            projection("pre", "post", "dense", {"file": "weights.npy"}, rule="stdp"),
            self.driving()], [self.rule()])


class Recurrent1024(DrivenNetwork):
    """1,024 neurons, one in ten pairs of which has a plastic synapse, one in twenty firing in each step."""

    name, size, rate, epoch, steps = "recurrent_1024", 1024, 0.05, 4, 20000
    vth = 20000  # out of reach of the few plastic synapses that are active at once
    driveWeight, driveExponent = 254, 7  # the largest exponent that brian2-loihi knows
    inputs = ("drive",)
    synapseCount = 104687

    def drives(self, steps):
        return self.spikes(steps, 1)

    def synapses(self):
        """Arrays of pre, post and weight, by pre and post."""
        random = numpy.random.RandomState(2)
        pairs = numpy.sort(random.permutation(self.size * self.size)[:self.synapseCount])
        return pairs // self.size, pairs % self.size, 2 * random.randint(-64, 64, self.synapseCount)

    def describe(self, folder, steps):
        numpy.save(folder / "drive.npy", self.drives(steps))
        triples = numpy.stack(self.synapses(), axis=1).tolist()
        return network(self.name, [told("drive", self.size), self.neurons()], [
            projection("post", "post", "sparse", {"integer": triples}, rule="stdp"),
            self.driving()], [self.rule()])


class Recurrent1024Epoch1(Recurrent1024):
    """The same with learning in every step, as brian2-loihi does it."""

    name, epoch = "recurrent_1024_epoch_1", 1


class Brunel:
    """A balanced random network: 8,000 excitatory and 2,000 inhibitory neurons with 800 + 200 inputs each, delta
    synapses, a constant current above threshold, and pair STDP on the excitatory synapses of excitatory neurons.

    Units are mV and ms. Numbers are such that the chip's integers hold them exactly: 1 mV is 81,920 membrane units, so
    that 0.1 mV is a weight of 128, and a decay of 20/4096 a step is the membrane's time constant.
    """

    name, steps, warmUp = "brunel", 10000, 2000
    size, excitatory, inhibitory, excitatoryInputs, inhibitoryInputs = 10000, 8000, 2000, 800, 200
    dt, delay, refractory = 0.1, 1.5, 2.0
    stepSeconds = 1e-4
    decay = 20 / 4096
    tau = -dt / float(numpy.log1p(-decay))  # 20.4 ms
    threshold, reset, current = 20.0, 0.0, 60.0  # the current alone would bring the membrane there
    weight, inhibition, weightMax = 0.1, -1.5, 0.1 * 255 / 128
    tauTrace, change = 20.0, 0.1 / 128 / 16  # the traces, and the change of a weight by a pair at distance 0
    unitsPerMillivolt = 81920
    inputs, fires = ("kick-exc", "kick-inh"), ("exc", "inh")

    def kicks(self):
        """What each neuron's membrane is raised by at first, in multiples of 0.1 mV: excitatory, then inhibitory."""
        return numpy.random.RandomState(1).randint(0, 200, self.size)

    def registers(self):
        mantissa = self.current * self.unitsPerMillivolt * self.decay / 8
        assert mantissa == int(mantissa)
        return {"du": 4095, "dv": 20, "vth": int(self.threshold * self.unitsPerMillivolt) // 64,
                "refractory": round(self.refractory / self.dt), "bias_mant": int(mantissa), "bias_exp": 3}

    def kick(self, name, size, kicks):
        """An input that fires once, in step 1, and its synapses; a weight of 1 is 2^13 units, 0.1 mV."""
        weights = {"integer": kicks.tolist(), "exponent": 7, "sign": "excitatory"}
        return told(f"kick-{name}", size), projection(f"kick-{name}", name, "one_to_one", weights)

    def recurrent(self, source, target):
        excitatory = {"integer": 128, "sign": "excitatory"}  # 128 * 2^6 units, 0.1 mV
        inhibitory = {"integer": -240, "exponent": 3, "sign": "inhibitory"}  # -1.5 mV
        weights = excitatory if source == "exc" else inhibitory
        degree = self.excitatoryInputs if source == "exc" else self.inhibitoryInputs
        more = {"self": False} if source == target else {}
        if source == target == "exc":
            more["rule"] = "stdp"
        return projection(source, target, "fixed_in_degree", weights, in_degree=degree, **more) | {
            "delay_steps": round(self.delay / self.dt) - 1}

    def describe(self, folder, steps):
        sizes = {"exc": self.excitatory, "inh": self.inhibitory}
        populations, projections = [], []
        for (name, size), kicks in zip(sizes.items(), numpy.split(self.kicks(), [self.excitatory])):
            numpy.save(folder / f"kick-{name}.npy", numpy.ones((1, size), numpy.uint8))
            source, kick = self.kick(name, size, kicks)
            populations += [source, lif(name, size, **self.registers())]
            projections += [kick, *(self.recurrent(name, target) for target in sizes)]
        trace = {"impulse": 16, "tau_steps": round(self.tauTrace / self.dt)}
        rule = {"name": "stdp", "dw": "2^-8*x1*y0 - 2^-8*y1*x0", "x1": trace, "y1": trace, "epoch": 1}
        return network(self.name, populations, projections, [rule], "100 us")


ALL = {workload.name: workload for workload in (DenseStdp(), Recurrent1024(), Recurrent1024Epoch1(), Brunel())}


def writeNetwork(workload, folder, steps):
    """Writes the description for Engram and the arrays it names to the folder. Gives the arguments of `engram run`."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "network.json").write_text(json.dumps(workload.describe(folder, steps)))
    inputs = [f"--input={name}={folder / name}.npy" for name in workload.inputs]
    return [str(folder / "network.json"), *inputs]
