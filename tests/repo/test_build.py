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
    # cmake/*.cpp goes into the programs of one build type; the others must still name it.
    targets = (tree.ROOT / "cmake" / "EngramTargets.cmake").read_text()

    def isBuilt(file):
        return f"{file}.o" in ninja.replace(".dir/", "/") or f"/{file} " in ninja or str(file) in targets

    assert not [str(file) for file in tree.sources(suffixes={".cpp"}) if not isBuilt(file)]


def test_everyTestIsRegistered():
    unregistered = []
    for file in tree.sources("tests", suffixes={".cpp", ".py"}):
        lists = [folder / "CMakeLists.txt" for folder in file.parents]
        if not any((tree.ROOT / name).is_file() for name in lists[:2]):
            unregistered.append(str(file))
    assert not unregistered
