# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""`engram compile --emit object`: a C program that runs the network does what `engram run` does."""
import copy
import csv
import pathlib
import re
import subprocess

import pytest

STEPS = 60
WARNINGS = ["-Wall", "-Wextra", "-Werror", "-pedantic"]

# Reads lines "STEP POPULATION INDEX VALUE" as the network's name says them, prints what the network does.
PROGRAM = """
#include "{name}.h"
#include <stdio.h>
#include <stdlib.h>

int main(void) {{
  void *arena = aligned_alloc(64, {name}_BYTES);
  int step = {first}, at, population, index, value, p;
  int more;
  {name}_init(arena);
  more = scanf("%d %d %d %d", &at, &population, &index, &value) == 4;
  for (; step <= {steps}; ++step) {{
    for (; more && at == step; more = scanf("%d %d %d %d", &at, &population, &index, &value) == 4)
      if (population == {name}_population_in)
        {name}_spike(arena, population, index);
      else
        {name}_modulate(arena, population, index, value);
    {name}_step(arena);
    for (int k = 0; k < {name}_spike_count(arena, {name}_population_out); ++k)
      printf("spike %d %d\\n", step, (int){name}_spikes(arena, {name}_population_out)[k]);
  }}
  for (p = 0; p < {name}_PROJECTIONS; ++p)
    for (int post = 0; post < 3; ++post)
      for (int pre = 0; pre < (p == {name}_projection_ff ? 4 : 3); ++pre)
        printf("weight %d %d %d %d\\n", p, post, pre, (int){name}_weight(arena, p, pre, post));
  for (int i = 0; i < 3; ++i)
    printf("state %d %d %d\\n", (int){name}_u(arena, {name}_population_out)[i],
           (int){name}_v(arena, {name}_population_out)[i], (int){name}_theta(arena, {name}_population_out)[i]);
  free(arena);
  return 0;
}}
"""


def inputs(first=1):
    """(step, index) of the spikes, in no order within a step and one twice; a value of the modulator every 5 steps."""
    for step in range(first, STEPS + 1):
        for i in (3, 1, 1):
            yield step, "in", (step * i) % 4, 1
        if step % 5 == 0:
            yield step, "reward", 0, step % 9 - 4


@pytest.fixture
def described(small):
    """A dense and a sparse projection, both plastic, with adaptation, inhibition, a delay and a third factor."""
    small["populations"][1]["parameters"]["adaptation"] = {"step": 0.05, "tau": "1 s"}
    small["projections"][0]["weights"] = {"uniform": [0.1, 0.9]}
    small["projections"].append({"name": "in-hibit", "from": "out", "to": "out", "connect": "all_to_all", "self": False,
                                 "weights": {"uniform": [-0.2, -0.1], "sign": "inhibitory"}, "delay": "1 ms",
                                 "rule": "pair"})
    small["rules"].append({"name": "pair", "dw": "2^-1*x1*y0 - 2^-1*y1*x0", "epoch": 1,
                           "x1": {"impulse": 32, "tau": "20 ms"}, "y1": {"impulse": 32, "tau": "20 ms"}})
    return small


def ran(*arguments, **options):
    done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, timeout=60, **options)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def expected(engram, tmp_path):
    """What PROGRAM should print, from a run on the reference."""
    with open(tmp_path / "spikes.csv", "w") as file:
        file.write("step,population,index,payload\n")
        file.writelines(f"{step},{population},{index},{value}\n" for step, population, index, value in inputs())
    done = engram("run", "net.json", "--on", "reference", "--steps", STEPS, "--input", "spikes.csv", "--record", "out",
                  "--probe", f"ff.weight/every {STEPS}", "--probe", f"in-hibit.weight/every {STEPS}",
                  *[part for name in "u v theta".split() for part in ("--probe", f"out.{name}/every {STEPS}")])
    assert done.returncode == 0, done.stderr
    with open(tmp_path / "out/spikes.csv", newline="") as file:
        lines = [f"spike {row['step']} {row['index']}" for row in csv.DictReader(file) if row["population"] == "out"]
    assert len(lines) > 5
    with open(tmp_path / "out/probes.csv", newline="") as file:
        probes = {(row["probe"], row["index"]): row["value"] for row in csv.DictReader(file)}
    for p, (name, sources) in enumerate((("ff", 4), ("in-hibit", 3))):
        lines += [f"weight {p} {post} {pre} {probes.get((name + '.weight', f'{post}:{pre}'), 0)}"
                  for post in range(3) for pre in range(sources)]
    for i in map(str, range(3)):
        lines.append("state " + " ".join(probes["out." + name, i] for name in ("u", "v", "theta")))
    return "\n".join(lines) + "\n"


