# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the build system wrote down. The build folder comes from ctest, in ENGRAM_BUILD_DIR."""
import os
import pathlib
import re

import pytest

import tree


@pytest.fixture
def ninja():
    folder = os.environ.get("ENGRAM_BUILD_DIR")
    if not folder:
        pytest.skip("run through ctest")
    return (pathlib.Path(folder) / "build.ninja").read_text()


def test_noStaticMlirOnALinkLine(ninja):
    # Static and shared MLIR in one program have two sets of type ids, and which one wins depends on the link order.
    assert not sorted(set(re.findall(r"\S*libMLIR\w+\.a", ninja)))


def test_noStaticLlvmOnALinkLine(ninja):
    assert not sorted(set(re.findall(r"\S*libLLVM\w+\.a", ninja)))


def test_everySourceIsBuilt(ninja):
    built = set(re.findall(r"^build \S+\.cpp\.o: CXX_COMPILER\S* (\S+\.cpp)", ninja, re.M))
    sources = tree.sources("hw", "sim", "dialects", "compiler", "backends", "tests", suffixes={".cpp"})
    assert not [str(file) for file in sources if str(tree.ROOT / file) not in built]


def test_everyTestIsRegistered():
    unregistered = []
    for file in tree.sources("tests", suffixes={".cpp", ".py"}):
        lists = [folder / "CMakeLists.txt" for folder in file.parents]
        if not any((tree.ROOT / name).is_file() for name in lists[:2]):
            unregistered.append(str(file))
    assert not unregistered
