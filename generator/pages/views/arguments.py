"""An argument's page: its premises with their verdicts, what speaks against it, what it attacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.graph.checks import SAYINGS, VERDICTS, Check
from generator.graph.graph import Entry
from generator.graph.queries import Queries
from generator.model.kinds.arguments import Argument, Premise
from generator.model.kinds.questions import Question
from generator.pages.argument_map import network
from generator.pages.argument_map.map_view import ArgumentMap, draw_map
from generator.pages.views.entity import EntityView, entity_view

SHOWN = (
    ">rests-on-claim", ">bears-on", ">made-by", ">rests-on", ">supports", "<supports",
    ">rebuts", ">undermines", ">undercuts", "<rebuts", "<undermines", "<undercuts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckedPremise:
    """A premise with what was found out about it."""

    premise: Premise
    check: Check


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two arguments that meet: the other one, how, at which premise and why."""

    id: str
    how: str
    premise: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Fall:
    """What happens if the claim that checks one or more premises is rejected."""

    premises: tuple[int, ...]
    left: tuple[int, ...]  # the other premises
    is_fatal: bool  # the argument itself loses its last support
    others: tuple[str, ...]  # that lose theirs with it


@dataclass(frozen=True)
class ArgumentView:
    """Everything that an argument's page shows. What only that page shows is worked out when it is printed."""

    queries: Queries
    common: EntityView
    argument: Argument
    steps: tuple[CheckedPremise, ...]
    attacked_by: tuple[Meeting, ...]
    backed_by: tuple[Meeting, ...]
    attacks: tuple[Meeting, ...]
    supports: tuple[Meeting, ...]
    verdicts: tuple[tuple[str, int], ...]  # on the matter of its premises
    sayings: tuple[tuple[str, int], ...]  # on whether they were said
    camps: tuple[str, ...]
    answer: str | None  # the words of the answer it speaks for

    @cached_property
    def map(self) -> ArgumentMap:
        return draw_map(network.around(self.queries, self.common.entry.id))

    @cached_property
    def _falls(self) -> tuple[Fall, ...]:
        claims = dict.fromkeys(claim for step in self.steps for claim in step.check.matters)
        return tuple(_fall(self.queries, self.common.entry.id, claim) for claim in claims)

    @property
    def falls(self) -> tuple[Fall, ...]:
        """What falls with a claim that a premise rests on, in the order of the premises."""
        return tuple(fall for fall in self._falls if fall.is_fatal or fall.others)

    @property
    def harmless(self) -> tuple[int, ...]:
        """The checked premises without which nothing falls."""
        quiet = (fall.premises for fall in self._falls if not fall.is_fatal and not fall.others)
        return tuple(sorted(number for premises in quiet for number in premises))


def view(queries: Queries, entry: Entry) -> ArgumentView:
    argument = queries.arguments[entry.id]
    steps = tuple(CheckedPremise(premise, queries.check_of(premise)) for premise in argument.premises)
    verdicts = [queries.claims[claim].verdict for step in steps for claim in step.check.matters]
    sayings = [queries.claims[claim].verdict for step in steps for claim in step.check.sayings]
    return ArgumentView(
        queries=queries,
        common=entity_view(queries, entry, shown=SHOWN),
        argument=argument,
        steps=steps,
        attacked_by=tuple(_attacks_on(queries, entry.id)),
        backed_by=tuple(_support_for(queries, entry.id)),
        attacks=tuple(Meeting(each.argument, each.how, each.premise, each.why) for each in argument.attacks),
        supports=tuple(Meeting(each.argument, "supports", None, each.why or "") for each in argument.supports),
        verdicts=tuple((verdict, verdicts.count(verdict)) for verdict in reversed(VERDICTS) if verdict in verdicts),
        sayings=tuple((verdict, sayings.count(verdict)) for verdict in reversed(SAYINGS) if verdict in sayings),
        camps=queries.camps_of_argument(entry.id),
        answer=_answer(queries, argument),
    )


def _fall(queries: Queries, ident: str, claim: str) -> Fall:
    premises = tuple(enumerate((queries.check_of(each).matters for each in queries.arguments[ident].premises), 1))
    fallen = queries.support_graph.fallen_without(claim)
    return Fall(
        premises=tuple(number for number, checked in premises if claim in checked),
        left=tuple(number for number, checked in premises if claim not in checked),
        is_fatal=ident in fallen,
        others=tuple(sorted(fallen - {ident}, key=queries.place)),
    )


def _answer(queries: Queries, argument: Argument) -> str | None:
    question = queries.graph.entries[argument.question].entity
    assert isinstance(question, Question)
    return next((answer.text for answer in question.answers if answer.id == argument.answer), None)


def _attacks_on(queries: Queries, target: str) -> Iterator[Meeting]:
    """Yield every attack: one argument may attack another in more than one way."""
    for attacker in dict.fromkeys(link.source for link in queries.attackers(target)):
        for each in queries.arguments[attacker].attacks:
            if each.argument == target:
                yield Meeting(attacker, each.how, each.premise, each.why)


def _support_for(queries: Queries, target: str) -> Iterator[Meeting]:
    for backer in dict.fromkeys(link.source for link in queries.backers(target)):
        for each in queries.arguments[backer].supports:
            if each.argument == target:
                yield Meeting(backer, "supports", None, each.why or "")
