"""Every code that reading and checking can report, of translations too, as a file in `cases/`: what is written, and exactly what is said.

A case lays its files over a copy of the tram site. Its parts begin with lines of three equals signs:

    === content/terms/tram.yml                  the file's new text
    === content/terms/tram.yml (escaped)        the same, in which \\t, \\r and \\xff are the bytes that they name
    === content/terms/tram.yml (20 times)       the text, so often
    === content/site.yml (deleted)
    === content/terms/tram.yml -> elsewhere     a link
    === problems                                path:line:column code message, and the hint below

What stands above the first part says what the case is about. `pytest tests/graph/test_compile_cases.py --update-cases` writes the
problems as they are now; read the difference before you keep it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.content import yaml_nodes
from generator.content.document import read
from generator.graph.compile import compile_content
from generator.problems.codes import CODES, OF_EVIDENCE
from generator.problems.problem import Problem
from generator.translation.checks import checked
from tests.conftest import ROOT, TODAY, TRAM

CASES = ROOT / "tests" / "cases"
# What `editorial` reports has tests of its own; here it would only say what else could be better about a case.
EDITORIAL = frozenset(
    """
    actor-without-position claim-without-evidence long-quotation no-attribution nobody-mentions one-sided-evidence
    outdated-check quotation-without-locator unanswered-argument unused-waiver verdict-verb
    """.split()
)
IMPORTING = frozenset(("import-clash", "import-loss", "import-syntax"))  # about other files than those of content
REPORTING = frozenset(("more-errors", "more-warnings"))  # what a report leaves out
_PART = re.compile(r"^=== (?P<path>\S+)(?: -> (?P<target>\S+)| \((?P<how>.+)\))?\n", re.MULTILINE)
_ESCAPE = re.compile(rb"\\(?:x([0-9a-f]{2})|([tr\\]))")
_NAMED = {b"t": b"\t", b"r": b"\r", b"\\": b"\\"}


@dataclass(frozen=True)
class Part:
    """One part of a case: a file, or the problems."""

    path: str
    target: str | None
    how: str | None
    text: str

    def put(self, root: Path) -> None:
        """Write the file, or do to it what the case says."""
        path = root / self.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.how == "deleted":
            path.unlink()
        elif self.target:
            path.unlink(missing_ok=True)
            path.symlink_to(self.target)
        else:
            path.write_bytes(self.raw())

    def raw(self) -> bytes:
        raw = self.text.encode()
        if self.how == "escaped":
            return _ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()) if match[1] else _NAMED[match[2]], raw)
        return raw * int(self.how.removesuffix(" times")) if self.how else raw


def parts(text: str) -> list[Part]:
    """Split a case."""
    found = list(_PART.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        Part(match["path"], match["target"], match["how"], text[match.end() : end])
        for match, end in zip(found, ends, strict=True)
    ]


def lay_out(files: Iterable[Part], folder: Path) -> Path:
    """Put a case's files over a copy of the tram site."""
    shutil.copytree(TRAM, folder / "content")
    for part in files:
        part.put(folder)
    return folder / "content"


def said(problems: Iterable[Problem], *, keep: str = "") -> str:
    """Write problems as cases have them."""
    return "".join(
        f"{problem.path}:{problem.line}:{problem.column} {problem.code} {problem.message}\n"
        + (f"    {problem.hint}\n" if problem.hint else "")
        for problem in problems
        if problem.code not in EDITORIAL or problem.code == keep
    )


def code_of(case: Path) -> str:
    """Return the code that a case is about: a second word, after two hyphens, tells cases of one code apart."""
    return case.stem.partition("--")[0]


each_case = pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda case: case.stem)


@each_case
def test_a_case_gives_exactly_its_problems(case: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    text = case.read_bytes().decode()
    *files, expected = parts(text)
    assert expected.path == "problems"
    compiled = checked(compile_content(lay_out(files, tmp_path), TODAY))
    found = said(compiled.problems, keep=code_of(case))
    if pytestconfig.getoption("--update-cases"):
        case.write_bytes((text.removesuffix(expected.text) + found).encode())
    else:
        assert found == expected.text


@each_case
def test_a_case_is_about_the_code_in_its_name(case: Path) -> None:
    codes = re.findall(r"^\S+:\d+:\d+ (\S+) ", parts(case.read_bytes().decode())[-1].text, re.MULTILINE)
    assert code_of(case) in codes


@each_case
def test_the_pure_parser_reads_a_case_as_libyaml_does(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [part for part in parts(case.read_bytes().decode())[:-1] if part.how != "deleted" and not part.target]
    fast = [read(part.path, part.raw()) for part in files]
    monkeypatch.setattr(yaml_nodes, "COMPOSER", yaml_nodes.PureComposer)
    assert [read(part.path, part.raw()) for part in files] == fast


def test_every_code_has_a_case() -> None:
    with_case = {code_of(case) for case in CASES.glob("*.txt")}
    # about no file of the content: tests/lsp/test_schema.py, tests/graph/test_past_graph.py and
    # tests/editing/test_kept_copies.py
    elsewhere = {"stale-schema", "nothing-by-then", "changed-copy", "missing-copy", "unlisted-copy"}
    assert set(CODES) - EDITORIAL - IMPORTING - OF_EVIDENCE - REPORTING - elsewhere - with_case == set()
    assert with_case - set(CODES) == set()


def test_the_site_under_the_cases_has_no_problem_of_its_own() -> None:
    assert said(compile_content(TRAM).problems) == ""
