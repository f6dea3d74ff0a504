"""The home page: the question, the short answer, both sides, who stands where, what is disputed, key dates."""

from __future__ import annotations

from dataclasses import dataclass

from generator.graph.checks import VERDICTS
from generator.graph.positions import HeldPosition, current
from generator.graph.queries import Queries
from generator.model.dates import EdtfDate
from generator.model.kinds.events import Event
from generator.model.site import Site
from generator.pages.views.overviews import OverviewRow
from generator.pages.views.questions import Card, Side, columns
from generator.pages.views.sources import SourceView
from generator.pages.views.sources import view as source_view
from generator.pages.views.timeline import TimelineEntry, annotated_source

SHOWN_ARGUMENTS = 4
SHOWN_CLAIMS = 5
SHOWN_ACTORS = 8
SHOWN_LINES = 5


@dataclass(frozen=True)
class HomeView:
    """Everything that the home page shows."""

    site: Site
    newest_event: EdtfDate | None
    question: str | None
    sides: tuple[tuple[Side, tuple[Card, ...]], ...]  # with the cards that are shown
    annotated: SourceView | None
    key_dates: tuple[TimelineEntry, ...]
    standings: tuple[HeldPosition, ...]  # the latest of each actor
    latest: tuple[HeldPosition, ...]  # some of them, where site.yml has no lines of who says what
    silent: tuple[str, ...]  # actors whose statements were looked for in vain
    disputed: tuple[OverviewRow, ...]
    claims: int  # with a verdict on the matter
    actors: int
    subjects: int


def view(queries: Queries) -> HomeView:
    site = queries.graph.site
    annotated = annotated_source(queries)
    standings = (
        [each for held in queries.positions_on(site.question) for each in current(held)] if site.question else []
    )
    ranked = sorted(standings, key=lambda held: held.position.since.sort_key(), reverse=True)
    sided = columns(queries, site.question) if site.question else ()
    return HomeView(
        site=site,
        newest_event=queries.newest_event,
        question=site.question,
        sides=tuple((each, each.cards[:SHOWN_ARGUMENTS]) for each in sided if each.stance != "mixed"),
        annotated=source_view(queries, queries.graph.entries[annotated]) if annotated else None,
        key_dates=_key_dates(queries),
        standings=tuple(ranked[:SHOWN_ACTORS]),
        latest=() if site.who_says_what else tuple(ranked[:SHOWN_LINES]),
        silent=_silent(queries, {held.actor for held in standings}),
        disputed=_disputed(queries),
        claims=sum(len(queries.claims_with(verdict)) for verdict in VERDICTS),
        actors=len({actor for actor, _ in queries.positions}),
        subjects=len(queries.subjects),
    )


def _key_dates(queries: Queries) -> tuple[TimelineEntry, ...]:
    events = ((e.id, e.entity) for e in queries.in_order("events") if isinstance(e.entity, Event))
    return tuple(TimelineEntry(ident, event, event.date.words(short=True)) for ident, event in events if event.key)


def _silent(queries: Queries, speaking: set[str]) -> tuple[str, ...]:
    """Return the states and bodies that said things, but nothing found on the lead question."""
    talking = {actor for actor, _ in queries.positions} - speaking
    return tuple(
        ident
        for ident in queries.orders["actors"]
        if ident in talking and getattr(queries.graph.entries[ident].entity, "searched", None)
    )[:SHOWN_ACTORS]


def _disputed(queries: Queries) -> tuple[OverviewRow, ...]:
    weakest = [ident for verdict in VERDICTS[:2] for ident in queries.claims_with(verdict)]
    used = sorted(weakest, key=lambda i: -len(queries.graph.incoming.get(i, ())))
    return tuple(OverviewRow(ident, "verdict", queries.claims[ident].verdict, "") for ident in used[:SHOWN_CLAIMS])
