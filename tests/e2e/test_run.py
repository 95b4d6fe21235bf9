# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# `engram run` and the commands around it: records, weights, checkpoints, diff, asm, disasm, inspect, targets, help.

import ast
import csv
import json
import struct

import pytest

SPIKES = "step,population,index,payload\n" + "".join(
    f"{step},in,{(step * 3 + i) % 4},1\n{step},reward,0,{step % 7 - 3}\n" for step in range(1, 41) for i in range(2))


@pytest.fixture
def ready(network, small, tmp_path):
    """net.json and spikes.csv."""
    small["projections"][0]["weights"] = {"uniform": [0.1, 0.9]}
    network(small)
    (tmp_path / "spikes.csv").write_text(SPIKES)


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def npy(path):
    """The rows of an int32 .npy file."""
    data = path.read_bytes()
    assert data[:6] == b"\x93NUMPY"
    begin = 10 + struct.unpack("<H", data[8:10])[0]
    header = ast.literal_eval(data[10:begin].decode())
    assert (header["descr"], header["fortran_order"]) == ("<i4", False)
    height, width = header["shape"]
    values = struct.unpack(f"<{height * width}i", data[begin:])
    return [list(values[row * width:(row + 1) * width]) for row in range(height)]


def ran(engram, *arguments):
    done = engram("run", *arguments)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.mark.parametrize("executor", ["native", "reference", "systemc"])
def test_records(engram, ready, tmp_path, executor):
    said = ran(engram, "net.json", "--on", executor, "--steps", 40, "--input", "spikes.csv", "--record", "out",
               "--probe", "out.v/every 10", "--probe", "ff.weight/every 20", "--probe", "out.spikes",
               "--probe", "ff.x1/every 40", "--save-weights", "w", "--report", "r.json")
    assert "40 steps on " + executor in said
    spikes = rows(tmp_path / "out/spikes.csv")
    assert {(row["step"], row["index"]) for row in spikes if row["population"] == "in"} == \
        {(str(step), str((step * 3 + i) % 4)) for step in range(1, 41) for i in range(2)}
    assert all(row["payload"] == "1" for row in spikes)
    fired = [(row["step"], row["index"]) for row in spikes if row["population"] == "out"]
    assert fired
    probes = rows(tmp_path / "out/probes.csv")
    assert [(row["step"], row["index"]) for row in probes if row["probe"] == "out.v"] == \
        [(str(step), str(i)) for step in (10, 20, 30, 40) for i in range(3)]
    assert [(row["step"], row["index"]) for row in probes if row["probe"] == "out.spikes"] == fired
    assert len([row for row in probes if row["probe"] == "ff.x1"]) == 4
    last = {row["index"]: int(row["value"]) for row in probes if row["probe"] == "ff.weight" and row["step"] == "40"}
    weights = npy(tmp_path / "w/ff.npy")
    assert last == {f"{post}:{pre}": weights[post][pre] for post in range(3) for pre in range(4)}
    summary = json.loads((tmp_path / "out/summary.json").read_text())
    assert summary == json.loads((tmp_path / "r.json").read_text())
    assert summary["steps"] == 40 and summary["spikes"]["in"] == 80 and summary["spikes"]["out"] == len(fired)
    assert summary["synaptic_events"] == 80 * 3 and summary["learning_updates"] > 0
    assert ("ticks" in summary) == (executor == "systemc")
    assert not list(tmp_path.glob("**/*.part*"))


def test_time_and_energy_add_up(engram, ready, tmp_path):
    ran(engram, "net.json", "--on", "systemc", "--steps", 40, "--input", "spikes.csv", "--report", "r.json")
    summary = json.loads((tmp_path / "r.json").read_text())
    assert summary["seconds"] == pytest.approx(summary["ticks"] * summary["tick_seconds"])
    assert sum(phase["ticks"] for phase in summary["phases"]) == summary["ticks"]
    energy = sum(unit["joules"] for unit in summary["units"])
    assert summary["joules"]["dynamic"] == pytest.approx(energy)
    assert summary["joules"]["total"] == pytest.approx(energy + summary["joules"]["static"])


def test_same_input_same_records(engram, ready, tmp_path):
    for folder in ("a", "b"):
        ran(engram, "net.json", "--on", "reference", "--steps", 40, "--input", "spikes.csv", "--record", folder,
            "--probe", "ff.weight")
    for name in ("spikes.csv", "probes.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_run_goes_on_from_a_checkpoint_on_another_executor(engram, ready, tmp_path):
    common = ["net.json", "--input", "spikes.csv"]
    ran(engram, *common, "--on", "reference", "--steps", 40, "--checkpoint", "whole", "--save-weights", "a")
    ran(engram, *common, "--on", "systemc", "--steps", 17, "--checkpoint", "half")
    ran(engram, *common, "--on", "reference", "--steps", 23, "--resume", "half", "--checkpoint", "rest",
        "--save-weights", "b", "--record", "out")
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "rest").read_bytes()
    assert npy(tmp_path / "a/ff.npy") == npy(tmp_path / "b/ff.npy")
    assert rows(tmp_path / "out/spikes.csv")[0]["step"] == "18"


