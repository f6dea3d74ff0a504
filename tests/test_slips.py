"""The slips of people who write YAML, made at every line where they can be made: one problem, at its line, that mends.

What is said about each, word for word, stands in `cases/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.folder import RawFile, Reading, read_folder
from generator.kinds import BY_FOLDER
from generator.problem import Problem
from generator.site import Steps, compile_reading
from generator.workspace import _Parsing

_PAIR = re.compile(r"^(?P<before> *(?:- )?)(?P<key>[a-z_]+): (?P<value>[^|>\[{\"'&].*)$")
_NOW = re.compile(r"^(?P<before> *(?:- )?)(?P<key>[a-z_]+):(?P<value>.*)$")

Made = tuple[int, list[str]]  # the line of the slip, from 0, and the file with it


class Slips:
    """Each method yields every way to make one slip in a file."""

    @staticmethod
    def pairs(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
        return ((n, match) for n, line in enumerate(lines) if (match := _PAIR.match(line)))

    def sentences(self, lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
        return ((n, pair) for n, pair in self.pairs(lines) if " " in pair["value"])

    @staticmethod
    def put(lines: list[str], at: int, *new: str) -> Made:
        return at, [*lines[:at], *new, *lines[at + 1 :]]

    def tab(self, lines: list[str]) -> Iterator[Made]:
        for n, line in enumerate(lines):
            if line.startswith("  "):
                yield self.put(lines, n, "\t" + line.lstrip())

    def no_space(self, lines: list[str]) -> Iterator[Made]:
        for n, pair in self.pairs(lines):
            yield self.put(lines, n, f"{pair['before']}{pair['key']}:{pair['value']}")

    def colon(self, lines: list[str]) -> Iterator[Made]:
        for n, pair in self.sentences(lines):
            yield self.put(lines, n, f"{pair['before']}{pair['key']}: The plan: {pair['value']}")

    def indent(self, lines: list[str]) -> Iterator[Made]:
        for n, pair in self.pairs(lines):
            if not pair["before"].endswith("- "):
                yield self.put(lines, n, f"  {lines[n]}")

    def twice(self, lines: list[str]) -> Iterator[Made]:
        for n, pair in self.pairs(lines):
            if not pair["before"]:
                at, made = self.put(lines, n, lines[n], lines[n])
                yield at + 1, made

    def no_dash(self, lines: list[str]) -> Iterator[Made]:
        for n, pair in self.pairs(lines):
            if pair["before"].endswith("- "):
                yield self.put(lines, n, lines[n].replace("- ", "", 1))

    def curly(self, lines: list[str]) -> Iterator[Made]:
        for n, pair in self.pairs(lines):
            yield self.put(lines, n, f"{pair['before']}{pair['key']}: “{pair['value']}”")

    def curly_with_colon(self, lines: list[str]) -> Iterator[Made]:
        for n, pair in self.sentences(lines):
            yield self.put(lines, n, f"{pair['before']}{pair['key']}: “The plan: {pair['value']}”")

    def key(self, lines: list[str]) -> Iterator[Made]:
        for n, pair in self.pairs(lines):
            yield self.put(lines, n, lines[n].replace(pair["key"], f"{pair['key']}z", 1))

    def conflict(self, lines: list[str]) -> Iterator[Made]:
        for n, line in enumerate(lines):
            yield self.put(lines, n, "<<<<<<< HEAD", line, "=======", f"{line}x", ">>>>>>> other")

    def empty(self, lines: list[str]) -> Iterator[Made]:
        for n, pair in self.pairs(lines):
            yield self.put(lines, n, f"{pair['before']}{pair['key']}:")


def _value_in(quotes: str) -> Callable[[str], str]:
    def cure(line: str) -> str:
        pair = _NOW.match(line)
        assert pair is not None
        value = pair["value"].strip().strip("“”")
        return f"{pair['before']}{pair['key']}: {quotes}{value}{quotes}"

    return cure


def _keep_one(lines: list[str], at: int) -> list[str]:
    end = next(n for n in range(at, len(lines)) if lines[n].startswith(">>>>>>>"))
    middle = next(n for n in range(at, end) if lines[n] == "=======")
    return [*lines[:at], *lines[at + 1 : middle], *lines[end + 1 :]]


# What somebody does who follows the hint, at the line that is named and with nothing else in view.
_AT_THE_LINE: dict[str, Callable[[str], str]] = {
    "write 'key: value', with a space after the colon": lambda line: re.sub(r"^( *(?:- )?\w+):", r"\1: ", line),
    "put the value in double quotes": _value_in('"'),
    "write straight ones instead": _value_in('"'),
    "delete them, or write straight ones": _value_in('"'),
    "indent it like the keys above it": lambda line: line.removeprefix("  "),
    "take away the spaces at its beginning": str.lstrip,
    "write '- ' in front of it": lambda line: re.sub(r"^( *)", r"\1- ", line),
    "did you mean ": lambda line: line.replace("z:", ":", 1),
    "indent it like its neighbours": lambda line: line.removeprefix("  "),
}
_IN_THE_FILE: dict[str, Callable[[list[str], int], list[str]]] = {
    "keep one of them": lambda lines, at: [*lines[:at], *lines[at + 1 :]],
    "keep one version and delete the marker lines": _keep_one,
}


def cured(lines: list[str], problem: Problem, original: str) -> list[str]:
    """Do what the hint says."""
    at = problem.line - 1
    if problem.hint.startswith(
        ("write its value", "replace it with spaces")
    ):  # only who wrote it knows, or sees, which
        return [*lines[:at], original, *lines[at + 1 :]]
    for hint, in_file in _IN_THE_FILE.items():
        if problem.hint.startswith(hint):
            return in_file(lines, at)
    cure = next((cure for hint, cure in _AT_THE_LINE.items() if problem.hint.startswith(hint)), None)
    assert cure is not None, f"nobody knows how to follow {problem.hint!r}"
    return [*lines[:at], cure(lines[at]), *lines[at + 1 :]]


@pytest.fixture(scope="module")
def compile_with(full_content: Path) -> Callable[[RawFile, list[str]], list[Problem]]:
    """Compile the sample site with another text for one of its files; the others are parsed once."""
    base: Reading = read_folder(full_content, BY_FOLDER.keys())
    parsing = _Parsing()

    def compiled(file: RawFile, lines: list[str]) -> list[Problem]:
        parsing.begin()
        raw = "\n".join(lines).encode()
        files = tuple(replace(each, raw=raw) if each.path == file.path else each for each in base.files)
        problems = compile_reading(replace(base, files=files), Steps(parsing)).problems
        return [problem for problem in problems if problem.is_error]

    compiled.base = base  # type: ignore[attr-defined]
    return compiled


@pytest.mark.parametrize("last_line_ends", [True, False], ids=["with-newline", "without-newline"])
@pytest.mark.parametrize(
    "name", [name for name in vars(Slips) if name not in ("pairs", "sentences", "put") and name[0] != "_"]
)
def test_a_slip_is_one_problem_at_its_line_with_a_cure_that_works(
    compile_with: Callable[[RawFile, list[str]], list[Problem]], name: str, *, last_line_ends: bool
) -> None:
    tried = 0
    for file in compile_with.base.files:  # type: ignore[attr-defined]
        text = file.raw.decode()
        lines = text.split("\n") if last_line_ends else text.rstrip("\n").split("\n")
        for at, made in getattr(Slips(), name)(lines):
            problems = compile_with(file, made)
            where = f"{file.path}:{at + 1} {made[at]!r}"
            assert [(each.path, each.line) for each in problems] == [(file.path, at + 1)], where
            original = lines[min(at, len(lines) - 1)]
            assert compile_with(file, cured(made, problems[0], original)) == [], where
            tried += 1
    assert tried > 5
