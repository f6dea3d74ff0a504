"""Whatever becomes of a file, there is an answer: problems at places that exist, or a site. Never an exception.

Real files are changed at random, as accidents change them: lines lost, doubled and moved, indentation, stray characters,
quotation marks and brackets, tabs, what git and other programs leave behind, other encodings. The same examples are
tried each time. The sites are the tram's and this repository's own.
"""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from generator.content import yaml_nodes
from generator.content.document import Document, read
from generator.graph.compile import compile_content
from generator.graph.graph import Entry, SiteEntry
from generator.graph.linking import link_file, problems_of
from generator.graph.symbols import SymbolTable
from generator.model.kinds import BY_FOLDER, Entity
from generator.model.site import Site
from generator.model.validate import validate
from generator.pages.render import Renderer, environment
from generator.problems.codes import CODES
from generator.problems.problem import Problem
from tests.conftest import ROOT, TRAM

CONTENTS = [folder for folder in (TRAM, ROOT / "content") if folder.is_dir()]


@dataclass(frozen=True)
class File:
    """A file as it is before anything happens to it."""

    root: Path
    path: Path
    raw: bytes

    @property
    def folder(self) -> str:
        return self.path.parent.name if len(self.path.parts) > 1 else ""

    @property
    def shown(self) -> str:
        return f"content/{self.path.as_posix()}"


def files_of(root: Path) -> list[File]:
    return [File(root, path.relative_to(root), path.read_bytes()) for path in sorted(root.rglob("*.yml"))]


FILES = {root: files_of(root) for root in CONTENTS}
IDS = {root: {file.path.stem: file.folder for file in files if file.folder} for root, files in FILES.items()}
JINJA = environment()

# -- accidents -------------------------------------------------------------------------------------------------------

