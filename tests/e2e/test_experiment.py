# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# `engram experiment` on images small enough to know the answer, and the example's network on a few real ones.

import gzip
import json
import pathlib
import random
import struct

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIDE = 4
CLASSES = ["left", "right", "top"]


def picture(label, noise):
    """A bright half and a little noise."""
    bright = [[column < 2, column >= 2, row < 2][label] for row in range(SIDE) for column in range(SIDE)]
    return bytes((200 if lit else 0) + noise.randrange(40) for lit in bright)


def write_idx(path, shape, values):
    header = bytes([0, 0, 8, len(shape)]) + b"".join(struct.pack(">I", size) for size in shape)
    path.write_bytes(gzip.compress(header + values))


@pytest.fixture
def experiment(network, tmp_path):
    """The description of an experiment that learns three classes of images, as a tree to change."""
    noise = random.Random(1)
    for name, count in (("train", 60), ("test", 30)):
        labels = bytes(i % 3 for i in range(count))
        write_idx(tmp_path / f"{name}-images.gz", (count, SIDE, SIDE), b"".join(picture(l, noise) for l in labels))
        write_idx(tmp_path / f"{name}-labels.gz", (count,), labels)
    network({
        "engram": 1, "name": "halves", "populations": [
            {"name": "in", "size": SIDE * SIDE, "model": "input"},
            {"name": "out", "size": 6, "model": "lif", "parameters": {
                "tau_u": 0, "tau_v": "inf", "threshold": 1.0, "adaptation": {"step": 0.2, "tau": "1 s"}}}],
        "projections": [
            {"name": "features", "from": "in", "to": "out", "connect": "all_to_all",
             "weights": {"uniform": [0.0, 0.05]}, "weight_max": 0.05, "rule": "competitive"},
            {"name": "inhibition", "from": "out", "to": "out", "connect": "all_to_all", "self": False,
             "weights": {"real": -4.0, "sign": "inhibitory"}}],
        "rules": [{"name": "competitive", "dw": "2^-3*x1*y0 - 2^-4*w*y0", "x1": {"impulse": 8, "tau": "inf"},
                   "epoch": 8}]})
    return {
        "engram_experiment": 1, "name": "halves", "network": "net.json", "target": "loihi1",
        "data": {"train_images": "train-images.gz", "train_labels": "train-labels.gz", "test_images": "test-images.gz",
                 "test_labels": "test-labels.gz", "classes": CLASSES, "debian_package": "dataset-halves"},
        "encoder": {"population": "in", "kind": "regular", "steps": 64, "spikes_per_step": 2},
        "readout": {"population": "out", "kind": "linear"},
        "schedule": [
            {"kind": "train", "epochs": 3, "evaluate": {"every": 60, "label": 60, "test": 15}},
            {"kind": "label"}, {"kind": "test"},
            {"kind": "cosimulate", "count": 2, "on": ["reference", "systemc"]}],
        "baseline": {"kind": "kmeans", "iterations": 20}}


def run(engram, tmp_path, description, *arguments):
    (tmp_path / "exp.json").write_text(json.dumps(description))
    return engram("experiment", "exp.json", *arguments)


def test_learns_and_reports(engram, experiment, tmp_path):
    done = run(engram, tmp_path, experiment, "--report", "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert "reference and systemc are equal in every state of 128 steps" in done.stdout
    assert "uJ an image on the chip" in done.stdout
    summary = json.loads((tmp_path / "out/summary.json").read_text())
    assert summary["accuracy"] >= 0.9
    assert summary["baseline"]["accuracy"] >= 0.9 and summary["baseline"]["prototypes"] == 6
    assert sum(map(sum, summary["confusion"])) == 30
    assert [phase["kind"] for phase in summary["phases"]] == ["train", "label", "test", "cosimulate"]
    assert [point["images"] for point in summary["phases"][0]["evaluations"]] == [60, 120, 180]
    chip = json.loads((tmp_path / "out/cosimulation.json").read_text())
    assert chip["equal"] and chip["seconds_per_image"] > 0 and chip["joules_per_image"] > 0
    for name in ("confusion.png", "receptive_fields.png", "learning_curve.png"):
        assert (tmp_path / "out" / name).read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "out/weights/features.npy").exists()


