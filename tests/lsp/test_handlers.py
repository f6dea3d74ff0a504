"""What the language server answers, without the protocol: where a cursor is, what may stand there, what mends what."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.graph.compile import compile_content
from generator.lsp.catalogue import catalogue
from generator.lsp.columns import LineIndex, Point
from generator.lsp.completion import Completion, CompletionContext, complete
from generator.lsp.cursor import CursorPath, cursor_path
from generator.lsp.quick_fixes import fixes, span
from generator.model.kinds import BY_FOLDER
from generator.problems.problem import Problem
from tests.conftest import PEAT, TRAM

COMPILED = compile_content(TRAM)
CATALOGUE = catalogue(COMPILED.parsed, COMPILED.known)
PARTS = {item.id: item.part for item in COMPILED.parsed}
ALL = sorted(CATALOGUE.listed)
ACTORS = ["lakeside-council", "mara-quill"]
SOURCES = ["council-plan", "counting-riders", "gazette", "rails-in-streets", "who-gains"]
HELD = ["build-the-tram", "who-pays", "fewer-cars", "shops-will-close", "rapid-buses", "public-transport-first"]


def at(marked: str) -> tuple[str, int]:
    return marked.replace("¦", ""), marked.index("¦")


def proposals(folder: str, marked: str) -> list[Completion]:
    return list(complete(*at(marked), CompletionContext(BY_FOLDER[folder].model, "own", CATALOGUE, PARTS))[0])


def labels(folder: str, marked: str) -> list[str]:
    return [each.label for each in proposals(folder, marked)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("¦", CursorPath((), key=True, value=False, start=0, before="", said={})),
        ("title: A\nty¦", CursorPath((), key=True, value=False, start=9, before="ty", said={"title": "A"})),
        ("ty¦\ntitle: A\n", CursorPath((), key=True, value=False, start=0, before="ty", said={"title": "A"})),
        ("type: st¦ate", CursorPath(("type",), key=False, value=True, start=6, before="st", said={})),
        ("a:\n- b¦", CursorPath(("a",), key=True, value=True, start=5, before="b", said={})),
        ("a:\n  - b: c\n    d¦", CursorPath(("a",), key=True, value=False, start=16, before="d", said={"b": "c"})),
        ("a: [b, ¦", CursorPath(("a",), key=False, value=True, start=7, before="", said={}, listed=("b",))),
        ("a: [{b: c, ¦", CursorPath(("a",), key=True, value=False, start=11, before="", said={"b": "c"})),
        ("a: [{b: c¦", CursorPath(("a", "b"), key=False, value=True, start=8, before="c", said={})),
        ("a:\n  b¦", CursorPath(("a",), key=True, value=True, start=5, before="b", said={})),
    ],
)
def test_a_place_is_known_from_indentation_alone(marked: str, expected: CursorPath) -> None:
    assert cursor_path(*at(marked)) == expected


@given(st.text(alphabet=st.sampled_from(list("ab:-[]{},|>'\"# \n\r\t¶😀")), max_size=60), st.integers(0, 60))
def test_any_text_has_a_place_at_any_offset(text: str, offset: int) -> None:
    found = cursor_path(text, min(offset, len(text)))
    assert 0 <= found.start <= len(text)
    assert complete(text, min(offset, len(text)), CompletionContext(BY_FOLDER["actors"].model, "own", CATALOGUE, PARTS))


@pytest.mark.parametrize(
    ("folder", "marked", "expected"),
    [
        ("actors", "member_of: [¦", ACTORS),
        ("actors", "member_of: [mara-quill, ¦]", ["lakeside-council"]),
        ("actors", "member_of:\n  - ¦", ACTORS),
        ("actors", "member_of:\n- ¦\n", ACTORS),
        ("actors", "positions:\n  - on: ¦", HELD),
        ("actors", "title: [\npositions:\n  - stance: for\n    on: ¦\n  bad: :\n", HELD),
        ("actors", "camp: ¦", ["council", "traders"]),
        ("arguments", "citations: [¦", SOURCES),
        ("arguments", "citations:\n  - source: gaz¦", ["gazette"]),
        ("arguments", "question: pays¦", ["who-pays"]),
        ("arguments", "question: Lakeside¦", ["build-the-tram"]),
        ("arguments", "stance: ¦", ["for", "against", "mixed"]),
        ("arguments", "premises: [{text: a, unstated: ¦", ["true", "false"]),
        ("arguments", "question: build-the-tram\nanswer: ¦", ["yes", "no"]),
        ("arguments", "answer: ¦\nquestion: build-the-tram\n", []),
        ("arguments", "attacks:\n  - argument: fewer-cars\n    premise: ¦", ["1", "2"]),
        ("sources", "relays: ¦", SOURCES),
        ("terms", "not_to_confuse_with: [{te¦", ["term"]),
    ],
)
def test_what_may_stand_in_a_field_is_proposed(folder: str, marked: str, expected: list[str]) -> None:
    found = [each.label for each in proposals(folder, marked) if each.sort.value != "key" or folder == "terms"]
    assert found == expected


@pytest.mark.parametrize(
    ("marked", "expected", "written"),
    [
        ("summary: See [[mara¦", ["mara-quill"], "mara-quill]]"),
        ("summary: See [[mara¦]] now", ["mara-quill"], "mara-quill"),
        ("summary: 😀😀 See [[Mara Q¦", ["mara-quill"], "mara-quill]]"),
        ("body: |\n  One.\n\n  Two [[mara¦\n\n  Three.\n", ["mara-quill"], "mara-quill]]"),
        ("summary: >-\n  One\n  [@gaz¦", ["gazette"], "gazette]"),
        ("summary: A.[@gazette; @counc¦", ["council-plan"], "council-plan]"),
        ("positions:\n  - statement: Said [@gaz¦", ["gazette"], "gazette]"),
        ('summary: "A: [[mara¦', ["mara-quill"], "mara-quill]]"),
        ("summary: One line\n  and the next [[mara¦", ["mara-quill"], "mara-quill]]"),
    ],
)
def test_ids_are_proposed_in_links_and_citations(marked: str, expected: list[str], written: str) -> None:
    found = proposals("actors", marked)
    assert [each.label for each in found] == expected
    assert found[0].text == written


def test_all_ids_but_the_files_own_are_proposed_in_an_empty_link() -> None:
    assert sorted(labels("actors", "summary: [[¦")) == ALL
    model = BY_FOLDER["actors"].model
    found, _ = complete(*at("summary: [[¦"), CompletionContext(model, "mara-quill", CATALOGUE, PARTS))
    assert "mara-quill" not in [each.label for each in found]


def test_points_of_comparison_are_proposed_with_their_titles() -> None:
    peat = compile_content(PEAT)
    context = CompletionContext(BY_FOLDER["proposals"].model, "own", catalogue(peat.parsed, peat.known), {})
    found, _ = complete(*at("terms:\n  - text: A\n    point: pay¦"), context)
    assert [(each.label, each.detail) for each in found] == [("who-pays", "Who pays")]
    keys, _ = complete(*at("terms:\n  - ¦"), context)
    assert [each.label for each in keys if each.sort.value == "key"] == ["text", "point"]


@pytest.mark.parametrize(
    "marked", ["title: See [[¦", "summary: See [[x]] and ¦", "summary: [@gazette, ¶¦", "aliases: [¦"]
)
def test_nothing_is_proposed_where_nothing_is_known(marked: str) -> None:
    assert labels("actors", marked) == []


def test_keys_that_must_be_there_come_first_and_none_comes_twice() -> None:
    found = labels("actors", "title: A\n¦\ncamp: council\n")
    assert found[:2] == ["summary", "type"]
    assert not {"title", "camp"} & set(found)
    assert labels("actors", "positions:\n  - ¦")[:4] == ["on", "stance", "since", "statement"]


def test_a_proposal_tells_title_kind_and_summary() -> None:
    [found] = proposals("arguments", "question: who¦")
    assert found.detail == "Who pays for the tram? · question"
    assert found.documentation == "**Who pays for the tram?** (question)\n\nHalf of it is expected from the region."


# -- places --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("encoding", "column"), [("utf-16", 5), ("utf-8", 8), ("utf-32", 4)])
def test_columns_are_counted_in_the_units_of_the_encoding(encoding: str, column: int) -> None:
    index = LineIndex("a\nb ¶😀c\n", encoding)
    expected = {"utf-16": 5, "utf-8": 8, "utf-32": 4}[encoding]
    assert index.point(index.text.index("c")) == Point(1, expected)
    assert index.offset(Point(1, column)) == index.text.index("c")


@given(st.text(alphabet=st.sampled_from(list("ab¶😀\n\r")), max_size=30), st.integers(0, 30))
def test_an_offset_survives_the_way_to_a_point_and_back(text: str, offset: int) -> None:
    index = LineIndex(text)
    offset = min(offset, len(text))
    if text[offset - 1 : offset + 1] != "\r\n":  # between the two is no place
        assert index.offset(index.point(offset)) == offset


# -- cures ---------------------------------------------------------------------------------------------------------


def mended(folder: str, text: str, tmp_path: Path) -> str:
    """Return a file's text with the first cure of its first problem."""
    import shutil  # noqa: PLC0415

    shutil.copytree(TRAM, tmp_path / "content", dirs_exist_ok=True)
    path = tmp_path / "content" / folder / "probe.yml"
    path.write_text(text, "utf-8")
    shown = f"content/{folder}/probe.yml"
    problem = next(each for each in compile_content(tmp_path / "content").problems if each.path == shown)
    index = LineIndex(text)
    for fix in fixes(problem, index)[:1]:
        for edit in reversed(fix.edits):
            text = text[: edit.start] + edit.new + text[edit.end :]
    return text


