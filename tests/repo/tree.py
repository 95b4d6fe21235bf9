# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The files of this repository, for the tests of the repository itself."""
import functools
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]

# `//` or `#` starts a comment in these.
SLASHES = {".h", ".cpp", ".td", ".fbs", ".sv", ".v"}
HASHES = {".cmake", ".py", ".sh"}
CODE = {".h", ".cpp", ".td"}


@functools.lru_cache(maxsize=None)
def files():
    """Every file of ours, tracked or about to be, relative to the root, sorted."""
    git = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(git, check=True, stdout=subprocess.PIPE).stdout.decode().split("\0")
    return [pathlib.PurePosixPath(name) for name in sorted(set(names)) if name and (ROOT / name).is_file()]


def sources(*folders, suffixes=CODE):
    """The files with one of these suffixes in these folders, or anywhere."""
    inside = [file for file in files() if file.suffix in suffixes]
    return [file for file in inside if not folders or any(str(file).startswith(folder + "/") for folder in folders)]


@functools.lru_cache(maxsize=None)
def text(file):
    return (ROOT / file).read_text(encoding="utf-8", errors="replace")


def lines(file):
    return text(file).splitlines()


def withoutComments(file):
    """The text of a C++ or TableGen file with its comments blanked, line numbers kept. String literals are left alone."""

    def blank(match):
        found = match.group(0)
        return re.sub(r"[^\n]", " ", found) if found.startswith("/") else found

    return re.sub(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', blank, text(file), flags=re.S)