PIECES = [
    *'\t " \' [ ] { } “ ” ‘ ’ : - ? ! * & % @ ` | > # , ~ \\ = < / ^ 0 a é 中 😀'.split(" "),
    " ", "  ", "\n", "\n\n", "\n  ", "\r", "\r\n", "\t\t", ": ", "- ", "? ", " #", " !", "!x ", "!!str ", "! ", "&a ", "*a ",
    "<<: ", "---\n", "\n---\n", "...\n", "%YAML 1.1\n---\n", "%TAG ! x\n", "|\n", ">-\n", "|2\n", ">-#\n", "| x\n",
    "<<<<<<< HEAD\n", "=======\n", ">>>>>>> other\n", "\n<<<<<<< HEAD\n", "null", "''", '""', '"\\x', '"\\ud800"', '"\\U00110000"',
    "\x00", "\x07", "\x1b[31m", "\x85", "\u2028", "\ufeff", "\u200b", "\xa0", "\u202e", "\U0010ffff", "\ufffe",
    "[[", "]]", "[[a", "[[a|b]]", "[@", "[@a", "[@gazette]", "[a](b)", "[a](javascript:b)", "![a](b)", "<b>", "<!--", "{: .a}",
    "{a: b}", "[a, b]", "{", "[" * 40, "- " * 40, "a: " * 3, "2026-02-30", "yes", "12:30", "[" * 600,
]  # fmt: skip
BYTES = [b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\x80", codecs.BOM_UTF8, b"\x00", b"\xe9", b"\r"]


def _lines(raw: bytes) -> list[bytes]:
    return raw.splitlines(keepends=True) or [b""]


def _on_lines(change: Callable[[list[bytes], int, int], None]) -> Callable[[bytes, int, int, str], bytes]:
    def changed(raw: bytes, first: int, second: int, piece: str) -> bytes:
        lines = _lines(raw)
        change(lines, first % len(lines), second % len(lines))
        return b"".join(lines)

    return changed


def _delete_line(lines: list[bytes], first: int, second: int) -> None:
    del lines[first]


def _double_line(lines: list[bytes], first: int, second: int) -> None:
    lines.insert(second, lines[first])


def _swap_lines(lines: list[bytes], first: int, second: int) -> None:
    lines[first], lines[second] = lines[second], lines[first]


def _join_lines(lines: list[bytes], first: int, second: int) -> None:
    lines[first] = lines[first].rstrip(b"\r\n")


def _indent(lines: list[bytes], first: int, second: int) -> None:
    lines[first] = b" " * (second % 7) + lines[first].lstrip(b" ")


def _insert(raw: bytes, first: int, second: int, piece: str) -> bytes:
    text = raw.decode("utf-8", "surrogateescape")
    place = first % (len(text) + 1)
    return f"{text[:place]}{piece}{text[place:]}".encode("utf-8", "surrogateescape")


def _replace(raw: bytes, first: int, second: int, piece: str) -> bytes:
    text = raw.decode("utf-8", "surrogateescape")
    place = first % (len(text) + 1)
    return f"{text[:place]}{piece}{text[place + second % 9 :]}".encode("utf-8", "surrogateescape")


def _cut(raw: bytes, first: int, second: int, piece: str) -> bytes:
    return raw[: first % (len(raw) + 1)]


def _change_byte(raw: bytes, first: int, second: int, piece: str) -> bytes:
    place = first % (len(raw) + 1)
    return raw[:place] + bytes([second % 256]) + raw[place + 1 :]


def _insert_bytes(raw: bytes, first: int, second: int, piece: str) -> bytes:
    place = first % (len(raw) + 1) if second % 2 else 0
    return raw[:place] + BYTES[second % len(BYTES)] + raw[place:]


def _save_elsewhere(raw: bytes, first: int, second: int, piece: str) -> bytes:
    encoding = ("utf-16", "utf-16-le", "cp1252", "utf-8-sig")[second % 4]
    return raw.decode("utf-8", "replace").encode(encoding, "replace")


ACCIDENTS = [
    *map(_on_lines, (_delete_line, _double_line, _swap_lines, _join_lines, _indent)),
    *[_insert] * 4, *[_replace] * 2, _cut, _change_byte, _insert_bytes, _save_elsewhere,
]  # fmt: skip
PLACE = st.integers(0, 1 << 20)
ACCIDENT = st.tuples(st.sampled_from(ACCIDENTS), PLACE, PLACE, st.sampled_from(PIECES))


@st.composite
def accidents(draw: st.DrawFn, contents: list[Path]) -> tuple[File, bytes]:
    """Draw a file and what becomes of it."""
    file = draw(st.sampled_from(FILES[draw(st.sampled_from(contents))]))
    raw = file.raw
    for change, first, second, piece in draw(st.lists(ACCIDENT, min_size=1, max_size=4)):
        raw = change(raw, first, second, piece)
    return file, raw


# -- what is asked of the answer -------------------------------------------------------------------------------------


def lines_of(raw: bytes) -> list[str]:
    """Split a file as editors do."""
    text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def assert_places_exist(problems: list[Problem], raw: bytes) -> None:
    lines = lines_of(raw)
    for problem in problems:
        assert problem.code in CODES
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
        assert f"{problem.message}{problem.hint}".isprintable(), problem


@contextmanager
def pure_parser() -> Iterator[None]:
    fast = yaml_nodes.COMPOSER
    yaml_nodes.COMPOSER = yaml_nodes.PureComposer
    try:
        yield
    finally:
        yaml_nodes.COMPOSER = fast


def answer(file: File, raw: bytes) -> tuple[list[Problem], dict[Any, Any]]:
    """Read, check and link one file, and return every problem, its data and every place in it."""
    document, problems = read(file.shown, raw)
    if document is None:
        return problems, {}
    kind = BY_FOLDER.get(file.folder)
    part, more = validate(document, kind.model if kind else Site)
    problems += more
    if part is not None:
        site = SiteEntry(part, document) if isinstance(part, Site) else None
        entries = (Entry(file.path.stem, kind, part, document),) if kind and isinstance(part, Entity) else ()
        symbols = SymbolTable(site.part if site else None, entries, IDS[file.root])
        linked = {each.id: link_file(each, symbols) for each in (*entries, *((site,) if site else ()))}
        problems += problems_of(symbols, linked)
    return problems, {(): document.data} | dict(_places(document))


def _places(document: Document) -> Iterator[tuple[Any, Any]]:
    for path, (_, node) in document._nodes.items():
        yield path, (document.spot(path), document.spot(path, key=True))
        if isinstance(node, yaml.ScalarNode):
            for offset in range(0, len(node.value), 1 + len(node.value) // 5):
                yield (path, offset), document.spot_in_text(path, offset)


def assert_letters_are_where_they_are_said_to_be(places: dict[Any, Any], document: Document | None) -> None:
    if document is None:
        return
    lines = document.text.split("\n")
    for place, spot in places.items():
        if len(place) == 2 and isinstance(place[0], tuple):  # (path, offset)
            node = document._nodes[place[0]][1]
            letter = node.value[place[1]]
            found = lines[spot.line - 1][spot.column - 1 : spot.column]
            assert letter.isspace() or found in (letter, "\\"), (place, spot)


@settings(max_examples=650, derandomize=True, database=None, deadline=None)
@given(accidents(CONTENTS))
def test_a_damaged_file_is_read_alike_by_both_parsers_with_places_that_exist(damaged: tuple[File, bytes]) -> None:
    file, raw = damaged
    problems, places = answer(file, raw)
    event("problems" if problems else "still right")
    assert_places_exist(problems, raw)
    assert_letters_are_where_they_are_said_to_be(places, read(file.shown, raw)[0])
    with pure_parser():
        assert answer(file, raw) == (problems, places)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(TRAM, tmp_path_factory.mktemp("damaged") / "content"))


@settings(
    max_examples=350, derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(damaged=accidents([TRAM]))
def test_a_site_with_a_damaged_file_has_problems_or_pages(damaged: tuple[File, bytes], site: Path) -> None:
    file, raw = damaged
    path = site / file.path
    path.write_bytes(raw)
    try:
        compiled = compile_content(site)
        assert list(compiled.problems) == sorted(set(compiled.problems))
        for problem in compiled.problems:
            assert (site.parent / problem.path).is_file()
            assert_places_exist([problem], (site.parent / problem.path).read_bytes())
        if compiled.graph is None:
            assert any(problem.is_error for problem in compiled.problems)
        else:
            assert not any(problem.is_error for problem in compiled.problems)
            assert all(text.endswith("\n") for _, text in Renderer(compiled.graph, JINJA).render_all())
    finally:
        path.write_bytes(file.raw)


@pytest.mark.parametrize("root", CONTENTS, ids=[root.parent.name for root in CONTENTS])
def test_whole_files_are_read_alike_by_both_parsers(root: Path) -> None:
    some = FILES[root][:: 1 + len(FILES[root]) // 60]
    answers = [answer(file, file.raw) for file in some]
    with pure_parser():
        assert [answer(file, file.raw) for file in some] == answers
