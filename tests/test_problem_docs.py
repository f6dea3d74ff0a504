"""The page about problems names every code, and its examples and cures are true."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.graph.compile import compile_content
from generator.problems.codes import CODES, OF_EVIDENCE, Severity
from generator.problems.report import as_text
from generator.translation.checks import checked
from tests.conftest import TODAY

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "editing" / "problems.md").read_text(encoding="utf-8")
TRAM = ROOT / "tests" / "sites" / "tram" / "content"
# One file in a folder cannot show these, or not on a page: they are about bytes, links, what is not there, and files
# of other formats, about documents elsewhere, or about two files.
NOT_ONE_FILE = OF_EVIDENCE | frozenset(
    """
    attribution-of-attribution byte-order-mark changed-copy circular-support file-too-large import-clash import-loss
    import-syntax lost-name missing-copy missing-site more-errors more-warnings nothing-by-then outside-content saying-as-fact
    stale-schema unlisted-copy unreadable-file wrong-encoding wrong-verdict
    """.split()
)
_SECTION = re.compile(r"^### (?P<code>\S+)\n(?P<text>.*?)(?=^###? |\Z)", re.MULTILINE | re.DOTALL)
# A file is named at the end of the line above its box. A box without a name is of the file that was named last.
_BOX = re.compile(
    r"(?:[Ii]n `(?P<path>content/\S+)`:\n\n)?^```(?:yaml|text|po)\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL
)
# Control characters are written as their pictures, U+2400 and on.
_PICTURES = {0x2400 + number: number for number in range(0x20)}


@dataclass(frozen=True)
class Box:
    """A file as the page shows it."""

    path: str
    text: str


@dataclass(frozen=True)
class Section:
    """What the page says about one code."""

    code: str
    text: str

    def boxes(self) -> list[Box]:
        found, path = [], ""
        for match in _BOX.finditer(self.text):
            path = match["path"] or path
            found.append(Box(path, match["text"].translate(_PICTURES)))
        return found


def sections() -> Iterator[Section]:
    for match in _SECTION.finditer(PAGE):
        yield Section(match["code"], match["text"])


SECTIONS = list(sections())
each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.code)
each_example = pytest.mark.parametrize(
    "section", [section for section in SECTIONS if section.code not in NOT_ONE_FILE], ids=lambda section: section.code
)


def codes_of(box: Box, folder: Path) -> set[str]:
    """Return what is reported when the tram site has this file."""
    shutil.copytree(TRAM, folder / "content")
    path = folder / box.path
    path.parent.mkdir(exist_ok=True)
    path.write_text(box.text, encoding="utf-8")
    return {problem.code for problem in checked(compile_content(folder / "content", TODAY)).problems}


def test_the_page_documents_every_code_once_and_no_other() -> None:
    assert sorted(section.code for section in SECTIONS) == sorted(CODES)


@each_section
def test_a_section_says_whether_the_problem_stops_a_build(section: Section) -> None:
    word = "Error." if CODES[section.code].severity is Severity.ERROR else "Warning."
    assert section.text.strip().startswith(word)


@each_section
def test_a_section_begins_with_the_meaning_of_its_code(section: Section) -> None:
    said = " ".join(section.text.split()).partition(" ")[2]
    assert re.match(rf"{re.escape(CODES[section.code].meaning)}(?!\w)", said)


@each_section
def test_a_section_has_an_example_and_a_cure(section: Section) -> None:
    assert len(section.boxes()) == 2


@each_example
def test_the_example_gives_the_problem(section: Section, tmp_path: Path) -> None:
    example, _ = section.boxes()
    assert section.code in codes_of(example, tmp_path)


@each_example
def test_the_example_gives_no_other_error(section: Section, tmp_path: Path) -> None:
    example, _ = section.boxes()
    errors = {code for code in codes_of(example, tmp_path) if CODES[code].severity is Severity.ERROR}
    assert errors <= {section.code}


@each_example
def test_the_cure_leaves_no_error_and_not_the_problem(section: Section, tmp_path: Path) -> None:
    _, cure = section.boxes()
    found = codes_of(cure, tmp_path)
    assert section.code not in found
    assert not any(CODES[code].severity is Severity.ERROR for code in found)


def test_the_sample_report_at_the_top_is_written_as_reports_are(tmp_path: Path) -> None:
    text = "title: Tram\nsummary: A railway in the street.\ndefinition: Rails in the street.\nbody: >-\n"
    text += "  First a line that is long enough.\n\n  Then see\n  [[rapid-buss|buses]] and the newspaper.\n"
    shutil.copytree(TRAM, tmp_path / "content")
    (tmp_path / "content/terms/tram.yml").write_text(text, encoding="utf-8")
    compiled = compile_content(tmp_path / "content")
    assert f"```text\n{as_text(compiled.problems, compiled.lines)}```" in PAGE
