"""A question as it stood on the day of a turning point: what had been argued, who stood where, and what was new.

In: the queries of today, those of any day, and a turning point. Out: a `DebateDay`. What is shown is what the graph as
of the day has. Of texts that were shorter then, that is what is shown; a translation shows them in the original. The
verdicts on claims are those of today: what is known of a claim now says nothing of what was known then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from generator.content.mixed_text import in_language
from generator.graph import urls
from generator.graph.graph import Entry, Graph
from generator.graph.past_queries import PastQueries
from generator.graph.positions import HeldPosition, current
from generator.graph.queries import Queries
from generator.graph.turning_points import TurningPoint
from generator.locale import _
from generator.model import labels
from generator.model.dates import Moment
from generator.model.kinds.actors import Actor, Position
from generator.model.kinds.arguments import Argument
from generator.model.kinds.events import Event
from generator.model.kinds.proposals import ANSWERS
from generator.pages.views.choices import Choice, day_choices
from generator.pages.views.sources import Bar, bar


class TurningEvent(NamedTuple):
    """An event of the day, with its summary. Where nothing but its title rests on sources of then, that is today's."""

    id: str
    summary: str
    is_of_today: bool


class MadeArgument(NamedTuple):
    """An argument that had been made, as it was then."""

    id: str
    argument: Argument
    side: str  # in words
    is_new: bool


class DebateSide(NamedTuple):
    """The arguments for one side, or for one answer, that had been made."""

    stance: str
    title: str
    arguments: tuple[MadeArgument, ...]


class Standing(NamedTuple):
    """What an actor had said last, and what before it, if that was something else."""

    held: HeldPosition
    is_new: bool


class AssertedClaim(NamedTuple):
    """A claim that had been made."""

    id: str
    is_new: bool


@dataclass(frozen=True)
class DebateDay:
    """Everything that a page of the debate shows."""

    question: str
    day: date
    since: date | None  # the turning point before
    number: int
    total: int
    choices: tuple[Choice, ...]  # all of them, and the question as it stands now
    before: Choice | None
    after: Choice | None
    events: tuple[TurningEvent, ...]
    sides: tuple[DebateSide, ...]
    standings: tuple[tuple[str, tuple[Standing, ...]], ...]  # by subject: the question, and its proposals
    claims: tuple[AssertedClaim, ...]
    further: tuple[str, ...]  # other events on the question since the turning point before

    @property
    def arguments(self) -> tuple[MadeArgument, ...]:
        return tuple(each for side in self.sides for each in side.arguments)

    @property
    def new_arguments(self) -> tuple[MadeArgument, ...]:
        """Return them once, where one speaks for several answers."""
        return tuple({each.id: each for each in self.arguments if each.is_new}.values())

    @property
    def positions(self) -> tuple[Standing, ...]:
        return tuple(each for _, standings in self.standings for each in standings)

    @property
    def new_positions(self) -> tuple[Standing, ...]:
        """Return the positions of those who had said nothing else before, the earliest first."""
        return _in_time(each for each in self.positions if each.is_new and each.held.before is None)

    @property
    def changes(self) -> tuple[Standing, ...]:
        return _in_time(each for each in self.positions if each.is_new and each.held.before is not None)

    @property
    def new_claims(self) -> tuple[AssertedClaim, ...]:
        return tuple(each for each in self.claims if each.is_new)

    @property
    def has_news(self) -> bool:
        return bool(self.new_arguments or self.new_positions or self.changes or self.new_claims or self.further)

    @property
    def bar(self) -> Bar | None:
        """Return the sides as a bar, if there are arguments on one; answers have none."""
        return bar((side.stance, len(side.arguments)) for side in self.sides if side.stance in labels.SIDES)


def view(now: Queries, past: PastQueries, entry: Entry, point: TurningPoint) -> DebateDay:
    return _Day(now, past, entry, point).view()


