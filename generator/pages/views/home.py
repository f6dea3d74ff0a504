"""The home page: the question, the short answer, both sides, who stands where, what is disputed, key dates."""

from __future__ import annotations

from dataclasses import dataclass

from generator.graph.checks import VERDICTS
from generator.graph.queries import Held, Survey
from generator.model.dates import When
from generator.model.kinds.events import Event
from generator.model.site import Site
from generator.pages.views.overviews import Row
from generator.pages.views.questions import Side, side
from generator.pages.views.sources import SourceView
from generator.pages.views.sources import view as source_view
from generator.pages.views.timeline import Moment, annotated_source

SHOWN_ARGUMENTS = 4
SHOWN_CLAIMS = 5
SHOWN_ACTORS = 8


@dataclass(frozen=True)
class HomeView:
    """Everything that the home page shows."""

    site: Site
    newest_event: When | None
    question: str | None
    sides: tuple[Side, ...]
    annotated: SourceView | None
    key_dates: tuple[Moment, ...]
    standings: tuple[tuple[Held, ...], ...]
    silent: tuple[str, ...]  # actors whose statements were looked for in vain
    disputed: tuple[Row, ...]
    tally: tuple[tuple[str, int], ...]
    actors: int
    subjects: int


def view(survey: Survey) -> HomeView:
    site = survey.graph.site
    annotated = annotated_source(survey)
    standings = survey.positions_on(site.question) if site.question else ()
    ranked = sorted(standings, key=lambda held: held[-1].position.since.sort_key(), reverse=True)
    return HomeView(
        site=site,
        newest_event=survey.newest_event,
        question=site.question,
        sides=tuple(side(survey, site.question, stance) for stance in ("for", "against")) if site.question else (),
        annotated=source_view(survey, survey.graph.entries[annotated]) if annotated else None,
        key_dates=_key_dates(survey),
        standings=tuple(ranked[:SHOWN_ACTORS]),
        silent=_silent(survey, {held[-1].actor for held in standings}),
        disputed=_disputed(survey),
        tally=tuple((verdict, len(survey.claims_with(verdict))) for verdict in reversed(VERDICTS)),
        actors=len({actor for actor, _ in survey.positions}),
        subjects=len(survey.subjects),
    )


def _key_dates(survey: Survey) -> tuple[Moment, ...]:
    events = ((e.id, e.entity) for e in survey.in_order("events") if isinstance(e.entity, Event))
    return tuple(Moment(ident, event, event.date.words(short=True)) for ident, event in events if event.key)


def _silent(survey: Survey, speaking: set[str]) -> tuple[str, ...]:
    """Return the states and bodies that said things, but nothing found on the lead question."""
    talking = {actor for actor, _ in survey.positions} - speaking
    return tuple(
        ident
        for ident in survey.orders["actors"]
        if ident in talking and getattr(survey.graph.entries[ident].entity, "searched", None)
    )[:SHOWN_ACTORS]


def _disputed(survey: Survey) -> tuple[Row, ...]:
    weakest = [ident for verdict in VERDICTS[:2] for ident in survey.claims_with(verdict)]
    used = sorted(weakest, key=lambda i: -len(survey.graph.incoming.get(i, ())))
    return tuple(Row(ident, "verdict", survey.claims[ident].verdict, "") for ident in used[:SHOWN_CLAIMS])
