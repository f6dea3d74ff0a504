"""Glossary terms are linked at their first use in a section, and never where a reader would stumble over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.graph.compile import compile_content
from generator.graph.glossary import Glossary, TermFinder, TermUse
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.pages.render import Renderer
from tests.conftest import TRAM


@pytest.fixture
def finder(tram: Graph) -> TermFinder:
    made = TermFinder(Glossary.of(tram), own="")
    made.begin(section=True)
    return made


def used(finder: TermFinder, text: str) -> list[tuple[str, str]]:
    pieces = list(finder.pieces(text))
    assert "".join(piece.words if isinstance(piece, TermUse) else piece for piece in pieces) == text
    return [(piece.words, piece.term) for piece in pieces if isinstance(piece, TermUse)]


def test_a_term_is_marked_once_a_section(finder: TermFinder) -> None:
    assert used(finder, "A tram is a tram.") == [("tram", "tram")]
    finder.begin(section=False)
    assert used(finder, "Trams again.") == []
    finder.begin(section=True)
    assert used(finder, "Trams again.") == [("Trams", "tram")]


def test_the_longest_name_wins_wherever_its_file_and_its_name_stand(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(TRAM, content)
    for ident, title, alias in (("a", "Rapid", "rapid bus stop sign"), ("z", "Rapid bus stop", "rapids")):
        text = f"title: {title}\nsummary: S.\ndefinition: D.\naliases: [{alias}]\n"
        (content / "terms" / f"{ident}.yml").write_text(text, "utf-8")
    graph = compile_content(content).graph
    assert graph is not None
    finder = TermFinder(Glossary.of(graph), own="")
    for words, term in (
        ("Rapid", "a"),
        ("rapid bus", "rapid-bus"),
        ("rapid bus stop", "z"),
        ("rapid bus stop sign", "a"),
    ):
        finder.begin(section=True)
        assert used(finder, f"The {words} it was.") == [(words, term)]


def test_words_of_a_name_may_be_joined_by_a_hyphen_or_a_line_end(finder: TermFinder) -> None:
    assert used(finder, "A rapid\nbus beats a tram") == [("rapid\nbus", "rapid-bus"), ("tram", "tram")]
    finder.begin(section=True)
    assert used(finder, "the Rapid-Bus lane") == [("Rapid-Bus", "rapid-bus")]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("People's vote", "The people’s vote came.", "people’s vote"),
        ("People’s vote", "The people's vote came.", "people's vote"),
        ("п’ятниця", "У п'ятниця.", "п'ятниця"),
        ("北约", "加入北约的国家", "北约"),
        ("北约", "北约", "北约"),
        ("集体安全", "他说集体安全与北约。", "集体安全"),
        ("安全", "安全保证", "安全"),
        ("NATO 北约", "加入NATO 北约的国家", "NATO 北约"),
        ("ความมั่นคง", "นโยบายความมั่นคงแห่งชาติ", "ความมั่นคง"),
    ],
)
def test_a_term_is_found_with_any_apostrophe_and_inside_a_run_without_blanks(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    content = tmp_path / "content"
    shutil.copytree(TRAM, content)
    (content / "terms" / "a.yml").write_text(f"title: {name}\nsummary: S.\ndefinition: D.\n", "utf-8")
    graph = compile_content(content).graph
    assert graph is not None
    finder = TermFinder(Glossary.of(graph), own="")
    assert used(finder, text) == [(words, "a")]
    assert not finder.glossary.has_no_term(text)


@pytest.mark.parametrize(
    "text", ["He said “the tram is late”.", "## The tram\n", "> a tram\n", "tramway", "rapid, bus"]
)
def test_quotations_headings_and_other_words_are_left_alone(finder: TermFinder, text: str) -> None:
    assert used(finder, text) == []


def test_a_quotation_that_spans_a_link_stays_a_quotation(finder: TermFinder) -> None:
    assert used(finder, "He said “the ") == []
    assert used(finder, " tram is late” and the tram came") == [("tram", "tram")]


def test_a_heading_begins_a_section(finder: TermFinder) -> None:
    assert used(finder, "A tram.\n\n## Then\n\nA tram.") == [("tram", "tram"), ("tram", "tram")]


def test_a_terms_own_page_does_not_link_to_itself(tram: Graph) -> None:
    own = TermFinder(Glossary.of(tram), own="tram")
    own.begin(section=True)
    assert used(own, "A tram and a rapid bus") == [("rapid bus", "rapid-bus")]


def test_a_page_links_the_term_with_its_definition_as_tooltip(tram: Graph) -> None:
    page = Renderer(tram).render(SrcPath("index.md"))
    assert '[tram](terms/tram.md "Rails in the street, shared with other traffic or not."){ .term }' in page


def test_nothing_is_marked_where_there_is_no_glossary(tram: Graph, tmp_path: Path) -> None:
    empty = TermFinder(Glossary({}), own="")
    assert list(empty.pieces("A tram.")) == ["A tram."]
