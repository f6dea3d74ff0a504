"""Entities of a kind are in the order that the kind declares."""

from __future__ import annotations

from generator.graph.graph import Graph
from generator.graph.reading_orders import ReadingOrders


def test_events_are_in_the_order_of_their_dates_and_terms_in_that_of_their_titles(tram: Graph) -> None:
    orders = ReadingOrders(tram)
    dates = [tram.entries[ident].entity.date.sort_key() for ident in orders["events"]]  # type: ignore[attr-defined]
    titles = [tram.entries[ident].title for ident in orders["terms"]]
    assert len(dates) > 1
    assert dates == sorted(dates)
    assert len(titles) > 1
    assert titles == sorted(titles)
    assert orders["events"] is orders["events"]
