# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Bad input: exit status 1, exactly one located line that says what is wrong, and nothing left behind.

import copy
import struct

import pytest


def set_at(tree, path, value):
    """`tree` with `value` at `path`; a value of `...` takes the key away."""
    tree = copy.deepcopy(tree)
    place = tree
    for key in path[:-1]:
        place = place[key]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return tree


OUT = ("populations", 1)
FF = ("projections", 0)
STDP = ("rules", 0)

CASES = {
    "no version": (("engram",), ..., "/: error: missing key 'engram'"),
    "another version": (("engram",), 2, "/engram: error: expected version 1 but got 2"),
    "unknown key": (("populatons",), [], "/populatons: error: unknown key 'populatons', the nearest known one is "
                                         "'populations'"),
    "unknown parameter": ((*OUT, "parameters", "treshold"), 1,
                          "/populations/1/parameters/treshold: error: unknown key 'treshold', the nearest known one is "
                          "'threshold'"),
    "wrong unit": ((*OUT, "parameters", "tau_u"), "5 mV",
                   "/populations/1/parameters/tau_u: error: expected a time such as \"5 ms\" or \"inf\" but got "
                   "\"5 mV\""),
    "wrong type": ((*OUT, "size"), "three",
                   "/populations/1/size: error: expected an integer from 1 to 16777216 but got \"three\""),
    "missing key": ((*OUT, "model"), ..., "/populations/1: error: missing key 'model'"),
    "out of range": ((*STDP, "epoch"), 64, "/rules/0/epoch: error: expected an integer from 1 to 63 but got 64"),
    "name twice": ((*FF, "name"), "out",
                   "/projections/0/name: error: name 'out' is used twice, first at /populations/1/name"),
    "unknown population": ((*FF, "from"), "inn",
                           "/projections/0/from: error: unknown population 'inn', the nearest known one is 'in'"),
    "weight that does not fit": ((*FF, "weights"), {"integer": 300},
                                 "/projections/0/weights/integer: error: expected an integer from -256 to 254 but got "
                                 "300"),
    "weights that are too few": ((*FF,), {"name": "ff", "from": "in", "to": "out", "connect": "dense",
                                          "weights": [[1, 2, 3, 4], [5, 6, 7, 8]]},
                                 "/projections/0/weights: error: expected 3 rows (one for each neuron of 'out') but "
                                 "got 2"),
    "missing file": ((*FF, "weights"), {"file": "none.npy"},
                     "/projections/0/weights/file: error: cannot read 'none.npy': no such file or directory"),
    "delay below a step": ((*FF, "delay"), "0.5 ms",
                           "/projections/0/delay: error: a delay is at least one time step: expected 1.0 ms or more "
                           "but got 0.5 ms"),
    "delay beyond the format": ((*FF, "delay"), "100 ms",
                                "/projections/0/delay: error: the delay is too long: expected at most 64 time steps "
                                "but got 100.0"),
    "convolution": ((*FF, "connect"), "conv2d",
                    "/projections/0/connect: error: unsupported: connect 'conv2d', write the convolution as 'sparse'"),
    "lava profile": ((*STDP, "profile"), "lava",
                     "/rules/0/profile: error: unsupported: profile 'lava', rules of profile 'engram' can be compiled"),
    "no third factor": ((*FF, "third_factor"), ...,
                        "/projections/0: error: rule 'stdp' reads 'y2', which has no trace: bind it with "
                        "\"third_factor\": {\"y2\": ...} to a modulator"),
    "huge population": ((*OUT, "size"), 10**12,
                        "/populations/1/size: error: expected an integer from 1 to 16777216 but got 1000000000000"),
}


@pytest.mark.parametrize("case", CASES)
def test_description(engram, network, small, tmp_path, case):
    path, value, message = CASES[case]
    network(set_at(small, path, value))
    before = sorted(tmp_path.iterdir())
    done = engram("compile", "net.json", "-o", "net.ngi", "--report", "report.json")
    assert (done.stderr, done.stdout, done.returncode) == ("net.json: " + message + "\n", "", 1)
    assert sorted(tmp_path.iterdir()) == before


RULES = {
    "two events": "x0*y0",
    "two epochs": "u0*x0",
    "no event": "x1*y1",
    "power": "x0**2",
    "juxtaposed": "x0 y1",
    "unknown symbol": "x0*q",
    "empty": "",
    "no trace": "x2*y0",
}


