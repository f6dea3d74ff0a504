"""Overviews of a large site: each page stays small enough for a phone, and together they leave nobody out."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest

from benchmarks import seeded
from generator.graph.compile import IncrementalCompiler
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.model.kinds import KINDS, Kind
from generator.pages.render import Renderer
from generator.pages.views import overviews, positions, questions, timeline

SIZE = 4000
LARGEST = 300_000  # characters of Markdown, of an overview
LINK = re.compile(r"\]\(([^()\s#]+\.md)(?:#[^()]*)?(?: \"[^\"]*\")?\)")
LISTS = [kind for kind in KINDS if kind.folder != "events"]


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    content = seeded.write(tmp_path_factory.mktemp("large"), SIZE, 1)
    graph = IncrementalCompiler(Path(content)).compile().graph
    assert graph is not None
    return Renderer(graph)


def links(renderer: Renderer, src: SrcPath) -> list[str]:
    """Return the places that a page links to, in order."""
    folder = posixpath.dirname(src)
    return [posixpath.normpath(posixpath.join(folder, found)) for found in LINK.findall(renderer.render(src))]


def parts(renderer: Renderer, folder: str) -> list[SrcPath]:
    return [src for src in renderer.pages if src.startswith(f"{folder}/all/")]


def test_no_overview_is_too_large(renderer: Renderer) -> None:
    whole = [src for src in renderer.pages if src.endswith("/index.md") and src != "dossier/index.md"]
    apart = [src for src in renderer.pages if "/all/" in src or src.startswith(("positions/", "timeline/"))]
    sizes = {src: len(renderer.render(src)) for src in {*whole, *apart}}
    assert max(sizes.values()) < LARGEST, max(sizes, key=lambda src: sizes[src])
    assert len(apart) > len(KINDS)


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.folder)
def test_every_entity_is_on_a_list_and_every_list_is_linked(renderer: Renderer, kind: Kind) -> None:
    overview = SrcPath(f"{kind.overview}/index.md")
    pages = [overview, *parts(renderer, kind.folder)]
    linked = {place for src in pages for place in links(renderer, src)}
    wanted = {f"{kind.folder}/{entry.id}.md" for entry in renderer.graph.of(kind.folder)}
    assert wanted <= linked
    assert set(pages[1:]) <= linked
    assert linked <= set(renderer.pages)
    if len(wanted) > overviews.MOST_ROWS:
        assert len(pages) > 1


def test_a_page_of_a_long_section_says_which_it_is_and_leads_to_the_others(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overviews, "MOST_ROWS", 40)
    narrow = Renderer(renderer.graph)
    first, second = (SrcPath(f"claims/all/disputed{number}.md") for number in ("", "-2"))
    assert narrow.pages[second].title == "Claims by verdict: Disputed, page 2"
    assert {first, second} <= set(links(narrow, first)) & set(links(narrow, second))
    shown = [
        list(dict.fromkeys(p for p in links(narrow, src) if re.fullmatch(r"claims/(?!index)[^/]+\.md", p)))
        for src in parts(narrow, "claims")
        if "/disputed" in src
    ]
    wanted = [f"claims/{ident}.md" for ident in Queries(narrow.graph).claims_with("disputed")]
    assert [place for page in shown for place in page if place in wanted] == wanted
    assert len(shown[0]) >= 40


def test_every_event_is_on_the_page_of_its_year(renderer: Renderer) -> None:
    linked = [place for src in parts(renderer, "timeline") for place in links(renderer, src)]
    wanted = {f"events/{entry.id}.md" for entry in renderer.graph.of("events")}
    assert len(wanted) > timeline.MOST_EVENTS
    assert wanted <= set(linked)
    assert set(parts(renderer, "timeline")) <= set(links(renderer, SrcPath("timeline/index.md")))
    assert "the pages of the years have all" in renderer.render(SrcPath("timeline/index.md"))


def test_who_stands_where_keeps_the_most_spoken_of_and_says_what_it_leaves_out(renderer: Renderer) -> None:
    queries = Queries(renderer.graph)
    view = positions.view(queries)
    assert sum(table.cells for table in view.tables) <= positions.MOST_CELLS
    assert view.tables[0].subjects[0] == renderer.graph.site.question
    named = {subject for table in view.tables for subject in table.subjects} | {subject for subject, _ in view.others}
    assert len(named) + view.left_out == len(queries.subjects)
    table = view.tables[0]
    everybody = {held[0].actor for subject in table.subjects for held in queries.positions_on(subject)}
    assert len(table.rows) + table.left_out == len(everybody)
    said = {actor: sum(cell.latest is not None for cell in cells) for actor, cells in table.rows}
    fewest = min(said.values())
    for actor in everybody - said.keys():
        assert sum((actor, subject) in queries.positions for subject in table.subjects) <= fewest


def test_the_page_of_a_question_shows_the_most_connected_arguments_and_leads_to_all(renderer: Renderer) -> None:
    queries = Queries(renderer.graph)
    sides = ((question, stance) for question in queries.orders["questions"] for stance in ("for", "against"))
    question, stance = max(sides, key=lambda side: len(queries.sides.taking(*side)))
    text = renderer.render(SrcPath(f"questions/{question}.md"))
    assert len(text) < LARGEST
    cards, _, below = text.partition("\n## How the arguments meet")
    shown = set(re.findall(r"^#### \[[^\]]*\]\(\.\./arguments/([^)]+)\.md\)", cards, re.MULTILINE))
    degrees = {ident: degree(queries, ident) for ident in queries.sides.taking(question, stance)}
    assert len(degrees) > questions.MOST_CARDS == len(shown & degrees.keys())
    least = min(degrees[ident] for ident in shown & degrees.keys())
    assert all(connected <= least for ident, connected in degrees.items() if ident not in shown)
    due = {f"arguments/{ident}.md" for ident in queries.sides.on(question)}
    listed = below.partition("\n## ")[0]
    assert due <= {f"arguments/{Path(link).name}" for link in LINK.findall(listed)}
    assert f"](../arguments/index.md#{question})" in cards
    overview = [SrcPath("arguments/index.md"), *parts(renderer, "arguments")]
    assert due <= {link for src in overview for link in links(renderer, src)}


def degree(queries: Queries, ident: str) -> int:
    argument = queries.arguments[ident]
    return len(queries.attackers(ident)) + len(argument.attacks) + len(argument.supports)


def test_a_part_of_a_question_is_bounded_too(renderer: Renderer) -> None:
    sizes = [
        len(renderer.render(src)) for src in renderer.pages if src.startswith("questions/") and src.count("/") == 2
    ]
    assert max(sizes) < LARGEST
