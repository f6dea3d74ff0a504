"""Signed reviews hold until an edit, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from generator.alternates.feed import Feeds
from generator.alternates.jsonld import LinkedData
from generator.graph import reviews
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.pages.render import Renderer
from generator.pages.views import gaps
from tests.conftest import Project

IDENT = "public-transport-first"
PATH = f"content/principles/{IDENT}.yml"
PAGE = SrcPath(f"principles/{IDENT}.md")


def compiled(project: Project) -> tuple[Graph, list[str]]:
    made = compile_content(project.root / "content")
    assert made.graph is not None, made.problems
    return made.graph, [each.code for each in made.problems]


def test_a_page_that_says_what_was_signed_names_who_signed_it_and_when(tram: Graph) -> None:
    page = Renderer(tram).render(PAGE)
    assert "Reviewed by\n:   Ada Example (25 Apr 2026)" in page
    assert "Last reviewed\n:   25 Apr 2026" in page
    assert LinkedData(tram).of_entity(IDENT)[1]["reviewedBy"] == [{"@type": "Person", "name": "Ada Example"}]
    assert "Compared with its sources by Ada Example." in Feeds(tram).of_entity(IDENT)
    view = gaps.view(Queries(tram))
    assert (view.signed, view.edited) == (1, ())


def test_an_edit_takes_the_mark_away_and_says_so(project: Project) -> None:
    project.replace(PATH, "goes first", "goes before")
    graph, codes = compiled(project)
    page = Renderer(graph).render(PAGE)
    assert "Ada Example" not in page
    assert "Signed review\n:   Edited since the last review" in page
    assert "Last reviewed\n:   25 Apr 2026" in page
    assert codes == ["edited-since-review"]
    assert "reviewedBy" in LinkedData(graph).of_entity(IDENT)[1]
    assert "Ada" not in str(LinkedData(graph).of_entity(IDENT)[1]["reviewedBy"])
    assert gaps.view(Queries(graph)).edited == (IDENT,)
    assert "1 page has a signed review." in (missing := Renderer(graph).render(SrcPath("gaps/index.md")))
    assert f"](../principles/{IDENT}.md)" in missing.partition("Pages edited since their last review")[2]


def test_what_does_not_change_what_the_file_says_takes_nothing_away(project: Project) -> None:
    project.replace(PATH, "type: planning\n", "type: 'planning'  # as the plan calls it\nreviewed: 2026-04-01\n")
    graph, codes = compiled(project)
    assert codes == []
    assert reviews.last_day(graph.entries[IDENT]) == date(2026, 4, 25)
    assert "Reviewed by" in Renderer(graph).render(PAGE)


def test_one_review_that_holds_is_enough(project: Project) -> None:
    project.replace(
        PATH,
        "  - who: Ada Example\n",
        f"  - {{who: Bo, day: 2026-04-26, digest: sha256:{'0' * 64}}}\n  - who: Ada Example\n",
    )
    graph, codes = compiled(project)
    state = reviews.state(graph.entries[IDENT])
    assert [each.who for each in state.holding] == ["Ada Example"]
    assert not state.is_edited
    assert codes == []


def test_a_page_without_a_signed_review_says_nothing_of_any(tram: Graph) -> None:
    assert reviews.state(tram.entries["tram"]) == reviews.ReviewState()
    page = Renderer(tram).render(SrcPath("terms/tram.md"))
    assert "Reviewed by" not in page
    assert "Signed review" not in page


@pytest.mark.parametrize("said", ["reviewed: 2026-04-25\n", "reviewed: 2026-04-24\n"])
def test_a_review_stands_in_the_history_once(project: Project, said: str) -> None:
    project.replace(PATH, "type: planning\n", f"type: planning\n{said}")
    feed = Feeds(compiled(project)[0]).of_entity(IDENT)
    assert feed.count('<category term="review"/>') == (1 if "25" in said else 2)
