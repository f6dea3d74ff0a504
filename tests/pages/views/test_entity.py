"""What every entity's page shows: here what was corrected on it."""

from __future__ import annotations

import re
from dataclasses import replace

import feedparser

from generator.alternates.feed import Feeds
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.model.site import Correction
from generator.pages.render import Renderer

ADDRESS = "https://example.org/site/"
TERM = SrcPath("terms/tram.md")


def corrected(graph: Graph, *rows: tuple[str, str, str, str]) -> Graph:
    """Return a graph with corrections: of a kind, a day and pages, in words."""
    names = ("kind", "date", "about", "text")
    made = [dict(zip(names, row, strict=True)) for row in rows]
    corrections = tuple(Correction.model_validate({**each, "about": each["about"].split()}) for each in made)
    return replace(graph, site=graph.site.model_copy(update={"corrections": corrections}), address=ADDRESS)


def sections(page: str) -> dict[str, list[tuple[str, str]]]:
    """Return the days and texts of each section of corrections, by its heading."""
    found = re.findall(r"^## (\w+) of this page [^\n]*\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return {title: re.findall(r"^-   (.+)\n\n    (.+)$", text, re.MULTILINE) for title, text in found}


def test_a_page_shows_its_own_corrections_with_updates_and_clarifications_apart(tram: Graph) -> None:
    graph = corrected(
        tram,
        ("clarification", "2026-04-03", "tram", "It runs on rails."),
        ("correction", "2026-04-02", "gazette tram", "It was said to have [[rapid-bus|wheels of rubber]]."),
        ("correction", "2026-04-05", "tram", "It is longer.[@gazette, ¶3]"),
        ("update", "2026-04-04", "gazette", "It has a new editor."),
    )
    page = Renderer(graph).render(TERM)
    assert sections(page) == {
        "Corrections": [
            ("5 Apr 2026", "It is longer.[^1]"),
            ("2 Apr 2026", "It was said to have [wheels of rubber](rapid-bus.md)."),
        ],
        "Clarifications": [("3 Apr 2026", "It runs on rails.")],
    }
    assert "[^1]: **Lakeside Gazette**" in page
    assert list(sections(Renderer(graph).render(SrcPath("sources/gazette.md")))) == ["Corrections", "Updates"]


def test_a_correction_that_names_no_page_stands_on_none(tram: Graph) -> None:
    graph = corrected(tram, ("correction", "2026-04-02", "", "The foot of the page was wrong."))
    assert sections(Renderer(graph).render(TERM)) == {}
    assert "The foot of the page was wrong." in Renderer(graph).render(SrcPath("corrections/index.md"))


def test_the_feed_of_each_page_leads_to_it_and_all_feeds_name_a_correction_alike(tram: Graph) -> None:
    graph = corrected(tram, ("correction", "2026-04-02", "gazette tram", "Both were wrong."))
    read = [feedparser.parse(Feeds(graph).of_entity(ident)).entries[0] for ident in ("gazette", "tram")]
    assert [each.link for each in read] == [f"{ADDRESS}sources/gazette/", f"{ADDRESS}terms/tram/"]
    assert len({each.id for each in read}) == 1
    others = [[link.href for link in each.links if link.rel == "related"] for each in read]
    assert others == [[f"{ADDRESS}terms/tram/"], [f"{ADDRESS}sources/gazette/"]]