TERM = "title: A\nsummary: B\ndefinition: C\n"
LINKED = f"{TERM}see_also: [tram]\n"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (f"{TERM}see_also: [tramm]\n", f"{TERM}see_also: [tram]\n"),
        (f"{TERM}see_also: ['tramm']\n", f"{TERM}see_also: ['tram']\n"),
        (f"{TERM}body: 😀 a [[tramm|line]].\n", f"{TERM}body: 😀 a [[tram|line]].\n"),
        (f"{TERM}body: |\n  a\n  b [@gazete, p. 3]\n", f"{TERM}body: |\n  a\n  b [@gazette, p. 3]\n"),
        (TERM.replace("definition", "defintion"), TERM),
        ("title: A\nsummary: B\n", "title: A\nsummary: B\ndefinition: \n"),
        (f"{TERM}body: A: b\n", f'{TERM}body: "A: b"\n'),
        (f"{TERM}body: See [[Streetcar|it]].\n", f"{TERM}body: See [[tram|it]].\n"),
        (f"{LINKED}body: Run #ForAll said so.\n", f'{LINKED}body: "Run #ForAll said so."\n'),
        (f"{LINKED}body: See [rapid-bus].\n", f"{LINKED}body: See [[rapid-bus]].\n"),
        (f"{LINKED}body: Said so.[[rapid-bus]]\n", f"{LINKED}body: Said so. [[rapid-bus]]\n"),
        (f"{LINKED}body: Tram\u00adway.\n", f"{LINKED}body: Tramway.\n"),
    ],
)
def test_a_cure_writes_what_is_meant(wrong: str, right: str, tmp_path: Path) -> None:
    assert mended("terms", wrong, tmp_path) == right


def test_a_problem_marks_the_word_that_it_is_about() -> None:
    index = LineIndex("title: A\nsee_also: [tram, nobody here]\n")
    problem = Problem("content/terms/a.yml", 2, 18, "unknown-ref", "'nobody here' is not the id of anything")
    assert index.text[slice(*span(problem, index))] == "nobody here"
