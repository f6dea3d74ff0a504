"""An event's page: what every entity's page shows, and the questions that turned on it, as they stood then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.graph import urls
from generator.graph.graph import Entry
from generator.graph.queries import Queries
from generator.pages.views.choices import Choice
from generator.pages.views.entity import EntityView, entity_view

SHOWN = (">took-part", ">quotes")


@dataclass(frozen=True)
class EventView:
    """Everything that an event's page shows."""

    common: EntityView
    debates: tuple[Choice, ...]  # questions as they stood when the event was over


def view(queries: Queries, entry: Entry) -> EventView:
    return EventView(entity_view(queries, entry, shown=SHOWN), tuple(debates(queries, entry.id)))


def debates(queries: Queries, event: str) -> Iterator[Choice]:
    """Yield the page of each question that turned on an event, the lead question first."""
    for ident, day in queries.turning_points.at(event):
        question = queries.graph.entries[ident]
        yield Choice(urls.day_src(urls.entity_src(question.kind, ident), day), question.title)
