#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs Engram and its peers (scripts/peers.sh) in turn on the same networks, prints a table of medians in Markdown and
writes every measurement as JSON."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]

# By workload: the program, the virtual environment it runs in, the numbers of threads.
ENGRAM = ("engram_run.py", "engram", (1, 2))
BRIAN2_LOIHI = ("brian2_loihi_learning.py", "brian2-loihi", (1,))
PROGRAMS = {
    "dense_stdp": [ENGRAM, ("lava_learning.py", "lava", (1,))],
    "recurrent_1024": [ENGRAM, BRIAN2_LOIHI, ("sana_fe.py", "sanafe", (1,))],
    "recurrent_1024_epoch_1": [ENGRAM, BRIAN2_LOIHI],
    "brunel": [ENGRAM, ("nest_simulator.py", "nest", (1, 2)), ("brian2_standalone.py", "brian2", (1, 2)),
               ("brian2_textbook.py", "brian2", (1, 2))],
}

HEAD = ("| network | simulator | threads | ms a step (fastest) | ns a synaptic event | 10^6 synapse updates a second "
        "| rate in Hz | time, Engram's as 1 |")


def measure(program, python, workload, threads, environment):
    """What the program measured; nothing, after a message, where it or its peer is missing or fails."""
    command = [str(python), str(HERE / program), workload, "--threads", str(threads)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=3600)
    except FileNotFoundError:
        print(f"{program}: no {python}; scripts/peers.sh installs it", file=sys.stderr)
        return None
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["no message"])[-1]
        print(f"{program} {workload} --threads {threads}: {why}", file=sys.stderr)
        return None
    result = json.loads(done.stdout.splitlines()[-1])
    print(f"{workload}: {result['peer']}, {threads} threads: {result['seconds']:.4g} s", file=sys.stderr)
    return result


def median(runs):
    """One measurement out of several of one program: the median time, and the counts of a run."""
    return runs[0] | {"seconds": statistics.median(run["seconds"] for run in runs),
                      "fastest": min(run["seconds"] for run in runs), "slowest": max(run["seconds"] for run in runs)}


def perEvent(result):
    return result["seconds"] / result["synaptic_events"]


def row(result, engram):
    """A line of the table. Times are compared by synaptic event, with as many threads, or with one."""
    same = engram.get(result["threads"], engram.get(1))
    updates = result.get("plastic_updates")
    cells = [result["workload"], f"{result['peer']} {result['version']}", result["threads"],
             f"{result['seconds'] / result['steps'] * 1e3:.4g} ({result['fastest'] / result['steps'] * 1e3:.4g})",
             f"{perEvent(result) * 1e9:.3g}",
             f"{updates / result['seconds'] / 1e6:.4g}" if updates else "", f"{result['rate_hz']:.4g}",
             f"{perEvent(result) / perEvent(same):.3g}" if same else ""]
    return "| " + " | ".join(map(str, cells)) + " |"


def table(results):
    lines = [HEAD, "| --- | --- | --: | --: | --: | --: | --: | --: |"]
    for result in results:
        engram = {other["threads"]: other for other in results
                  if other["peer"] == "engram" and other["workload"] == result["workload"]}
        lines.append(row(result, engram))
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD", help=f"{', '.join(PROGRAMS)}; all unless given")
    parser.add_argument("--peers", type=pathlib.Path, default=ROOT / "build" / "peers",
                        help="folder that scripts/peers.sh filled; build/peers unless given")
    parser.add_argument("--engram", default=str(ROOT / "build" / "bin" / "engram"), help="Engram's program")
    parser.add_argument("--on", default="native", help="Engram's executor; native unless given")
    parser.add_argument("--repetitions", type=int, default=3, help="runs of each; their median counts; 3 unless given")
    parser.add_argument("--output", type=pathlib.Path,
                        help="file for the measurements; results.json in the folder of the peers unless given")
    arguments = parser.parse_args()
    if unknown := set(arguments.workloads) - set(PROGRAMS):
        parser.error(f"unknown workload '{min(unknown)}': expected {', '.join(PROGRAMS)}")
    environment = os.environ | {"ENGRAM_PROGRAM": arguments.engram, "ENGRAM_EXECUTOR": arguments.on}
    runs = {}
    for workload in arguments.workloads or PROGRAMS:
        for _ in range(arguments.repetitions):  # in turn, so that what else the machine does meets all alike
            for program, peer, threadCounts in PROGRAMS[workload]:
                python = arguments.peers / peer / "bin" / "python"
                for threads in threadCounts:
                    if result := measure(program, python, workload, threads, environment):
                        runs.setdefault((workload, program, threads), []).append(result)
    results = [median(several) for several in runs.values()]
    output = arguments.output or arguments.peers / "results.json"
    everything = {"medians": results, "runs": [run for several in runs.values() for run in several]}
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(everything, indent=1) + "\n")
    print(table(results))


if __name__ == "__main__":
    main()
