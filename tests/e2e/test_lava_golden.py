# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A network that Lava ran: the same file of spikes and registers gives the same u, v and spikes on every executor.

Lava's fixed-point LIF and Dense agree with the `engram` profile where nothing overflows (docs/spec/numerics.md N11 to
N17); `lif_dense.json` is such a case for its population `a`, with odd mixed weights, an exponent, biases and recurrence.
"""

import csv
import json
import pathlib

import pytest

GOLDEN = pathlib.Path(__file__).resolve().parents[3] / "shared" / "golden" / "lava" / "lif_dense.json"


def network_of(golden):
    neurons = golden["neurons"]["a"]
    inputs = golden["inputs"]["in"]
    synapses = {synapse["name"]: synapse for synapse in golden["synapses"]}

    def projection(name, source):
        return {"name": name, "from": source, "to": "a", "connect": "dense", "delay_steps": 0,
                "weights": {"integer": synapses[name]["weights"], "exponent": synapses[name].get("weight_exp", 0),
                            "bits": 8, "sign": "mixed"}}

    registers = {key: neurons[key] for key in ("du", "dv", "vth", "bias_mant", "bias_exp")}
    return {"engram": 1, "name": "golden", "time_step": "1 ms", "seed": 1,
            "populations": [{"name": "in", "size": inputs["n"], "model": "input"},
                            {"name": "a", "size": neurons["n"], "model": "lif",
                             "registers": dict(registers, refractory=0)}],
            "projections": [projection("w0", "in"), projection("rec", "a")]}


@pytest.mark.parametrize("executor", ["reference", "systemc"])
def test_equal_to_lava_at_every_step(engram, tmp_path, executor):
    if not GOLDEN.exists():
        pytest.skip(f"{GOLDEN.name} is not beside this checkout")
    golden = json.loads(GOLDEN.read_text())
    steps = golden["net"]["steps"]
    (tmp_path / "net.json").write_text(json.dumps(network_of(golden["net"])))
    spikes = ["step,population,index"] + [f"{t},in,{i}" for t, i, _ in golden["net"]["inputs"]["in"]["spikes"]
                                          if t <= steps]
    (tmp_path / "in.csv").write_text("\n".join(spikes) + "\n")
    done = engram("run", "net.json", "--on", executor, "--steps", str(steps), "--input", "in.csv",
                  "--probe", "a.u", "--probe", "a.v", "--record", "out")
    assert done.returncode == 0, done.stderr

    for variable in ("u", "v"):
        expected = {(t + 1, i): value for t, row in enumerate(golden["expect"][f"a.{variable}"])
                    for i, value in enumerate(row)}
        with open(tmp_path / "out" / "probes.csv", newline="") as rows:
            got = {(int(row["step"]), int(row["index"])): int(row["value"]) for row in csv.DictReader(rows)
                   if row["probe"] == f"a.{variable}"}
        assert got == expected
    fired = {(t + 1, i) for t, row in enumerate(golden["expect"]["a.s_out"]) for i, spike in enumerate(row) if spike}
    with open(tmp_path / "out" / "spikes.csv", newline="") as rows:
        assert {(int(row["step"]), int(row["index"])) for row in csv.DictReader(rows)
                if row["population"] == "a"} == fired