def compiled(engram, tmp_path, name, *arguments, network="net.json", first=1):
    """The object and a program for it."""
    done = engram("compile", network, "-o", f"{name}.o", "--emit", "object", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / f"{name}.c").write_text(PROGRAM.format(name=name, first=first, steps=STEPS))


def said(tmp_path, program="./program", first=1):
    numbers = {"in": 0, "reward": 2}
    lines = "".join(f"{step} {numbers[population]} {index} {value}\n" for step, population, index, value in inputs(first))
    return ran(program, cwd=tmp_path, input=lines)


@pytest.mark.parametrize("machine", [[], ["--machine", "HOST"]])
def test_a_c_program_does_what_the_reference_does(engram, network, described, tmp_path, machine):
    network(described)
    triple = ran("cc", "-dumpmachine").strip()
    compiled(engram, tmp_path, "net", *[triple if word == "HOST" else word for word in machine])
    ran("cc", "-std=c11", *WARNINGS, "net.c", "net.o", "-o", "program", cwd=tmp_path)
    assert said(tmp_path) == expected(engram, tmp_path)


@pytest.mark.parametrize("done", [24, 31])
def test_a_c_program_goes_on_from_a_checkpoint(engram, network, described, tmp_path, done):
    """At the end of an epoch of two steps, and within one."""
    network(described)
    lines = expected(engram, tmp_path).splitlines()
    rest = [line for line in lines if not line.startswith("spike") or int(line.split()[1]) > done]
    assert engram("run", "net.json", "--on", "systemc", "--steps", done, "--input", "spikes.csv", "--checkpoint",
                  "state").returncode == 0
    compiled(engram, tmp_path, "net", "--state", "state", first=done + 1)
    ran("cc", "-std=c11", *WARNINGS, "net.c", "net.o", "-o", "program", cwd=tmp_path)
    assert said(tmp_path, first=done + 1).splitlines() == rest


def test_the_header_is_plain_c_and_cpp(engram, network, described, tmp_path):
    network(described)
    compiled(engram, tmp_path, "net")
    (tmp_path / "use.c").write_text('#include "net.h"\n')
    (tmp_path / "use.cpp").write_text('#include "net.h"\n')
    ran("cc", "-std=c99", *WARNINGS, "-c", "use.c", cwd=tmp_path)
    ran("c++", "-std=c++11", *WARNINGS, "-c", "use.cpp", cwd=tmp_path)


def test_the_object_needs_nothing_but_the_c_library(engram, network, described, tmp_path):
    network(described)
    compiled(engram, tmp_path, "net")
    undefined = {line.split()[-1] for line in ran("nm", "--undefined-only", "net.o", cwd=tmp_path).splitlines()}
    assert undefined <= {"memcpy", "memmove", "memset"}
    symbols = ran("nm", "--defined-only", "--extern-only", "net.o", cwd=tmp_path).splitlines()
    assert symbols and all(line.split()[-1].startswith("net_") for line in symbols)


def test_two_networks_in_one_program(engram, network, described, tmp_path):
    network(described)
    compiled(engram, tmp_path, "net")
    other = copy.deepcopy(described)
    other["seed"] = 99
    network(other, "other.json")
    compiled(engram, tmp_path, "other", network="other.json")
    both = (tmp_path / "net.c").read_text().replace("main(void)", "first(void)") + \
        (tmp_path / "other.c").read_text().replace("main(void)", "second(void)") + \
        "int main(int n, char **v) { (void)v; return n > 1 ? second() : first(); }\n"
    (tmp_path / "both.c").write_text(both)
    ran("cc", "-std=c11", *WARNINGS, "both.c", "net.o", "other.o", "-o", "both", cwd=tmp_path)
    ran("cc", "-std=c11", *WARNINGS, "other.c", "other.o", "-o", "program", cwd=tmp_path)
    assert said(tmp_path, "./both") == expected(engram, tmp_path)
    (tmp_path / "second").write_text('#!/bin/sh\nexec ./both second\n')
    (tmp_path / "second").chmod(0o755)
    assert said(tmp_path, "./second") == said(tmp_path)
    assert said(tmp_path, "./second") != said(tmp_path, "./both")


