# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Runs the built command line; ctest says where it is.

import json
import os
import subprocess

import pytest


@pytest.fixture
def engram(tmp_path):
    """Runs `engram ARGUMENTS...` in an empty folder of its own."""
    def run(*arguments, timeout=60):
        program = os.environ.get("ENGRAM_PROGRAM", "engram")
        return subprocess.run([program, *map(str, arguments)], cwd=tmp_path, capture_output=True, text=True,
                              timeout=timeout)
    return run


@pytest.fixture
def network(tmp_path):
    """Writes a description, a tree or a text, to net.json."""
    def write(description, name="net.json"):
        text = description if isinstance(description, str) else json.dumps(description)
        (tmp_path / name).write_text(text)
        return name
    return write


@pytest.fixture
def small():
    """A network of two populations, one plastic projection and a modulator, as a tree to change."""
    return {
        "engram": 1, "name": "small", "seed": 5,
        "populations": [
            {"name": "in", "size": 4, "model": "input"},
            {"name": "out", "size": 3, "model": "lif",
             "parameters": {"tau_u": "5 ms", "tau_v": "20 ms", "threshold": 1.0, "refractory": "2 ms"}},
            {"name": "reward", "size": 1, "model": "modulator"}],
        "projections": [
            {"name": "ff", "from": "in", "to": "out", "connect": "all_to_all",
             "weights": {"uniform": [0.0, 0.3]}, "delay": "2 ms", "rule": "stdp", "third_factor": {"y2": "reward"}}],
        "rules": [
            {"name": "stdp", "dw": "2^-2*x1*y0 - 2^-2*y1*x0 + 2^-6*u0*t*y2", "dt": "x1*y0 - 2^-3*u0*t",
             "x1": {"impulse": 16, "tau": "20 ms"}, "y1": {"impulse": 16, "tau": "20 ms"}, "epoch": 2}]}
