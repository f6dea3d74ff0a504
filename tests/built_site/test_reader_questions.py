"""What a curious reader asks is answered on a page that is near the first site's home page or that search finds."""

from __future__ import annotations

import html
import posixpath
import re
from functools import cache

import pytest
import yaml

from generator.graph import urls
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.pages.render import Renderer
from generator.pages.search_pages import search_pages
from tests.conftest import ROOT

QUESTIONS: list[dict[str, str]] = yaml.safe_load((ROOT / "tests" / "questions.yml").read_text(encoding="utf-8"))
CLICKS = 2
SCREEN = 8  # so many answers are looked at, sources left aside

LINK = re.compile(r"\]\(([^)\s#]+\.md)")
SHOWN = re.compile(r"\[([^\]]*)\]\([^)\s]+(?:\s\"[^\"]*\")?\)(?:\{[^}]*\})?")  # a link, of which its words are shown
UNSEEN = re.compile(r"\[\^\w+\]|\{:?[ ][^{}]*\}|[*_`]|<[^>]*>")  # notes, attributes, marks and tags


@cache
def graph() -> Graph:
    found = compile_content(ROOT / "content").graph
    assert found is not None
    return found


@cache
def pages() -> dict[str, str]:
    return {str(src): text for src, text in Renderer(graph()).render_all() if src.endswith(".md")}


def menu() -> set[str]:
    """Return the overviews that the header and the foot of every page lead to."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    extra = yaml.load(text, yaml.BaseLoader)["extra"]  # noqa: S506 - it makes only text, of tags such as !ENV too
    return {f"{section['path']}index.md" for section in (*extra["sections"], *extra["foot"])}


def links(src: str) -> set[str]:
    return {posixpath.normpath(posixpath.join(posixpath.dirname(src), target)) for target in LINK.findall(pages()[src])}


@cache
def near_home() -> frozenset[str]:
    """Return the pages of the menu, and those that the home page's own links lead to with at most two clicks."""
    seen = {str(urls.HOME)}
    for _ in range(CLICKS):
        seen |= {target for src in seen for target in links(src)} & pages().keys()
    return frozenset(seen | menu())


def words_of(src: str) -> str:
    """Return what a page says, without the marks of Markdown."""
    shown = html.unescape(UNSEEN.sub("", SHOWN.sub(r"\1", pages()[src])))
    return " ".join(shown.split())


@cache
def index() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Return what search knows of each entity, sources left aside: its place, the words of its title, all its words."""
    entities = (page for page in search_pages(Renderer(graph())) if page.kind and not page.uri.startswith("sources/"))
    return tuple((e.uri, _tokens(e.title), _tokens(" ".join((e.title, *e.names, e.summary)))) for e in entities)


def found_by(search: str) -> list[str]:
    """Return the places of what has every word of a search, those with most of them in the title first."""
    wanted = _tokens(search)
    found = [(len(wanted & title), place) for place, title, text in index() if wanted <= text]
    return [place for _, place in sorted(found, key=lambda hit: -hit[0])]


def _tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", html.unescape(text).casefold()))


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked["page"])
def test_a_question_is_answered_where_it_is_said_to_be(asked: dict[str, str]) -> None:
    src = f"{asked['page']}.md"
    assert src in pages()
    assert " ".join(asked["words"].split()) in words_of(src)
    assert src in near_home() or asked.get("search")


@pytest.mark.parametrize("asked", [q for q in QUESTIONS if "search" in q], ids=lambda asked: asked["search"])
def test_a_search_finds_the_page_among_the_first(asked: dict[str, str]) -> None:
    assert urls.uri(SrcPath(f"{asked['page']}.md")) in found_by(asked["search"])[:SCREEN]


def test_there_are_forty_questions_and_none_stands_twice() -> None:
    assert len({asked["question"] for asked in QUESTIONS}) == len(QUESTIONS) == 40
