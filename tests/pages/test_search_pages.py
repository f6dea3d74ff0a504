"""Search finds each page once, for what is said there first."""

from __future__ import annotations

from generator.graph import urls
from generator.pages.render import Renderer
from generator.pages.search_pages import search_pages
from tests.conftest import TRAM, graph_of


def test_a_question_is_found_and_its_past_days_are_not() -> None:
    renderer = Renderer(graph_of(TRAM))
    days = {urls.uri(src) for src, page in renderer.pages.items() if page.type == "debate"}
    found = {page.uri for page in search_pages(renderer)}
    assert days
    assert days.isdisjoint(found)
    assert "questions/build-the-tram/" in found
