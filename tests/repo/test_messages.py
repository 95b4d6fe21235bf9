# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every message that the sources can print is looked for by a test.

A message is the text of the string literals of one statement that makes a diagnostic. A test looks for it if four words
in a row of one of its literals, or all of them if it has fewer, stand in a file below tests/. If no literal has two words,
all of them have to stand near each other.
"""
import functools
import re

import tree

# Calls and constructors that make a diagnostic, each with the room that has it, or None for all.
MAKERS = re.compile(r"""\b(?:emit(?:Op)?(?:Error|Warning|Remark)|attachNote|createStringError|
    (?:make|report|located)?(?:[eE]rror|[wW]arning|Misfit|misfit|[fF]ail|[uU]sage)(?:At|In|For)?|
    runtime_error|invalid_argument|out_of_range|logic_error|
    \w*(?:Error|Misfit))\s*[({]""", re.X)

# Messages that no test can reach, each with the reason.
UNREACHED = {
    "the image schema does not parse: ": "a fault of ours: the schema is compiled in",
    "makes no valid image: ": "a fault of ours: the mapping made what the verifier refuses",
    "' did not compile and no message says why": "a fault of ours: a pass failed without a word",
    "image is too large": "needs a file of 2 GiB",
    " bytes, an image file holds at most ": "needs 2 GiB of synapses",
}


def statement(code, start):
    """The text from start to the end of the statement, string literals skipped over; nothing if it defines a function."""
    depth = 0
    closed = False
    for match in re.finditer(r'"(?:\\.|[^"\\])*"|[(){};]', code[start:]):
        token = match.group(0)
        if token == "{" and depth == 0 and closed:
            return ""
        if token in "({":
            depth += 1
        elif token in ")}":
            depth -= 1
            closed = True
        if depth < 0 or (token == ";" and depth == 0):
            return code[start:start + match.start()]
    return code[start:]


def words(text):
    return re.findall(r"[a-z0-9_]+", text.lower())


def messagesOf(file):
    """(line, literals) of every statement that makes a diagnostic."""
    code = tree.withoutComments(file)
    end = 0
    for maker in MAKERS.finditer(code):
        if maker.start() < end:
            continue
        whole = statement(code, maker.start())
        end = maker.start() + len(whole)
        joined = re.sub(r'"\s*"', "", whole)
        literals = [re.sub(r"\\(.)", r"\1", literal) for literal in re.findall(r'"((?:\\.|[^"\\])*)"', joined)]
        literals = [re.sub(r"\{\d[^}]*\}", " ", literal) for literal in literals]  # formats of llvm::formatv
        literals = [literal for literal in literals if words(literal)]
        if len(words(" ".join(literals))) >= 2:
            yield code[:maker.start()].count("\n") + 1, literals


@functools.lru_cache(maxsize=None)
def wordsOfTests():
    """The words of all tests, in order, in one string."""
    kinds = {".cpp", ".h", ".mlir", ".py", ".txt", ".test", ".json", ".asm", ".sh"}
    # Adjacent literals of C++ are one text; regular expressions of lit and escapes of C++ are not words.
    joined = "\n".join(re.sub(r'"\s*\n\s*R?"', "", tree.text(file)) for file in tree.files()
                       if file.parts[0] == "tests" and file.parts[1] != "repo" and file.suffix in kinds)
    joined = re.sub(r"\\n", " ", joined)
    return " " + " ".join(words(joined)) + " "


def isTested(literals):
    for literal in literals:
        found = words(literal)
        if len(found) < 2:
            continue
        run = min(4, len(found))
        if any(" " + " ".join(found[at:at + run]) + " " in wordsOfTests() for at in range(len(found) - run + 1)):
            return True
    if any(len(words(literal)) >= 2 for literal in literals):
        return False
    near = r"(?: \w+){0,6} ".join(re.escape(word) for literal in literals for word in words(literal))
    return re.search(f" {near} ", wordsOfTests()) is not None


def untested():
    rooms = ("hw", "sim", "dialects", "compiler", "backends")
    for file in tree.sources(*rooms, suffixes={".h", ".cpp", ".td"}):
        for line, literals in messagesOf(file):
            if not isTested(literals) and not any(text in literal for text in UNREACHED for literal in literals):
                yield f"{file}:{line}: no test looks for: " + " ... ".join(literals)


def test_everyMessageHasATest():
    problems = list(untested())
    assert not problems, "\n" + "\n".join(problems)


def test_messagesHaveTheHousesForm():
    """Lower case unless the first word is a name, no final stop."""
    problems = []
    for file in tree.sources("hw", "sim", "dialects", "compiler", "backends", suffixes={".h", ".cpp", ".td"}):
        for line, literals in messagesOf(file):
            if re.match(r"[A-Z][a-z]", literals[0]):
                problems.append(f"{file}:{line}: begin in lower case: {literals[0]}")
            if re.search(r"[a-z]\.$", literals[-1]):
                problems.append(f"{file}:{line}: no final stop: {literals[-1]}")
    assert not problems, "\n" + "\n".join(problems)


def test_exceptionsToTheRuleAreStillNeeded():
    everything = "".join(tree.text(file) for file in tree.sources("hw", "sim", "dialects", "compiler", "backends"))
    assert not [text for text in UNREACHED if text not in everything]