class _Day:
    """One question on one day, while its page is made."""

    def __init__(self, now: Queries, past: PastQueries, entry: Entry, point: TurningPoint) -> None:
        self._now, self._entry, self._point = now, entry, point
        self._original = past.present
        self._points = now.turning_points.of(entry.id)
        self._number = self._points.index(point)
        self._last = self._points[self._number - 1].day if self._number else None
        self._then = past.as_of(point.day)
        self._earlier = past.as_of(self._last) if self._last else None

    def view(self) -> DebateDay:
        choices = day_choices(self._now, self._entry)
        number = self._number
        return DebateDay(
            question=self._entry.id,
            day=self._point.day,
            since=self._last,
            number=number + 1,
            total=len(choices),
            choices=(*choices, Choice(urls.entity_src(self._entry.kind, self._entry.id), _("Now"))),
            before=choices[number - 1] if number else None,
            after=choices[number + 1] if number + 1 < len(choices) else None,
            events=tuple(map(self._event, self._point.events)),
            sides=tuple(self._sides()),
            standings=tuple(self._standings()),
            claims=tuple(self._claims()),
            further=tuple(self._further()),
        )

    def _told(self, then: str, original: str, shown: str) -> str:
        """Return a text as it is shown, or in the original as it was then, where it was shorter."""
        return shown if then == original else in_language(then, self._now.graph.original)

    def _event(self, ident: str) -> TurningEvent:
        shown, was = self._now.graph.entries[ident].entity.summary, self._then.graph.entries.get(ident)
        if was is None or was.entity.summary == was.title:  # what stands in the place of a summary that is cut
            return TurningEvent(ident, shown, is_of_today=True)
        original = self._original.entries[ident].entity.summary
        return TurningEvent(ident, self._told(was.entity.summary, original, shown), is_of_today=False)

    def _sides(self) -> Iterator[DebateSide]:
        made = frozenset(self._then.sides.on(self._entry.id))
        earlier = frozenset(self._earlier.sides.on(self._entry.id)) if self._earlier else made
        for division in self._now.sides.divisions(self._entry.id):
            found = tuple(
                MadeArgument(ident, self._then.arguments[ident], division.words, ident not in earlier)
                for ident in division.arguments
                if ident in made
            )
            if found or division.stance in ("for", "against") or division.answer:
                stance = "answer" if division.answer else division.stance or "answers"
                yield DebateSide(stance, division.words, found)

    def _standings(self) -> Iterator[tuple[str, tuple[Standing, ...]]]:
        """Yield the latest position of each actor on the question, and on each proposal that was an answer to it."""
        incoming = self._then.graph.incoming.get(self._entry.id, ())
        for subject in (self._entry.id, *(link.source for link in incoming if link.relation == ANSWERS.name)):
            earlier = {_key(each) for held in self._on(self._earlier, subject) for each in held}
            latest = [each for held in self._on(self._then, subject) for each in current(held)]
            if latest:
                is_first = self._earlier is None
                made = (Standing(self._shown(each), not is_first and _key(each) not in earlier) for each in latest)
                yield subject, tuple(made)

    @staticmethod
    def _on(queries: Queries | None, subject: str) -> tuple[tuple[HeldPosition, ...], ...]:
        return queries.positions_on(subject) if queries else ()

    def _shown(self, held: HeldPosition) -> HeldPosition:
        """Return a position with its statement as readers are told it."""
        texts = (self._statement(queries, held) for queries in (self._original, self._now.graph))
        told = self._told(held.position.statement, *texts)
        return replace(held, position=held.position.model_copy(update={"statement": told}))

    @staticmethod
    def _statement(graph: Graph, held: HeldPosition) -> str:
        actor = graph.entries[held.actor].entity
        assert isinstance(actor, Actor)
        return next(each.statement for each in actor.positions if _of(each) == _of(held.position))

    def _claims(self) -> Iterator[AssertedClaim]:
        about = self._now.about(self._entry.id)
        earlier = self._earlier.claims if self._earlier else self._then.claims
        for ident in self._now.orders["claims"]:
            if ident in about and ident in self._then.claims:
                yield AssertedClaim(ident, ident not in earlier)

    def _further(self) -> Iterator[str]:
        """Yield the other events on the question that had begun since the turning point before, by their dates."""
        earlier = self._earlier.graph.entries if self._earlier else self._then.graph.entries
        for entry in self._then.in_order("events"):
            event = entry.entity
            is_here = isinstance(event, Event) and self._entry.id in event.bears_on
            if is_here and entry.id not in earlier and entry.id not in self._point.events:
                yield entry.id


def _of(position: Position) -> tuple[str, str | None, str, Moment]:
    """Return what tells a position of an actor from the others on every day: an end may not have been known."""
    return position.on, position.answer, position.stance, position.since.placed()


def _key(held: HeldPosition) -> tuple[str, tuple[str, str | None, str, Moment]]:
    return held.actor, _of(held.position)


def _in_time(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(standings, key=lambda each: each.held.position.since.sort_key()))
