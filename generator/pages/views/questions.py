"""A question's page: both sides, what answers what, who stands where.

A side with many arguments shows those that most others speak to or that speak to most; the list beside the map and the
overview of arguments have all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.graph.checks import UNCHECKED, Check
from generator.graph.graph import Entry, Link
from generator.graph.positions import HeldPosition, current
from generator.graph.queries import Queries
from generator.graph.sides import Division
from generator.model.kinds.arguments import Argument
from generator.model.kinds.questions import ASKS, Answer, Question
from generator.pages.argument_map import network
from generator.pages.argument_map.map_view import ArgumentMap, draw_map
from generator.pages.views.choices import Choice, question_choices
from generator.pages.views.entity import EntityView, entity_view

SHOWN = ("<bears-on", "<takes-position-on", "<part-of", "<answers")
MOST_CARDS = 30  # of a side
MOST_LISTED = 30  # arguments by their titles alone


@dataclass(frozen=True, slots=True)
class Card:
    """An argument as it stands in a column."""

    id: str
    argument: Argument
    checks: tuple[Check, ...]  # of the premises that were checked
    attackers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One column. It shows some of its arguments, where there are many."""

    stance: str  # for, against, mixed or answer, or nothing
    title: str
    anchor: str
    cards: tuple[Card, ...]
    total: int
    unanswered: int
    holders: int  # people and bodies that still hold one of them, each counted once


class FirstArguments(NamedTuple):
    """Arguments that are listed by their titles: the first of all that there are."""

    ids: tuple[str, ...]
    total: int


class StandingAnswer(NamedTuple):
    """A possible answer, with the arguments that speak for it and what each actor says of it now."""

    answer: Answer
    arguments: FirstArguments
    held: tuple[HeldPosition, ...]


@dataclass(frozen=True)
class QuestionView:
    """Everything that a question's page shows."""

    common: EntityView
    sides: tuple[Side, ...]
    answering: FirstArguments
    map: ArgumentMap
    unanswered: FirstArguments
    standings: tuple[HeldPosition, ...]  # the latest of each actor
    parts: tuple[str, ...]
    proposals: tuple[str, ...]
    makers: int
    total: int
    choices: tuple[Choice, ...]
    answers: tuple[StandingAnswer, ...]
    asks: str  # in words


def view(queries: Queries, entry: Entry) -> QuestionView:
    graph = queries.graph
    incoming = graph.incoming.get(entry.id, ())
    ids = queries.sides.on(entry.id)
    *sided, _answering = columns(queries, entry.id)
    return QuestionView(
        common=entity_view(queries, entry, shown=SHOWN),
        sides=tuple(sided),
        answering=_titles(queries.sides.taking(entry.id, None)),
        map=draw_map(network.of_question(queries, entry.id)),
        unanswered=_titles(queries.unanswered(entry.id)),
        standings=tuple(each for held in queries.positions_on(entry.id) for each in current(held)),
        parts=tuple(link.source for link in incoming if link.relation == "part-of"),
        proposals=tuple(link.source for link in incoming if link.relation == "answers"),
        makers=len({maker for ident in ids for maker in queries.arguments[ident].made_by}),
        total=len(ids),
        choices=question_choices(queries, entry),
        answers=tuple(_answers(queries, entry)),
        asks=ASKS.get(getattr(entry.entity, "asks", "") or "", ""),
    )


def _answers(queries: Queries, entry: Entry) -> Iterator[StandingAnswer]:
    assert isinstance(entry.entity, Question)
    said = [each for held in queries.positions_on(entry.id) for each in current(held)]
    spoken = [
        (ident, each.answer)
        for ident in queries.sides.on(entry.id)
        for each in queries.arguments[ident].bearings
        if each.question == entry.id
    ]
    for answer in entry.entity.answers:
        arguments = tuple(ident for ident, spoken_for in spoken if spoken_for == answer.id)
        yield StandingAnswer(
            answer, _titles(arguments), tuple(each for each in said if each.position.answer == answer.id)
        )


def _titles(ids: tuple[str, ...]) -> FirstArguments:
    return FirstArguments(ids[:MOST_LISTED], len(ids))


@dataclass(frozen=True)
class PartView:
    """The arguments on a question that one camp makes."""

    entry: Entry
    camp: str
    sides: tuple[Side, ...]
    answering: Side
    choices: tuple[Choice, ...]


def part_view(queries: Queries, entry: Entry, camp: str) -> PartView:
    *sided, answering = columns(queries, entry.id, camp=camp)
    return PartView(entry, camp, tuple(sided), answering, question_choices(queries, entry))


def columns(queries: Queries, question: str, *, camp: str | None = None) -> Iterator[Side]:
    """Yield a column for each side that is no mixed one or has arguments, and last those that only answer others."""
    for division in queries.sides.divisions(question):
        if division.stance != "mixed" or division.arguments:
            yield _column(queries, division, camp)


def _column(queries: Queries, division: Division, camp: str | None) -> Side:
    """Build a column, of the arguments that a camp makes where one is named."""
    ids = tuple(i for i in division.arguments if camp is None or camp in queries.camps_of_argument(i))
    arguments = [queries.arguments[ident] for ident in ids]
    held = [each for each in arguments if each.held_until is None and not each.concession]
    return Side(
        "answer" if division.answer else division.stance,
        title=division.words,
        anchor=f"for-{division.answer}" if division.answer else division.stance,
        cards=tuple(card(queries, ident) for ident in _most_connected(queries, ids)),
        total=len(ids),
        unanswered=sum(not queries.attackers(ident) for ident in ids),
        holders=len({maker for each in held for maker in each.made_by}),
    )


def _most_connected(queries: Queries, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the arguments that are connected with most others, in the order in which they were given."""
    if len(ids) <= MOST_CARDS:
        return ids
    degrees = {ident: len(queries.attackers(ident)) + _said(queries.arguments[ident]) for ident in ids}
    shown = set(sorted(ids, key=lambda ident: -degrees[ident])[:MOST_CARDS])
    return tuple(ident for ident in ids if ident in shown)


def _said(argument: Argument) -> int:
    return len(argument.attacks) + len(argument.supports)


def card(queries: Queries, ident: str) -> Card:
    argument = queries.arguments[ident]
    found = map(queries.check_of, argument.premises)
    return Card(ident, argument, tuple(c for c in found if c.reach != UNCHECKED), queries.attackers(ident))
