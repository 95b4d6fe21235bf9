# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The native executor through the command line: threads, checkpoints, kept code, the report of its decisions."""
import json

import pytest

STEPS = 40
SPIKES = "step,population,index,payload\n" + "".join(
    f"{step},in,{(step * 3 + i) % 70},1\n{step},reward,0,{step % 7 - 3}\n" for step in range(1, STEPS + 1)
    for i in range(12))


@pytest.fixture
def ready(network, small, tmp_path):
    """net.json, large enough for two threads to have work, and spikes.csv."""
    small["populations"][0]["size"] = 70
    small["populations"][1]["size"] = 100
    small["projections"].append({"name": "re", "from": "out", "to": "out", "connect": "fixed_probability",
                                 "probability": 0.1, "weights": {"uniform": [0.0, 0.2]}, "delay": "3 ms",
                                 "rule": "pair"})
    small["rules"].append({"name": "pair", "dw": "2^-2*x1*y0 - 2^-2*y1*x0", "epoch": 1,
                           "x1": {"impulse": 16, "tau": "20 ms"}, "y1": {"impulse": 16, "tau": "20 ms"}})
    network(small)
    (tmp_path / "spikes.csv").write_text(SPIKES)


def ran(engram, *arguments):
    done = engram(*arguments)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def run(engram, executor, *arguments, steps=STEPS):
    return ran(engram, "run", "net.json", "--on", executor, "--steps", steps, "--input", "spikes.csv", *arguments)


def test_records_are_those_of_the_reference_whatever_the_threads(engram, ready, tmp_path):
    probes = ["--probe", "out.v/every 3", "--probe", "ff.tag/every 10", "--probe", "re.weight/every 10",
              "--probe", "re.y1/every 7"]
    run(engram, "reference", "--record", "reference", "--checkpoint", "reference.state", *probes)
    for threads in (1, 2):
        run(engram, "native", "--threads", threads, "--record", f"native{threads}", "--checkpoint", "native.state",
            *probes)
        for name in ("spikes.csv", "probes.csv"):
            assert (tmp_path / f"native{threads}" / name).read_bytes() == (tmp_path / "reference" / name).read_bytes()
        assert (tmp_path / "native.state").read_bytes() == (tmp_path / "reference.state").read_bytes()
        assert json.loads((tmp_path / f"native{threads}/summary.json").read_text())["threads"] == threads
    assert "out" in (tmp_path / "reference/spikes.csv").read_text()


@pytest.mark.parametrize("first, second", [("native", "systemc"), ("systemc", "native")])
def test_a_run_goes_on_where_another_executor_stopped(engram, ready, tmp_path, first, second):
    run(engram, "reference", "--checkpoint", "whole")
    run(engram, first, "--checkpoint", "half", steps=17)
    run(engram, second, "--resume", "half", "--checkpoint", "rest", steps=STEPS - 17)
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "rest").read_bytes()


def test_diff_with_threads(engram, ready):
    assert ran(engram, "diff", "net.json", "--on", "native", "--on", "reference", "--threads", 2, "--steps", STEPS,
               "--input", "spikes.csv") == f"native and reference are equal in every state of {STEPS} steps\n"


def test_selftest_with_threads(engram):
    assert "native and reference are equal in every state at every step" in ran(
        engram, "selftest", "--networks", 5, "--on", "native", "--on", "reference", "--threads", 2)


def test_code_is_kept_and_a_damaged_entry_replaced(engram, ready, tmp_path):
    def cached():
        return {path.name: path.read_bytes() for path in (tmp_path / "cache").iterdir()}
    run(engram, "native", "--code-cache", "cache", "--checkpoint", "first")
    kept = cached()
    assert len(kept) == 1
    run(engram, "native", "--code-cache", "cache", "--checkpoint", "second")
    assert cached() == kept
    (name, content), = kept.items()
    (tmp_path / "cache" / name).write_bytes(content[:len(content) // 2])
    run(engram, "native", "--code-cache", "cache", "--checkpoint", "third")
    assert cached() == kept
    states = {(tmp_path / name).read_bytes() for name in ("first", "second", "third")}
    assert len(states) == 1


def test_reports_say_what_was_decided(engram, ready, tmp_path):
    run(engram, "native", "--report", "run.json")
    ran(engram, "compile", "net.json", "-o", "net.ngi", "--report", "compile.json")
    decisions = json.loads((tmp_path / "run.json").read_text())["native"]
    assert decisions == json.loads((tmp_path / "compile.json").read_text())["native"]
    ff, re = decisions
    assert (ff["projection"], ff["rule"]) == ("ff", "stdp")
    assert ff["rows"] == "all at the end of every epoch, since an epoch product acts in each"
    assert ff["columns"] == "none, since all rows are visited whenever a post spike counts"
    assert ff["products"] == ["weight, post: x1", "weight, pre: y1", "weight, epoch: tag, y2", "tag, post: x1",
                              "tag, epoch: tag"]
    assert ff["arithmetic"] == {"weight": {"bits": 32, "draws": True}, "tag": {"bits": 32, "draws": True}}
    assert (ff["word_bits"], ff["bytes_per_synapse"]) == (32, 4)
    assert re["rows"] == "those of sources that spiked in the epoch, since products are gated by pre spikes"
    assert re["columns"] == "of targets that spiked, through an index of 4 bytes a synapse"
    assert 7 < re["bytes_per_synapse"] < 8


@pytest.mark.parametrize("rule, rows, columns", [
    ({"dw": "2^-2*y1*x0"}, "those of sources that spiked in the epoch, since products are gated by pre spikes",
     "none, since no product is gated by post spikes"),
    ({"dw": "2^-2*x1*y0"}, "none, since no product is gated by pre spikes or acts every epoch",
     "of targets that spiked, straight from the rows, which are dense and lie in groups of 4"),
    ({"dw": "2^-2*u2*x1 + y1*x0"}, "all at the end of every 4 epochs, since epoch products act then; else those of "
     "sources that spiked in the epoch, since products are gated by pre spikes",
     "none, since no product is gated by post spikes"),
    ({"dw": "2^-2*u2*x1"}, "all at the end of every 4 epochs, since epoch products act then",
     "none, since no product is gated by post spikes")])
def test_decisions_follow_from_the_rule(engram, network, small, tmp_path, rule, rows, columns):
    traces = {name: {"impulse": 16, "tau": "20 ms"} for name in ("x1", "y1")}
    small["rules"] = [{"name": "stdp", "epoch": 1, **traces, **rule}]
    del small["projections"][0]["third_factor"]
    small["projections"][0]["delay"] = "1 ms"
    network(small)
    ran(engram, "compile", "net.json", "-o", "net.ngi", "--report", "r.json")
    decision, = json.loads((tmp_path / "r.json").read_text())["native"]
    assert (decision["rows"], decision["columns"]) == (rows, columns)
    assert decision["word_bits"] == 8


@pytest.mark.parametrize("threads", [0, 65])
def test_threads_out_of_range(engram, ready, threads):
    done = engram("run", "net.json", "--on", "native", "--steps", 5, "--threads", threads)
    assert done.returncode == 2 and "--threads" in done.stderr