def test_input_as_npy(engram, ready, tmp_path):
    header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 4), }"
    header += " " * (118 - len(header) - 1) + "\n"
    (tmp_path / "in.npy").write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode()
                                      + bytes([0, 1, 0, 0, 0, 0, 1, 1]))
    ran(engram, "net.json", "--on", "reference", "--steps", 3, "--input", "in=in.npy", "--record", "out")
    assert [(row["step"], row["index"]) for row in rows(tmp_path / "out/spikes.csv")] == \
        [("1", "1"), ("2", "2"), ("2", "3")]


@pytest.mark.parametrize("arguments, message", [
    (["--input", "bad.csv"], "bad.csv:2:3: error: unknown population 'inn', the nearest known one is 'in'"),
    (["--input", "none.csv"], "none.csv: error: cannot read the file: No such file or directory"),
    (["--probe", "out.w"], "--probe out.w: error: population 'out' has no variable 'w', expected one of spikes, u, v, "
                           "theta, the nearest known one is 'u'"),
    (["--resume", "spikes.csv"], "spikes.csv: error: not a checkpoint")])
def test_bad_input(engram, ready, tmp_path, arguments, message):
    (tmp_path / "bad.csv").write_text("step,population,index\n1,inn,0\n")
    done = engram("run", "net.json", "--on", "reference", "--steps", 5, "--record", "out", "--checkpoint", "c",
                  *arguments)
    assert (done.returncode, done.stderr) == (1, message + "\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "net.json", "spikes.csv"]


@pytest.mark.parametrize("arguments, message", [
    (["run", "net.json", "--on", "refrence", "--steps", "5"],
     "error: --on: expected an executor, one of 'native', 'reference', 'systemc', but got 'refrence'"),
    (["run", "net.json", "--on", "reference", "--steps", "5", "--threads", "4"],
     "error: --threads: executor 'reference' has one thread"),
    (["diff", "net.json", "--on", "systemc", "--on", "reference", "--steps", "5", "--threads", "2"],
     "error: --threads: executor 'systemc' has one thread"),
    (["diff", "net.json", "--on", "reference", "--steps", "5"], "error: --on: expected two executors but got 1"),
    (["inspect", "net.ngi", "--cores", "2"],
     "error: --target and --cores are for network descriptions, 'net.ngi' is mapped already"),
    (["run", "net.json", "--on", "reference", "--steps", "5", "--probe", "out.v"], "--probe requires --record"),
    (["run", "net.json", "--steps", "5"], "--on is required"),
    (["frobnicate"], "subcommand is required")])
def test_wrong_usage(engram, ready, arguments, message):
    done = engram(*arguments)
    assert done.returncode == 2 and message in done.stderr


def test_diff_of_equal_executors(engram, ready):
    done = engram("diff", "net.json", "--on", "reference", "--on", "systemc", "--steps", 40, "--input", "spikes.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "reference and systemc are equal in every state of 40 steps\n"


def test_asm_and_disasm_round_trip(engram, ready, tmp_path):
    assert engram("compile", "net.json", "-o", "net.ngi").returncode == 0
    text = engram("disasm", "net.ngi").stdout
    assert "net.json: /rules/0/d" in text
    (tmp_path / "net.asm").write_text(text)
    assert engram("asm", "net.asm", "-o", "again.ngi").returncode == 0
    assert (tmp_path / "again.ngi").read_bytes() == (tmp_path / "net.ngi").read_bytes()
    (tmp_path / "bad.asm").write_text("hello")
    done = engram("asm", "bad.asm", "-o", "bad.ngi")
    assert done.returncode == 1 and done.stderr.startswith("bad.asm:1:1: error: ")
    assert not (tmp_path / "bad.ngi").exists()


def test_inspect_shows_what_is_where(engram, ready):
    done = engram("inspect", "net.json", "--cores", 2)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 128 cores" in done.stdout
    assert "core 1, tile (" in done.stdout and "out[0.." in done.stdout and "plastic" in done.stdout


def test_targets_are_listed_with_their_files(engram):
    done = engram("targets")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("engram1", "loihi1", "tiny", "tiny.json"))


@pytest.mark.parametrize("command", ["compile", "check", "run", "diff", "experiment", "asm", "disasm", "inspect",
                                     "targets", "selftest"])
def test_every_command_has_help_with_an_example(engram, command):
    done = engram(command, "--help")
    assert done.returncode == 0
    assert f"Example:\n  engram {command if command != 'asm' else 'disasm'}" in done.stdout


def test_version(engram):
    done = engram("--version")
    assert done.returncode == 0 and done.stdout.startswith("engram ")
