# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Who may include whom, how a file begins, what must not stand in one."""
import os
import re

import pytest

import tree

# What the files of a folder may include: of ours by folder, of others by name. The first folder that matches counts.
# hw is the machine on paper, sim the models that run; neither knows the compiler's framework. Backends decide nothing
# about mapping, so they may not even see the mapper.
ARROWS = [
    ("hw", ["hw"], []),
    ("sim/systemc", ["hw", "sim"], ["systemc"]),
    ("sim", ["hw", "sim"], []),
    ("dialects", ["hw", "dialects"], ["mlir", "llvm"]),
    ("compiler/mapping", ["hw", "compiler/mapping"], []),
    ("compiler/driver", ["hw", "sim", "dialects", "compiler", "backends"], ["mlir", "llvm"]),
    ("compiler/tools", ["hw", "dialects", "compiler", "backends"], ["mlir", "llvm"]),
    ("compiler", ["hw", "dialects", "compiler"], ["mlir", "llvm"]),
    ("backends/systemc", ["hw", "sim", "backends"], ["systemc"]),
    ("backends/native", ["hw", "sim", "backends", "dialects"], ["mlir", "llvm"]),
    ("backends", ["hw", "sim", "backends"], []),
]
OURS = ("hw/", "sim/", "dialects/", "compiler/", "backends/")
FRAMEWORKS = {"mlir": ("mlir/", "mlir-c/"), "llvm": ("llvm/", "llvm-c/"), "systemc": ("systemc", "sysc/", "tlm")}
# The models are written apart, so that a comparison of the two says something.
APART = [("sim/reference", "sim/systemc"), ("sim/systemc", "sim/reference")]


def includes(file):
    for number, line in enumerate(tree.lines(file), 1):
        if match := re.match(r'\s*#?\s*include\s+[<"]([^">]+)[">]', line):
            yield number, match.group(1)


def arrowOf(file):
    return next((arrow for arrow in ARROWS if str(file).startswith(arrow[0] + "/")), None)


def wrongIncludes(file):
    folder, mayInclude, mayUse = arrowOf(file)
    for number, header in includes(file):
        if header.startswith(OURS):
            if not header.startswith(tuple(allowed + "/" for allowed in mayInclude)):
                yield f"{file}:{number}: {folder} may not include {header}"
        for framework, prefixes in FRAMEWORKS.items():
            if header.startswith(prefixes) and framework not in mayUse:
                yield f"{file}:{number}: {folder} may not know {framework}, but includes {header}"
        for one, other in APART:
            if str(file).startswith(one + "/") and header.startswith(other + "/"):
                yield f"{file}:{number}: {one} is written apart from {other}"


def report(problems):
    assert not problems, "\n" + "\n".join(problems)


def test_everyRoomHasItsArrows():
    report([f"{file}: no row of ARROWS covers it" for file in tree.sources(*(o[:-1] for o in OURS)) if not arrowOf(file)])


def test_includesFollowTheArrows():
    report([wrong for file in tree.sources(*(o[:-1] for o in OURS)) for wrong in wrongIncludes(file)])


def test_includesAreWrittenFromTheRoot():
    names = {file.name for file in tree.sources(suffixes={".h"})}
    problems = []
    for file in tree.sources():
        for number, header in includes(file):
            if header.startswith(".") or ("/" not in header and header in names):
                problems.append(f"{file}:{number}: write the path of {header} from the root")
    report(problems)


def test_firstLineNamesTheLicense():
    problems = []
    for file in tree.files():
        if file.suffix not in tree.SLASHES | tree.HASHES and file.name != "CMakeLists.txt":
            continue
        first = [line for line in tree.lines(file)[:2] if not line.startswith("#!")][:1]
        if not first or "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception" not in first[0]:
            problems.append(f"{file}: the first line does not name the license")
    report(problems)


def test_filesSayWhatTheyAre():
    problems = []
    for file in tree.sources():
        if not any(re.match(r"//+ \S.{8}", line) for line in tree.lines(file)[1:4]):
            problems.append(f"{file}:2: say in a comment what this file is")
    report(problems)


def test_guardsFollowThePath():
    problems = []
    for file in tree.sources(suffixes={".h"}):
        guard = "ENGRAM_" + re.sub(r"\W", "_", str(file)).upper()
        if f"#ifndef {guard}\n#define {guard}\n" not in tree.text(file):
            problems.append(f"{file}: the include guard is not {guard}")
    report(problems)


@pytest.mark.parametrize("what, pattern", [
    ("a folder of one machine", r"(?<![\w.$}-])/(?:home|root|Users|work|opt/conda)/\w"),
    ("a file in /tmp", r"(?<![\w.$}-])/tmp/\w"),
    ("an address in a private network", r"\b(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}\b(?!\.\d)"),
    ("a mirror of a package registry", r"https?://[\w.-]*(?:artifactory|nexus|jfrog|pkg\.dev|mirror|proxy)[\w.-]*"),
])
def test_nothingNamesAMachine(what, pattern):
    problems = []
    for file in tree.files():
        if file.parts[:2] == ("tests", "repo") or file.name == "LICENSE" or file.suffix in {".png", ".ngi", ".npy"}:
            continue
        for number, line in enumerate(tree.lines(file), 1):
            if match := re.search(pattern, line):
                problems.append(f"{file}:{number}: {match.group(0)}: {what}")
    report(problems)


def test_programsCanBeRun():
    problems = []
    for file in tree.files():
        if tree.text(file).startswith("#!") and not os.access(tree.ROOT / file, os.X_OK):
            problems.append(f"{file}: begins with #! but has no run bit")
    report(problems)


def test_noLineEndsInBlanks():
    kinds = tree.SLASHES | tree.HASHES | {".md", ".mlir", ".json", ".txt"}
    problems = []
    for file in tree.files():
        if file.suffix in kinds and (match := re.search(r"[ \t\r]+$", tree.text(file), re.M)):
            problems.append(f"{file}:{tree.text(file)[:match.start()].count(chr(10)) + 1}: the line ends in blanks")
    report(problems)


def test_noWorkIsLeftForLater():
    report([f"{file}:{number}: {line.strip()}" for file in tree.sources(suffixes=tree.SLASHES | tree.HASHES)
            for number, line in enumerate(tree.lines(file), 1)
            if re.search(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b", line)])


def test_sizesAreReported():
    """A long file is a reason to look whether a room is missing; only a very long one is an error."""
    limits = {".h": (300, 500), ".cpp": (300, 500), ".py": (300, 500), ".td": (200, 400)}
    tooLong = []
    for file in tree.sources(suffixes=set(limits)):
        aim, most = limits[file.suffix]
        length = len(tree.lines(file))
        if length > aim:
            print(f"{file}: {length} lines, the aim is {aim}")
        if length > most:
            tooLong.append(f"{file}: {length} lines, the limit is {most}")
    report(tooLong)