def test_same_experiment_same_pictures(engram, experiment, tmp_path):
    for folder in ("a", "b"):
        assert run(engram, tmp_path, experiment, "--report", folder).returncode == 0
    for name in ("confusion.png", "receptive_fields.png", "trained.checkpoint", "weights/features.npy"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_executors_train_alike(engram, experiment, tmp_path):
    experiment["schedule"] = [{"kind": "train", "count": 20}]
    runs = {"reference": ["--on", "reference"], "systemc": ["--on", "systemc"], "native": [],
            "threads": ["--threads", 2, "--code-cache", "cache"]}
    for folder, arguments in runs.items():
        assert run(engram, tmp_path, experiment, *arguments, "--report", folder).returncode == 0
    assert len({(tmp_path / folder / "trained.checkpoint").read_bytes() for folder in runs}) == 1
    assert json.loads((tmp_path / "native/summary.json").read_text())["executor"] == "native"
    assert list((tmp_path / "cache").iterdir())


def test_evaluations_do_not_change_what_is_learned(engram, experiment, tmp_path):
    train = {"kind": "train", "count": 30}
    experiment["schedule"] = [train]
    assert run(engram, tmp_path, experiment, "--report", "plain").returncode == 0
    train["evaluate"] = {"every": 10, "label": 6, "test": 3}
    assert run(engram, tmp_path, experiment, "--report", "watched").returncode == 0
    assert (tmp_path / "plain/trained.checkpoint").read_bytes() == (tmp_path / "watched/trained.checkpoint").read_bytes()


def change(description, *path, value):
    place = description
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value


@pytest.mark.parametrize("path, value, message", [
    (("data", "folder"), "none", "none/train-images.gz: error: the data set is not there: install the Debian package "
                                 "'dataset-halves', or say where with --data"),
    (("encoder", "population"), "inn", "exp.json: /encoder/population: error: the network has no population 'inn', the "
                                       "nearest known one is 'in'"),
    (("readout", "population"), "in", "exp.json: /readout/population: error: population 'in' is of another kind, "
                                      "expected neurons"),
    (("encoder", "population"), "out", "exp.json: /encoder/population: error: population 'out' is of another kind, "
                                       "expected an input"),
    (("schedule", 1, "count"), 61, "exp.json: /schedule/1: error: expected images from 0 on but the set has 60, too few "
                                   "for 61"),
    (("schedule", 0), {"kind": "test"}, "exp.json: /schedule/0: error: nothing to classify with, expected a 'label' "
                                        "phase before"),
    (("network",), "none.json", "none.json"),
    (("schedule", 0, "epoch"), 3, "exp.json: /schedule/0/epoch: error: unknown key 'epoch', the nearest known one is "
                                  "'epochs'")])
def test_faults_are_located(engram, experiment, tmp_path, path, value, message):
    change(experiment, *path, value=value)
    done = run(engram, tmp_path, experiment, "--report", "out")
    assert done.returncode == 1
    assert done.stderr.startswith(message) and done.stderr.count("error:") == 1
    assert not (tmp_path / "out").exists()


def test_the_input_must_have_the_size_of_the_images(engram, experiment, network, tmp_path):
    description = json.loads((tmp_path / "net.json").read_text())
    description["populations"][0]["size"] = 15
    network(description)
    done = run(engram, tmp_path, experiment)
    assert done.returncode == 1
    assert done.stderr == ("exp.json: /encoder/population: error: population 'in' has 15 neurons but the images have 16 "
                           "pixels for training and 16 for testing\n")


@pytest.mark.parametrize("name", ["demo", "full", "large"])
def test_the_fashion_mnist_example_runs(engram, tmp_path, name):
    description = json.loads((ROOT / f"examples/fashion-mnist/{name}.json").read_text())
    kinds = [phase["kind"] for phase in description["schedule"]]
    assert kinds == ["train", "label", "test", "cosimulate"][:len(kinds)] and len(kinds) >= 3
    for phase, count in zip(description["schedule"], (200, 100, 50, 1)):
        phase["count"] = count
        phase.pop("evaluate", None)
    description["network"] = str(ROOT / "examples/fashion-mnist" / description["network"])
    if "baseline" in description:
        description["baseline"]["iterations"] = 1
    done = run(engram, tmp_path, description, "--report", "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((tmp_path / "out/summary.json").read_text())["accuracy"] > 0.2
