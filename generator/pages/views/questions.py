"""A question's page: both sides, what answers what, who stands where.

A side with many arguments shows those that most others speak to or that speak to most; the list beside the map and the
overview of arguments have all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.graph.checks import MATTER, SAYINGS, UNCHECKED, VERDICTS, Check
from generator.graph.graph import Entry, Link
from generator.graph.positions import HeldPosition, current
from generator.graph.queries import Queries
from generator.graph.sides import Division
from generator.model.kinds.arguments import Argument
from generator.model.kinds.questions import ASKS, Answer, Question
from generator.pages.argument_map import network
from generator.pages.argument_map.map_view import ArgumentMap, draw_map
from generator.pages.argument_map.network import Network
from generator.pages.views.choices import Choice, day_choices, question_choices
from generator.pages.views.entity import EntityView, entity_view

SHOWN = ("<bears-on", "<takes-position-on", "<part-of", "<answers")
MOST_CARDS = 24  # of a side
MOST_ROWS = 22  # of two sides, or of all answers, that stand open
MOST_NEAR = 8  # boxes of the map that is shown first
MOST_LISTED = 30  # arguments by their titles alone


@dataclass(frozen=True, slots=True)
class Card:
    """An argument as it stands in a column."""

    id: str
    argument: Argument
    checks: tuple[Check, ...]  # of the premises that were checked
    attackers: tuple[Link, ...]
    best: tuple[Link, ...]  # the best of these, or none
    found: tuple[tuple[str, int], ...]  # verdicts on its premises, and whether they were said
    alike: int  # how many arguments of its side have the same one maker

    @property
    def is_held(self) -> bool:
        return _is_held(self.argument)


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
    rows: int  # of the table that stands open

    @property
    def name(self) -> str:
        """The title as a part of a sentence."""
        return self.title.rstrip(".")

    @property
    def first(self) -> tuple[Card, ...]:
        return self.cards[: self.rows]

    @property
    def further(self) -> tuple[Card, ...]:
        return self.cards[self.rows :]


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
    centre: str  # the argument that meets most others, if it does not meet all of them
    nearby: ArgumentMap | None  # around it
    unanswered: FirstArguments
    standings: tuple[HeldPosition, ...]  # the latest of each actor
    parts: tuple[str, ...]
    proposals: tuple[str, ...]
    makers: int
    total: int
    choices: tuple[Choice, ...]
    answers: tuple[StandingAnswer, ...]
    asks: str  # in words
    days: tuple[Choice, ...]  # its turning points


def view(queries: Queries, entry: Entry) -> QuestionView:
    graph = queries.graph
    incoming = graph.incoming.get(entry.id, ())
    ids = queries.sides.on(entry.id)
    *sided, _answering = columns(queries, entry.id)
    whole = network.of_question(queries, entry.id)
    part = _around_most_met(queries, whole)
    return QuestionView(
        common=entity_view(queries, entry, shown=SHOWN),
        sides=tuple(sided),
        answering=_titles(queries.sides.taking(entry.id, None)),
        map=draw_map(whole),
        centre=part.centre if part else "",
        nearby=draw_map(part) if part else None,
        unanswered=_titles(queries.unanswered(entry.id)),
        standings=tuple(each for held in queries.positions_on(entry.id) for each in current(held)),
        parts=tuple(link.source for link in incoming if link.relation == "part-of"),
        proposals=tuple(link.source for link in incoming if link.relation == "answers"),
        makers=len({maker for ident in ids for maker in queries.arguments[ident].made_by}),
        total=len(ids),
        choices=question_choices(queries, entry),
        answers=tuple(_answers(queries, entry)),
        asks=ASKS.get(getattr(entry.entity, "asks", "") or "", ""),
        days=day_choices(queries, entry),
    )


def _around_most_met(queries: Queries, whole: Network) -> Network | None:
    """Return the neighbourhood of the argument that meets most others, if that is not all of the network anyway."""
    ids = [node.id for node in whole.nodes[1:]]
    met = {ident: len(queries.answers_to(ident)) + len(queries.answers_by(ident)) for ident in ids}
    part = network.around(queries, max(ids, key=met.__getitem__), steps=1, most=MOST_NEAR) if ids else whole
    return part if len(part.nodes) < len(whole.nodes) else None


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
    choices: tuple[Choice, ...]


def part_view(queries: Queries, entry: Entry, camp: str) -> PartView:
    found = tuple(each for each in columns(queries, entry.id, camp=camp) if each.cards)
    return PartView(entry, camp, found, question_choices(queries, entry))


def columns(queries: Queries, question: str, *, camp: str | None = None) -> Iterator[Side]:
    """Yield a column for each side that is no mixed one or has arguments, and last those that only answer others."""
    rows = max(MOST_ROWS // (len(queries.sides.apart(question)) or 2), 3)
    for division in queries.sides.divisions(question):
        if division.stance != "mixed" or division.arguments:
            yield _column(queries, division, camp, rows)


def _column(queries: Queries, division: Division, camp: str | None, rows: int) -> Side:
    """Build a column, of the arguments that a camp makes where one is named."""
    ids = tuple(i for i in division.arguments if camp is None or camp in queries.camps_of_argument(i))
    arguments = [queries.arguments[ident] for ident in ids]
    held = [each for each in arguments if _is_held(each)]
    alike: Counter[tuple[str, ...]] = Counter(each.made_by for each in arguments if len(each.made_by) == 1)
    return Side(
        "answer" if division.answer else division.stance or "mixed",
        title=division.words,
        anchor=f"for-{division.answer}" if division.answer else division.stance or "answers",
        cards=tuple(_card(queries, i, alike[queries.arguments[i].made_by]) for i in _most_connected(queries, ids)),
        total=len(ids),
        unanswered=sum(not queries.attackers(ident) for ident in ids),
        holders=len({maker for each in held for maker in each.made_by}),
        rows=rows,
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


def _is_held(argument: Argument) -> bool:
    """Say whether its makers hold it still, and on the side that it is on."""
    return argument.held_until is None and not argument.concession


def _card(queries: Queries, ident: str, alike: int) -> Card:
    argument = queries.arguments[ident]
    reached = tuple(c for c in map(queries.check_of, argument.premises) if c.reach != UNCHECKED)
    found = [queries.claims[claim].verdict for check in reached for claim in (*check.matters, *check.sayings)]
    attackers = queries.attackers(ident)
    return Card(
        ident,
        argument,
        reached,
        attackers,
        tuple(sorted(attackers, key=lambda link: _weakness(queries, link.source))[:1]),
        tuple(
            (verdict, found.count(verdict)) for verdict in (*reversed(VERDICTS), *reversed(SAYINGS)) if verdict in found
        ),
        alike,
    )


def _weakness(queries: Queries, ident: str) -> tuple[bool, int, int]:
    """Return what makes an answer a worse one: it is not held, is answered itself, rests on fewer steps checked."""
    argument = queries.arguments[ident]
    checked = sum(queries.check_of(each).reach == MATTER for each in argument.premises)
    return not _is_held(argument), len(queries.attackers(ident)), -checked
