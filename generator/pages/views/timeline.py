"""The timeline: events by year and month, with what came after the annotated source apart.

An event stands where `dates` places it, in the year and month that its date names first, and is dated in its words.
Where there are too many for one page, it shows those on which the question turns, and each year has pages of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby, islice

from generator.graph import urls
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.locale import _
from generator.model.dates import EdtfDate, Moment
from generator.model.kinds.events import Event
from generator.pages.views.choices import Choice, timeline_choices
from generator.pages.views.events import debates

MOST_EVENTS = 300  # on one page

_Events = list[tuple[str, Event]]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event."""

    id: str
    event: Event
    day: str


@dataclass(frozen=True, slots=True)
class Month:
    """The events of a month or a season, or those of a year of which neither is known."""

    title: str
    moments: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The months of a year, and how many years of silence went before."""

    year: int
    gap: int
    months: tuple[Month, ...]

    @property
    def title(self) -> str:
        return Moment(self.year).words()


@dataclass(frozen=True)
class TimelineView:
    """Everything that the page shows."""

    before: tuple[Year, ...]
    after: tuple[Year, ...]
    annotated: str | None  # the source after which `after` begins
    total: int
    about: tuple[Choice, ...]
    by: tuple[Choice, ...]
    debates: Mapping[str, Choice]  # by event: a question that turned on it, as it stood then
    by_year: tuple[Choice, ...] = ()  # where all events are, if they fill more than one page
    left_out: int = 0
    turning: bool = False  # whether these are the events on which the question turns, and all of them


def view(queries: Queries, linked_to: str | None = None) -> TimelineView:
    """Build the page, of the events that are linked to one entity where it is named."""
    events = _events(queries)
    if linked_to is not None:
        linked = {link.source for link in queries.graph.incoming.get(linked_to, ())}
        events = [pair for pair in events if pair[0] in linked]
    if len(events) <= MOST_EVENTS:
        return _of(queries, events)
    turning = [pair for pair in events if pair[1].key]
    shown = turning if 0 < len(turning) <= MOST_EVENTS else (turning or events)[-MOST_EVENTS:]
    by_year = tuple(Choice(src, title) for src, title, _ in _years_apart(_events(queries)))
    return replace(_of(queries, shown, by_year), left_out=len(events) - len(shown), turning=shown is turning)


def parts(queries: Queries) -> Iterator[tuple[SrcPath, str, Callable[[], TimelineView]]]:
    """Yield the place, the title and the view of each page of a year, if there are too many events for one page."""
    events = _events(queries)
    if len(events) > MOST_EVENTS:
        apart = list(_years_apart(events))
        by_year = tuple(Choice(src, title) for src, title, _ in apart)
        for src, title, found in apart:
            yield src, title, partial(_of, queries, found, by_year)


def _events(queries: Queries) -> _Events:
    return [(e.id, e.entity) for e in queries.in_order("events") if isinstance(e.entity, Event)]


def _years_apart(events: _Events) -> Iterator[tuple[SrcPath, str, _Events]]:
    """Yield the place, the title and the events of each page: a year, or a part of it."""
    for year, group in groupby(events, key=lambda pair: pair[1].date.placed().year):
        found = list(group)
        for number, start in enumerate(range(0, len(found), MOST_EVENTS), 1):
            name = f"{year}-{number}" if len(found) > MOST_EVENTS else f"{year}"
            whole = Moment(year).words()
            title = _("%(section)s, part %(number)s", section=whole, number=number)
            place = urls.part_src(urls.overview_src("timeline"), f"all/{name}")
            yield place, title if len(found) > MOST_EVENTS else whole, found[start : start + MOST_EVENTS]


def _of(queries: Queries, events: _Events, by_year: tuple[Choice, ...] = ()) -> TimelineView:
    about, by = timeline_choices(queries)
    annotated = annotated_source(queries)
    cut = _cut(queries, annotated)
    return TimelineView(
        before=_years([pair for pair in events if pair[1].date.placed().place() <= cut]),
        after=_years([pair for pair in events if pair[1].date.placed().place() > cut]),
        annotated=annotated,
        total=len(events),
        about=about,
        by=by,
        by_year=by_year,
        debates={ident: each for ident, _event in events for each in islice(debates(queries, ident), 1)},
    )


def annotated_source(queries: Queries) -> str | None:
    """Return the source with the most statements, or None."""
    found = [ident for ident in queries.orders["sources"] if queries.sources[ident].statements]
    return max(found, key=lambda ident: len(queries.sources[ident].statements), default=None)


def _cut(queries: Queries, source: str | None) -> tuple[int, ...]:
    """Return the place of the last day that was not after a source."""
    issued = queries.sources[source].issued if source else None
    last = issued.last() if issued else date.max
    return Moment(last.year, last.month, last.day).place()


def _years(events: _Events) -> tuple[Year, ...]:
    years, previous = [], None
    for year, group in groupby(events, key=lambda pair: pair[1].date.placed().year):
        gap = year - previous - 1 if previous is not None else 0
        years.append(Year(year, gap, tuple(_months(group))))
        previous = year
    return tuple(years)


def _months(events: Iterable[tuple[str, Event]]) -> Iterable[Month]:
    for title, group in groupby(events, key=lambda pair: _month(pair[1].date)):
        yield Month(title, tuple(TimelineEntry(ident, event, _day(event.date)) for ident, event in group))


def _month(when: EdtfDate) -> str:
    return when.placed().heading() or _("Month not known")


def _day(when: EdtfDate) -> str:
    """Say the date below the heading of its month, or that the headings say all that is known."""
    moment = when.placed()
    is_said = not (when.is_interval or moment.day or moment.qualifier)
    return "–" if is_said else when.words(short=True, below=moment)
