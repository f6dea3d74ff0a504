"""Find the turning points of questions: the days by which an event was over that bears on one and is marked as such.

In: the events of a graph, and what bears on each question. Out: days in their order, each with its events. An event
bears on a question through what it matters to: the question itself, its proposals, or the claims that its arguments
rest on. A day is the last of the event's date, or the last of its beginning where no end is named. Where there are more
days than readers have patience for, those stay on which an event names the question itself, and of those the latest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from generator.graph.graph import Entry, Graph
from generator.model.dates import EdtfDate
from generator.model.kinds.events import Event

MOST_TURNING_POINTS = 12


class TurningPoint(NamedTuple):
    """A day on which a question turned, and the events that were over by it."""

    day: date
    events: tuple[str, ...]


class TurningPoints:
    """The turning points of a graph's questions, each question's found when it is asked for."""

    def __init__(self, graph: Graph, events: Iterable[Entry], about: Callable[[str], frozenset[str]]) -> None:
        """`events` are in the order of their dates; `about` returns a question with what bears on it."""
        self._graph, self._about = graph, about
        self._events = {e.id: e.entity for e in events if isinstance(e.entity, Event) and e.entity.key}
        self._of: dict[str, tuple[TurningPoint, ...]] = {}

    def of(self, question: str) -> tuple[TurningPoint, ...]:
        """Return the days on which a question turned, the earliest first."""
        if question not in self._of:
            self._of[question] = self._found(question) if self._events else ()
        return self._of[question]

    def at(self, event: str) -> tuple[tuple[str, date], ...]:
        """Return the questions for which an event is a turning point, the lead question first, each with the day."""
        return self._at.get(event, ())

    @cached_property
    def _at(self) -> dict[str, tuple[tuple[str, date], ...]]:
        lead = self._graph.site.question
        found: dict[str, list[tuple[str, date]]] = defaultdict(list)
        questions = (entry.id for entry in self._graph.of("questions")) if self._events else ()
        for question in sorted(questions, key=lambda ident: ident != lead):
            for point in self.of(question):
                for event in point.events:
                    found[event].append((question, point.day))
        return {event: tuple(places) for event, places in found.items()}

    def _found(self, question: str) -> tuple[TurningPoint, ...]:
        about = self._about(question)
        found: dict[date, list[str]] = defaultdict(list)
        for ident, event in self._events.items():
            day = _over_by(event.date)
            if not about.isdisjoint(event.bears_on) and day <= self._graph.site.facts_as_of:
                found[day].append(ident)
        named = {day: any(question in self._events[ident].bears_on for ident in found[day]) for day in found}
        shown = sorted(found, key=lambda day: (named[day], day))[-MOST_TURNING_POINTS:]
        return tuple(TurningPoint(day, tuple(found[day])) for day in sorted(shown))


def _over_by(when: EdtfDate) -> date:
    return when.end.last() if when.end else when.placed().last()
