# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The documentation names what exists, and what exists is documented."""
import functools
import re

import tree


def pages():
    return [file for file in tree.files() if file.suffix == ".md"]


@functools.lru_cache(maxsize=None)
def allPages():
    return "\n".join(tree.text(file) for file in pages())


def prose(page):
    """The page without its code blocks and its `code`, in which brackets mean something else."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", tree.text(page), flags=re.S | re.M))


def anchorsOf(page):
    headings = re.findall(r"^#+\s+(.*)$", tree.text(page), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_noLinkIsDead():
    problems = []
    for page in pages():
        targets = re.findall(r"\]\(([^)\s]+)\)", prose(page)) + re.findall(r'(?:src|srcset|href)="([^"]+)"', prose(page))
        for target in targets:
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            there = (tree.ROOT / page.parent / path).resolve() if path else tree.ROOT / page
            if not there.exists():
                problems.append(f"{page}: {target} does not exist")
            elif anchor and there.suffix == ".md" and anchor not in anchorsOf(there.relative_to(tree.ROOT)):
                problems.append(f"{page}: {target}: no such heading")
    assert not problems, "\n" + "\n".join(problems)


def test_pathsThatPagesNameExist():
    """`hw/spec/Random.h` in a page is a promise; a path with NAME in it is not."""
    rooms = "hw|sim|dialects|compiler|backends|docs|tests|examples|scripts|cmake"
    problems = []
    for page in pages():
        for path in re.findall(rf"`((?:{rooms})/[\w./-]+)`", tree.text(page)):
            if "NAME" not in path and not (tree.ROOT / path).exists():
                problems.append(f"{page}: `{path}` does not exist")
    assert not problems, "\n" + "\n".join(problems)


def missing(names, text, what):
    problems = [f"{what} {name} is not documented" for name in sorted(set(names)) if name not in text]
    assert not problems, "\n" + "\n".join(problems)


def test_everyTargetIsDocumented():
    missing([file.stem for file in tree.files() if file.match("hw/targets/*.json")], allPages(), "target")


def test_everyOpIsDescribed():
    problems = []
    for dialect in ("snn", "plasticity", "neurocore"):
        readme = tree.ROOT / "dialects" / dialect / "README.md"
        explained = readme.read_text() if readme.exists() else ""
        for file in tree.sources(f"dialects/{dialect}", suffixes={".td"}):
            for name, body in re.findall(r'^def \w+\s*:\s*\w+_?Op<"([\w.]+)"(.*?)^}', tree.text(file), re.S | re.M):
                if "let summary" not in body:
                    problems.append(f"{file}: {dialect}.{name} needs a summary")
                if "let description" not in body and not re.search(rf"[.`]{name}\b", explained):
                    problems.append(f"{file}: {dialect}.{name} needs a description, there or in the README beside it")
    assert not problems, "\n" + "\n".join(problems)


def test_everyPassIsDescribed():
    problems = []
    for file in tree.sources("compiler", suffixes={".td"}):
        for flag, body in re.findall(r'^def \w+\s*:\s*Pass<"([\w-]+)"(.*?)^}', tree.text(file), re.S | re.M):
            if "let summary" not in body or "let description" not in body:
                problems.append(f"{file}: {flag} needs a summary and a description")
            if flag not in allPages():
                problems.append(f"{flag} is named by no page")
    assert not problems, "\n" + "\n".join(problems)


def test_everySubcommandIsDocumented():
    sources = tree.sources("compiler/driver", suffixes={".cpp", ".h"})
    names = [name for file in sources for name in re.findall(r'add_subcommand\(\s*"([\w-]+)"', tree.text(file))]
    cli = tree.ROOT / "docs/cli.md"
    missing([f"engram {name}" for name in names], cli.read_text() if cli.exists() else allPages(), "command")


def test_everyOptionIsDocumented():
    sources = tree.sources("compiler/driver", suffixes={".cpp", ".h"})
    options = {call for file in sources for call in re.findall(r'add_(?:option|flag)\w*\(\s*"([^"]+)"', tree.text(file))}
    cli = tree.ROOT / "docs/cli.md"
    page = cli.read_text() if cli.exists() else allPages()
    # One of its names is enough: `-o,--output` is documented as `-o`.
    unknown = [names for names in sorted(options) if names.startswith("-") and not any(
        re.search(rf"(?<![\w-]){name}\b", page) for name in names.split(","))]
    assert not unknown, unknown


# Clauses that no one place implements or tests, each with the reason.
EVERYWHERE = {
    "N1": "all quantities are integers: a property of the whole, not of a line",
    "N18": "sums do not depend on order: engram selftest compares one network on one, two and many cores",
}


def test_everyClauseIsImplementedAndTested():
    clauses = re.findall(r"\*\*\((N\d+)\)", (tree.ROOT / "docs/spec/numerics.md").read_text())
    code = "\n".join(tree.text(file) for file in tree.sources("hw", "sim", "compiler", "dialects"))
    tests = "\n".join(tree.text(file) for file in tree.sources("tests") if file.parts[1] != "repo")
    problems = [f"({clause}) is named in no {what}" for clause in clauses if clause not in EVERYWHERE
                for what, text in (("source", code), ("test", tests)) if not re.search(rf"\b{clause}\b", text)]
    assert not problems, "\n" + "\n".join(problems)