@pytest.mark.parametrize("triple, machine", [("aarch64-linux-gnu", 183), ("thumbv7em-none-eabi", 40),
                                             ("riscv64-linux-gnu", 243)])
def test_an_object_for_another_machine(engram, network, described, tmp_path, triple, machine):
    """The number is e_machine of ELF."""
    network(described)
    compiled(engram, tmp_path, "net", "--machine", triple)
    assert (tmp_path / "net.o").read_bytes()[18:20] == bytes([machine, 0])
    assert "net_init(" in (tmp_path / "net.h").read_text()


def test_a_name_becomes_one_of_c(engram, network, described, tmp_path):
    network(described)
    assert engram("compile", "net.json", "-o", "my-net.2", "--emit", "object").returncode == 0
    assert "void my_net_2_step(void *arena)" in (tmp_path / "my-net.2.h").read_text().replace("inline ", "")


@pytest.mark.parametrize("arguments, status, message", [
    (["-o", "3net.o"], 1, "-o 3net.o: error: expected a name of letters, digits and '_' that begins with no digit, since "
     "all names in C begin with it, but got '3net'"),
    (["-o", "-"], 2, "error: -o: --emit object writes two files, which need a name"),
    (["-o", "net.o", "--machine", "powerpc64-linux-gnu"], 1, "-o net.o: error: unsupported: networks are embedded for "
     "little-endian processors, not for 'powerpc64-unknown-linux-gnu'"),
    (["-o", "net.o", "--machine", "wasm32-unknown-unknown"], 1, "-o net.o: error: unsupported: networks are embedded "
     "for little-endian processors, not for 'wasm32-unknown-unknown'"),
    (["-o", "net.o", "--emit", "llvm", "--machine", "abacus"], 2, "error: --machine: cannot generate code: 'abacus' is "
     "no target of LLVM"),
    (["-o", "net.o", "--state", "net.json"], 1, "net.json: error: not a checkpoint"),
    (["-o", "net.ngi", "--emit", "image", "--state", "state"], 2, "error: --state: only --emit object starts from a "
     "state, not --emit image"),
    (["-o", "net.ngi", "--emit", "image", "--machine", "x86_64-linux-gnu"], 2, "error: --machine: only --emit llvm and "
     "object are for a machine, not --emit image")])
def test_what_cannot_be_embedded(engram, network, described, tmp_path, arguments, status, message):
    network(described)
    done = engram("compile", "net.json", *([] if "--emit" in arguments else ["--emit", "object"]), *arguments)
    assert done.returncode == status and done.stderr.startswith(message), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["net.json"]


def test_two_populations_of_one_name_in_c(engram, network, described, tmp_path):
    described["populations"] += [{"name": "a-b", "size": 1, "model": "input"},
                                 {"name": "a_b", "size": 1, "model": "input"}]
    network(described)
    done = engram("compile", "net.json", "-o", "net.o", "--emit", "object")
    assert (done.returncode, done.stderr) == (1, "-o net.o: error: populations 'a-b' and 'a_b' would both be "
                                              "'net_population_a_b' in C, rename one\n")


def test_the_example_learns_a_cell_for_each_stroke(engram, tmp_path):
    folder = pathlib.Path(__file__).resolve().parents[2] / "examples/embed"
    done = engram("compile", folder / "network.json", "-o", "touch.o", "--emit", "object")
    assert (done.returncode, done.stderr) == (0, "")
    ran("cc", "-std=c11", *WARNINGS, "-I.", folder / "main.c", "touch.o", "-o", "touch", cwd=tmp_path)
    output = ran("./touch", cwd=tmp_path)
    assert output in (folder / "README.md").read_text()
    after = re.findall(r"cell (-?\d)", output.splitlines()[1])
    assert sorted(after) == ["0", "1", "2", "3"]
