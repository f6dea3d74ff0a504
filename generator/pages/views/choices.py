"""Filters that are plain links: each choice is a prepared page that shows a part of an overview."""

from __future__ import annotations

from dataclasses import dataclass

from generator.graph import urls
from generator.graph.graph import Entry
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.locale import _

MOST_ACTORS = MOST_SUBJECTS = 12
FEWEST_EVENTS = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A link of a filter: where it leads, and a camp's mark or words."""

    target: SrcPath
    words: str
    camp: str | None = None


def question_choices(queries: Queries, entry: Entry) -> tuple[Choice, ...]:
    """Offer each camp that makes an argument on the question."""
    whole = urls.entity_src(entry.kind, entry.id)
    found = {camp for ident in queries.sides.on(entry.id) for camp in queries.camps_of_argument(ident)}
    return _by_camp(queries, whole, _("All makers"), found)


def position_choices(queries: Queries) -> tuple[Choice, ...]:
    """Offer each camp with a position."""
    found = {queries.camp_of(actor) for actor, _ in queries.positions} - {None}
    return _by_camp(queries, urls.overview_src("positions"), _("All camps"), found)


def _by_camp(queries: Queries, whole: SrcPath, words: str, found: set[str | None] | set[str]) -> tuple[Choice, ...]:
    camps = (camp for camp in queries.graph.site.camps if camp.id in found)
    return (Choice(whole, words), *(Choice(urls.part_src(whole, camp.id), camp.title, camp.id) for camp in camps))


def timeline_choices(queries: Queries) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Offer the questions that most events bear on, and the actors that take part in most of them."""
    whole = urls.overview_src("timeline")
    eventful = [i for i in queries.orders["questions"] if queries.events_on.get(i, 0) >= FEWEST_EVENTS]
    most = sorted(eventful, key=lambda i: -queries.events_on[i])[:MOST_SUBJECTS]
    subjects = [i for i in eventful if i in most]
    actors = [i for i, count in queries.most_present[:MOST_ACTORS] if count >= FEWEST_EVENTS]
    return (
        (Choice(whole, _("Everything")), *(_about(queries, whole, ident) for ident in subjects)),
        (Choice(whole, _("Everybody")), *(_about(queries, whole, ident) for ident in actors)),
    )


def _about(queries: Queries, whole: SrcPath, ident: str) -> Choice:
    return Choice(urls.part_src(whole, ident), queries.graph.title(ident))