@pytest.mark.parametrize("case", RULES)
def test_rule_text(engram, network, small, tmp_path, case):
    network(set_at(small, (*STDP, "dw"), RULES[case]))
    del small["projections"][0]["third_factor"]
    done = engram("compile", "net.json", "-o", "net.ngi")
    lines = [line for line in done.stderr.splitlines() if line.startswith("net.json: /rules/0/dw: error: ")]
    assert done.returncode == 1 and len(lines) == 1, done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["net.json"]


def test_delay_beyond_the_target(engram, network, small):
    network(set_at(small, (*FF, "delay"), "20 ms"))
    assert engram("check", "net.json").returncode == 0
    done = engram("check", "net.json", "--target", "tiny")
    assert done.returncode == 1
    assert done.stderr.startswith("net.json: /projections/0: error: "), done.stderr
    assert "19" in done.stderr.splitlines()[0] and "15" in done.stderr.splitlines()[0]


@pytest.mark.parametrize("text, message", [
    ("{\n \"engram\": 1,\n}", "net.json:3:1: error: syntax error while parsing object key - unexpected '}'; expected "
                              "string literal\n"),
    ("{\"engram\": 1, \"engram\": 1}", "net.json: /engram: error: key 'engram' stands twice in this object\n"),
    ("[" * 100000, "net.json: " + "/0" * 63 + ": error: values are nested deeper than 64 levels\n"),
])
def test_json_syntax(engram, network, text, message):
    network(text)
    done = engram("compile", "net.json", "-o", "net.ngi")
    assert (done.stderr, done.returncode) == (message, 1)


def test_several_faults_at_once(engram, network, small):
    small["sed"] = 1
    small["populations"][1]["parameters"]["tau_u"] = "5 mV"
    small["projections"][0]["to"] = "nobody"
    network(small)
    done = engram("compile", "net.json", "-o", "net.ngi")
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == [
        "/sed", "/populations/1/parameters/tau_u", "/projections/0/to"]


@pytest.mark.parametrize("header, data, message", [
    (b"hello", b"", "not a .npy file"),
    (b"{'descr': '>i4', 'fortran_order': False, 'shape': (3, 4), }", b"\0" * 48,
     "unsupported: elements of type '>i4', expected booleans, little-endian integers or floats of 4 or 8 bytes"),
    (b"{'descr': '<i4', 'fortran_order': False, 'shape': (3, 4), }", b"\0" * 47,
     "the shape needs 12 elements of 4 bytes but the file has 47 bytes of data"),
])
def test_weight_file(engram, network, small, tmp_path, header, data, message):
    whole = header if header == b"hello" else b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data
    (tmp_path / "w.npy").write_bytes(whole)
    small["projections"][0].update(connect="dense", weights={"file": "w.npy"})
    network(small)
    done = engram("compile", "net.json", "-o", "net.ngi")
    assert (done.stderr, done.returncode) == (
        f"net.json: /projections/0/weights/file: error: cannot read 'w.npy': {message}\n", 1)


@pytest.mark.parametrize("name, text, message", [
    ("net.nir", "", "net.nir: error: unsupported: a network in NIR, write it as .json or .mlir\n"),
    ("net.txt", "", "net.txt: error: expected a network description, a file that ends in .json or .mlir\n"),
    ("net.mlir", "", "net.mlir: error: expected one snn.network but got 0\n"),
    ("net.mlir", "snn.network @n step(1 ms) {\n  snn.input @in : 0\n}\n",
     "net.mlir:2:3: error: 'snn.input' op has size 0, expected 1 to 16777216\n"),
])
def test_other_files(engram, network, name, text, message):
    network(text, name)
    done = engram("compile", name, "-o", "net.ngi")
    assert (done.stderr, done.returncode) == (message, 1)


def test_files_that_are_not_there(engram, network, small, tmp_path):
    done = engram("compile", "none.json", "-o", "net.ngi")
    assert (done.stderr, done.returncode) == ("none.json: error: cannot read the file: No such file or directory\n", 1)
    network(small)
    done = engram("compile", "net.json", "-o", "nowhere/net.ngi")
    assert (done.stderr, done.returncode) == (
        "nowhere/net.ngi: error: cannot write the file: No such file or directory\n", 1)
    assert [file.name for file in tmp_path.iterdir()] == ["net.json"]
