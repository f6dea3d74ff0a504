"""The slips of people who write YAML, made at every line where they can be made: one problem, at its line, that mends.

What is said about each, word for word, stands in `cases/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.content.folder import RawFile, Reading, read_folder
from generator.graph.compile import IncrementalCompiler, compile_content
from generator.model.kinds import BY_FOLDER
from generator.problems.problem import Problem
from tests.conftest import TODAY, TRAM

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

    def no_break_space(self, lines: list[str]) -> Iterator[Made]:
        for n, line in enumerate(lines):
            if line.startswith("  ") and line.strip():
                yield self.put(lines, n, line.replace("  ", "\u00a0\u00a0", 1))

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


SLIPS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("yaml_mistakes.yml").read_text("utf-8"))


def _with(text: str, key: str, written: str) -> tuple[str, int]:
    """Put lines in place of a key, or at the end; return the text, and the number of the first of them."""
    lines = text.rstrip("\n").split("\n")
    first = next((n for n, line in enumerate(lines) if line.startswith(f"{key}:")), len(lines))
    last = next((n for n in range(first + 1, len(lines)) if not lines[n].startswith((" ", "-"))), len(lines))
    return "\n".join((*lines[:first], *written.rstrip("\n").split("\n"), *lines[last:])) + "\n", first + 1


def _problems(slip: dict[str, Any], written: str) -> tuple[list[Problem], str, int]:
    """Compile the tram site with something written in one of its files."""
    made, line, path = {}, 0, f"content/{slip.get('file', 'terms/tram.yml')}"
    for each in (slip | {"wrote": written}, slip.get("also")):
        if each:
            name = f"content/{each.get('file', 'terms/tram.yml')}"
            key = each.get("key") or slip["wrote"].partition(":")[0]
            made[name], number = _with((TRAM.parent / name).read_text("utf-8"), key, each["wrote"])
            line = line or number
    base = read_folder(TRAM, BY_FOLDER.keys())
    files = tuple(replace(each, raw=made[each.path].encode()) if each.path in made else each for each in base.files)
    return list(COMPILER.compile_reading(replace(base, files=files)).problems), path, line


COMPILER = IncrementalCompiler(TRAM, lambda: TODAY)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip['code']}: {slip['wrote']!r}")
def test_a_slip_of_the_pen_is_one_problem_at_its_line_and_gone_when_the_hint_is_followed(slip: dict[str, Any]) -> None:
    problems, path, line = _problems(slip, slip["wrote"])
    assert [(each.path, each.line, each.code) for each in problems] == [
        (path, line + slip.get("line", 1) - 1, slip["code"])
    ], problems
    assert problems[0].hint
    assert _problems(slip, slip["cure"])[0] == []


def test_the_slips_of_the_pen_are_many_and_each_is_another() -> None:
    assert len({(slip.get("file"), slip["wrote"]) for slip in SLIPS}) == len(SLIPS) >= 83


# What editors write on purpose, and nobody should be asked about.
MEANT = """
title: The tram of 5 #Not a comment
title: Tram  # the name in the plan
summary: A railway in the street.  # from the plan
summary: A railway in the street. # from the plan
summary: A railway in the street.  #see the plan
summary: A railway in the street  # a short one
summary: "“The [tram] will [sic] run […]”, said the council [emphasis added]."
summary: 'The mayor said: "[Tram] works begin in May".'
summary: A railway in the street [see the plan], so to say.
summary: The trams' share is 3 = 3 == 3, about ~5 to ~7 %.
summary: "[[rapid-bus]]es and a [[rapid-bus]]'s lanes, a ([[rapid-bus]])."
summary: An anti-[[rapid-bus]] plan—[[rapid-bus|buses]]—and “[[rapid-bus]]”.
summary: Rails.[@gazette] And a lane.[@gazette, ¶3]
summary: Rails, see [the plan](https://example.org/plan "The plan").
summary: "`https://example.org` and `[[rapid-bus]]` in code."
summary: 1962. That was the year.
summary: Ranked 1st | 2nd.
summary: He wrote "قطار\u200f" on it.
summary: "می‌خواهم و नमस्ते और 👩‍🚀"
summary: It is 5 - 6 km long.
definition: Mail us@www-example.org.
""".strip().split("\n")


@pytest.mark.parametrize("written", MEANT)
def test_what_is_meant_is_not_asked_about(written: str) -> None:
    if "#Not" in written:
        written = f'title: "{written.removeprefix("title: ")}"'
    assert _problems({"wrote": written}, written)[0] == []


def test_a_day_is_checked_against_the_clock_that_was_passed_in_alone() -> None:
    assert compile_content(TRAM).problems == ()
    assert {each.code for each in compile_content(TRAM, date(2025, 1, 1)).problems} == {"future-date"}


@pytest.fixture(scope="module")
def compile_with(full_content: Path) -> Callable[[RawFile, list[str]], list[Problem]]:
    """Compile the sample site with another text for one of its files; the others are parsed once."""
    base: Reading = read_folder(full_content, BY_FOLDER.keys())
    compiler = IncrementalCompiler(full_content)

    def compiled(file: RawFile, lines: list[str]) -> list[Problem]:
        raw = "\n".join(lines).encode()
        files = tuple(replace(each, raw=raw) if each.path == file.path else each for each in base.files)
        problems = compiler.compile_reading(replace(base, files=files)).problems
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
