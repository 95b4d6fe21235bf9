# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The command line of every peer's program, and the line of JSON that it prints."""
import argparse
import json

import workloads


def run(peer, version, runners, threads=False, steps=None):
    """Runs the workload of the command line. `runners`: by workload, a function of it, its steps and the number of
    threads, that gives the seconds of the simulation's loop and what it counted in it, as a dictionary. `threads`:
    whether the peer has them. `steps`: how many to measure with a slow peer."""
    parser = argparse.ArgumentParser(description=f"runs a workload of workloads.py on {peer}, prints a line of JSON")
    parser.add_argument("workload", choices=list(runners))
    parser.add_argument("--steps", type=int, help="time steps to measure; as many as take some seconds unless given")
    parser.add_argument("--threads", type=int, default=1, choices=range(1, 65) if threads else [1], metavar="N",
                        help="threads of the simulation; 1 unless given")
    arguments = parser.parse_args()
    workload = workloads.ALL[arguments.workload]
    steps = arguments.steps or steps or workload.steps
    result = runners[arguments.workload](workload, steps, arguments.threads)
    result["rate_hz"] = result["spikes"] / result.pop("neurons") / (steps * workload.stepSeconds)
    print(json.dumps({"peer": peer, "version": version, "workload": workload.name, "threads": arguments.threads,
                      "steps": steps} | result))
