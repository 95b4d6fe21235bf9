# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The workloads in Engram: the program's own command line, and the time that its summary tells.

The environment names the program (ENGRAM_PROGRAM, else build/bin/engram of this clone) and the executor
(ENGRAM_EXECUTOR, else native).
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import report
import workloads

PROGRAM = os.environ.get("ENGRAM_PROGRAM", str(pathlib.Path(__file__).parents[3] / "build" / "bin" / "engram"))
EXECUTOR = os.environ.get("ENGRAM_EXECUTOR", "native")
WARM_UP = 10


def engram(folder, *arguments):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)


def run(net, steps, threads):
    warmUp = getattr(net, "warmUp", WARM_UP)
    with tempfile.TemporaryDirectory() as folder:
        description, *inputs = workloads.writeNetwork(net, folder, warmUp + steps)
        engram(folder, "compile", description, "-o", "net.ngi")
        common = ["net.ngi", "--on", EXECUTOR, "--threads", str(threads), *inputs]
        engram(folder, "run", *common, "--steps", str(warmUp), "--checkpoint", "warm")
        engram(folder, "run", *common, "--steps", str(steps), "--resume", "warm", "--report", "summary.json")
        summary = json.loads((pathlib.Path(folder) / "summary.json").read_text())
    # Peers do without the one synapse each that tells a neuron when to fire.
    told = sum(summary["spikes"][name] for name in net.inputs if name != "pre")
    spikes = sum(count for name, count in summary["spikes"].items() if name in net.fires)
    return {"seconds": summary["wall_seconds"], "spikes": spikes, "neurons": net.size,
            "synaptic_events": summary["synaptic_events"] - told, "plastic_updates": summary["learning_updates"]}


if __name__ == "__main__":
    version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    report.run("engram", f"{version} {EXECUTOR}", {name: run for name in workloads.ALL}, threads=True)
