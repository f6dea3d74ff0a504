"""Filters that are plain links: each choice is a prepared page that shows a part of an overview.

A choice that would show everything is none, and where each would show one thing alone there is no filter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.graph import urls
from generator.graph.graph import Entry
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.locale import _
from generator.model import dates

MOST_ACTORS = MOST_SUBJECTS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A link of a filter: where it leads, and a camp's mark or words."""

    target: SrcPath
    words: str
    camp: str | None = None


def dividing(counts: Mapping[str, int], total: int) -> tuple[str, ...]:
    """Return the values that show some of all things, if any of them shows more than one."""
    found = tuple(value for value, count in counts.items() if 0 < count < total)
    return found if any(counts[value] > 1 for value in found) else ()


def question_choices(queries: Queries, entry: Entry) -> tuple[Choice, ...]:
    """Offer each camp that makes some of the arguments on the question."""
    found = [queries.camps_of_argument(ident) for ident in queries.sides.on(entry.id)]
    return _by_camp(queries, urls.entity_src(entry.kind, entry.id), _("All makers"), found)


def day_choices(queries: Queries, entry: Entry) -> tuple[Choice, ...]:
    """Offer each day on which a question turned."""
    whole, points = urls.entity_src(entry.kind, entry.id), queries.turning_points.of(entry.id)
    return tuple(Choice(urls.day_src(whole, each.day), dates.day_words(each.day, short=True)) for each in points)


def position_choices(queries: Queries) -> tuple[Choice, ...]:
    """Offer each camp of which some actors have a position."""
    camps = [queries.camp_of(actor) for actor in {actor for actor, _ in queries.positions}]
    return _by_camp(
        queries, urls.overview_src("positions"), _("All camps"), [(camp,) if camp else () for camp in camps]
    )


def _by_camp(queries: Queries, whole: SrcPath, words: str, found: list[tuple[str, ...]]) -> tuple[Choice, ...]:
    shown = dividing(Counter(camp for camps in found for camp in camps), len(found))
    camps = (camp for camp in queries.graph.site.camps if camp.id in shown)
    return (Choice(whole, words), *(Choice(urls.part_src(whole, camp.id), camp.title, camp.id) for camp in camps))


def timeline_choices(queries: Queries) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Offer the questions that most events bear on, and the actors that take part in most of them."""
    counts = {ident: queries.events_on.get(ident, 0) for ident in queries.orders["questions"]}
    most = sorted(counts, key=lambda i: -counts[i])[:MOST_SUBJECTS]
    total = len(queries.orders["events"])
    subjects = dividing({i: count for i, count in counts.items() if i in most and count > 1}, total)
    actors = dividing({i: count for i, count in queries.most_present[:MOST_ACTORS] if count > 1}, total)
    return _about(queries, _("Everything"), subjects), _about(queries, _("Everybody"), actors)


def _about(queries: Queries, words: str, idents: Iterable[str]) -> tuple[Choice, ...]:
    whole = urls.overview_src("timeline")
    return (
        Choice(whole, words),
        *(Choice(urls.part_src(whole, ident), queries.graph.title(ident)) for ident in idents),
    )
