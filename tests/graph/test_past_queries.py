"""Queries as of a day ask the graph of that day, which is made once."""

from __future__ import annotations

from datetime import date

from generator.graph.as_of import AsOf
from generator.graph.compile import compile_content
from generator.graph.past_graph import graph_as_of
from generator.graph.past_queries import PastQueries
from tests.conftest import TRAM

DAY = date(2026, 2, 3)


def test_a_day_has_the_graph_that_an_explainer_as_of_it_has_and_all_that_ask_share_it() -> None:
    compiled = compile_content(TRAM)
    assert compiled.graph is not None
    past, whole = PastQueries(compiled.graph, "en"), graph_as_of(compiled, AsOf(valid=DAY))
    found = past.as_of(DAY)
    assert found is past.as_of(DAY)
    assert found.graph.entries == whole.entries
    assert found.graph.links == whole.links
    assert found.graph.entries.keys() < compiled.graph.entries.keys()
