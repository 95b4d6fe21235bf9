# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# `engram compile` and `engram check`: what they write, and that the same input gives the same bytes.

import json
import math

import pytest


def compiled(engram, tmp_path, *arguments):
    done = engram("compile", "net.json", "-o", "net.ngi", *arguments)
    assert done.returncode == 0, done.stderr
    return (tmp_path / "net.ngi").read_bytes()


def test_same_input_same_bytes(engram, network, small, tmp_path):
    network(small)
    first = compiled(engram, tmp_path)
    assert compiled(engram, tmp_path) == first
    assert compiled(engram, tmp_path, "--seed", 5) == first
    assert compiled(engram, tmp_path, "--seed", 6) != first
    assert compiled(engram, tmp_path, "--target", "loihi1") != first
    assert sorted(file.name for file in tmp_path.iterdir()) == ["net.json", "net.ngi"]


@pytest.mark.parametrize("stage, holds, lacks", [
    ("snn", "snn.network @small", "registers"),
    ("plasticity", "registers<", "lif<"),
    ("neurocore", "neurocore.chip", "snn.network")])
def test_stages(engram, network, small, stage, holds, lacks):
    network(small)
    done = engram("compile", "net.json", "--emit", stage, "-o", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert holds in done.stdout and lacks not in done.stdout


def test_text_ir_compiles_to_the_same_network(engram, network, small, tmp_path):
    network(small)
    assert engram("compile", "net.json", "--emit", "snn", "-o", "net.mlir").returncode == 0
    first = engram("compile", "net.json", "--emit", "plasticity", "-o", "-").stdout
    assert first and engram("compile", "net.mlir", "--emit", "plasticity", "-o", "-").stdout == first


def test_report(engram, network, small, tmp_path):
    network(small)
    compiled(engram, tmp_path, "--report", "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["network"], report["target"], report["seed"]) == ("small", "engram1", 5)
    tau = next(value for value in report["quantisation"] if value["quantity"] == "tau_v")
    assert tau["asked"] == 20e6 and math.isclose(tau["got"], 20e6, rel_tol=0.05) and tau["relative_error"] < 0.05
    uses = {use["resource"]: use for use in report["cores"][0]["uses"]}
    assert uses["compartments"]["need"] == 3
    assert uses["compartments"]["largest"] == "population 'out'"
    assert uses["learning profiles"]["location"] == "net.json: /projections/0"
    assert report["rules"] == [{"name": "stdp", "words": 5, "location": "net.json: /rules/0"}]
    assert report["warnings"] == []


def test_check_says_what_is_needed(engram, network, small):
    network(small)
    done = engram("check", "net.json", "--target", "tiny")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("network 'small' fits target 'tiny'\n")
    lines = {line[:18].strip(): line[18:].split() for line in done.stdout.splitlines()}
    assert lines["cores"] == ["1", "4"]
    assert lines["compartments"] == ["3", "32", "net.json:", "/populations/1:", "population", "'out'"]
    assert lines["microcode words"] == ["5", "16", "net.json:", "/rules/0:", "rule", "'stdp'"]


def test_check_says_what_does_not_fit(engram, network, small):
    small["populations"][1]["size"] = 200
    network(small)
    done = engram("check", "net.json", "--target", "tiny")
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert "error: " in lines[0] and "needs" in lines[0] and "but target 'tiny' has 4" in lines[0]
    assert lines[0].startswith("net.json: /populations/1: error: ")
    assert any(": note: it would fit with " in line for line in lines[1:])


def test_wrong_usage(engram, network, small, tmp_path):
    network(small)
    for arguments in [["compile"], ["compile", "net.json"], ["compile", "net.json", "-o", "a", "--emit", "soup"],
                      ["compile", "net.json", "-o", "a", "--target", "loihi3"], ["compile", "net.json", "--nonsense"],
                      ["compile", "net.json", "-o", "a", "--seed", "-1"], ["check"]]:
        done = engram(*arguments)
        assert done.returncode == 2 and done.stderr, arguments
    assert [file.name for file in tmp_path.iterdir()] == ["net.json"]
