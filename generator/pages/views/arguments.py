"""An argument's page: its premises with their verdicts, what speaks against it, what it attacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.graph.checks import SAYINGS, VERDICTS, Check
from generator.graph.graph import Entry
from generator.graph.queries import Queries
from generator.locale import N_, _, format_list, ngettext
from generator.model.kinds.arguments import LINKAGES, Argument, Bearing, Premise
from generator.model.kinds.questions import Question
from generator.pages.argument_map import network
from generator.pages.argument_map.map_view import ArgumentMap, draw_map
from generator.pages.views.claims import EvidenceRow, evidence_of
from generator.pages.views.entity import EntityView, entity_view
from generator.pages.views.quantities import Scale, scales

UNSAID = N_("It is not said here whether the premises carry only together or each alone.")
COUNTEREVIDENCE = (N_("Evidence that it was not said"), N_("Evidence against it"), N_("Evidence against that claim"))
SHOWN = (
    ">rests-on-claim", ">rests-on-argument", ">gives-figure", ">bears-on", ">made-by", ">rests-on", ">supports",
    "<supports",
    ">rebuts", ">undermines", ">undercuts", "<rebuts", "<undermines", "<undercuts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two arguments that meet: the other one, how, at which premise and why."""

    id: str
    how: str
    premise: int | None
    why: str


@dataclass(frozen=True, slots=True)
class CheckedPremise:
    """A premise with what was found out about it, and what hits it: arguments, and evidence against its claims."""

    premise: Premise
    check: Check
    attacks: tuple[Meeting, ...]
    counterevidence: tuple[tuple[str, EvidenceRow], ...]  # with the words that say against what it is


@dataclass(frozen=True, slots=True)
class Fall:
    """What happens if the claim that checks one or more premises, or the argument that they rest on, is rejected."""

    premises: tuple[int, ...]
    left: tuple[int, ...]  # the premises of which this holds still
    is_fatal: bool  # the argument itself loses its last support
    others: tuple[str, ...]  # that lose theirs with it


@dataclass(frozen=True)
class ArgumentView:
    """Everything that an argument's page shows. What only that page shows is worked out when it is printed."""

    queries: Queries
    common: EntityView
    argument: Argument
    steps: tuple[CheckedPremise, ...]
    attacked_by: tuple[Meeting, ...]  # in every way
    backed_by: tuple[Meeting, ...]
    attacks: tuple[Meeting, ...]
    supports: tuple[Meeting, ...]
    quantities: tuple[tuple[int, str, tuple[Scale, ...]], ...]  # of its premises, by their numbers
    verdicts: tuple[tuple[str, int], ...]  # on the matter of its premises
    sayings: tuple[tuple[str, int], ...]  # on whether they were said
    camps: tuple[str, ...]
    bearings: tuple[tuple[Bearing, str, str], ...]  # with the words of the answer it speaks for, and of its side
    noun: str

    @property
    def attacked_as_a_whole(self) -> tuple[Meeting, ...]:
        """What attacks no single premise: those attacks stand under the premises."""
        return tuple(meeting for meeting in self.attacked_by if meeting.premise is None)

    @property
    def linkage(self) -> str:
        """Say whether the premises carry only together or each alone, or that nobody says."""
        carry, several = self.argument.premises_carry, len(self.steps) > 1
        if alone := [str(number) for number, step in enumerate(self.steps, 1) if step.premise.alone]:
            return ngettext(
                "Premise %(numbers)s carries alone; the others carry only together (linked).",
                "Premises %(numbers)s carry each alone; the others carry only together (linked).",
                len(alone),
                numbers=format_list(alone),
            )
        return (_(LINKAGES[carry]) if carry else _(UNSAID)) if several else ""

    @property
    def is_linked(self) -> bool:
        return self.argument.premises_carry == "together" and len(self.steps) > 1

    @cached_property
    def map(self) -> ArgumentMap:
        return draw_map(network.around(self.queries, self.common.entry.id))

    @cached_property
    def _falls(self) -> tuple[Fall, ...]:
        needs = dict.fromkeys(need for step in self.steps for need in sorted(self.queries.needs(step.premise)))
        return tuple(_fall(self.queries, self.common.entry.id, need) for need in needs)

    @property
    def falls(self) -> tuple[Fall, ...]:
        """What falls with a claim or an argument that a premise rests on, in the order of the premises."""
        return tuple(fall for fall in self._falls if fall.is_fatal or fall.others)

    @property
    def harmless(self) -> tuple[int, ...]:
        """The checked premises without which nothing falls."""
        quiet = (fall.premises for fall in self._falls if not fall.is_fatal and not fall.others)
        return tuple(sorted(number for premises in quiet for number in premises))


def view(queries: Queries, entry: Entry) -> ArgumentView:
    argument = queries.arguments[entry.id]
    attacked_by = tuple(_attacks_on(queries, entry.id))
    steps = tuple(
        CheckedPremise(
            premise,
            queries.check_of(premise),
            tuple(meeting for meeting in attacked_by if meeting.premise == number),
            tuple(_counterevidence(queries, queries.check_of(premise))),
        )
        for number, premise in enumerate(argument.premises, 1)
    )
    verdicts = [queries.claims[claim].verdict for step in steps for claim in step.check.matters]
    sayings = [queries.claims[claim].verdict for step in steps for claim in step.check.sayings]
    hits = (row.evidence.source for step in steps for _words, row in step.counterevidence)
    told = queries.independence((*queries.graph.cited_by(entry.id), *hits))
    return ArgumentView(
        queries=queries,
        common=replace(entity_view(queries, entry, shown=SHOWN), told=told),
        argument=argument,
        steps=steps,
        attacked_by=attacked_by,
        backed_by=tuple(_support_for(queries, entry.id)),
        attacks=tuple(Meeting(each.argument, each.how, each.premise, each.why) for each in argument.attacks),
        supports=tuple(Meeting(each.argument, "supports", None, each.why or "") for each in argument.supports),
        quantities=tuple(
            (number, each.of, scales(each))
            for number, premise in enumerate(argument.premises, 1)
            for each in premise.quantities
        ),
        verdicts=tuple((verdict, verdicts.count(verdict)) for verdict in reversed(VERDICTS) if verdict in verdicts),
        sayings=tuple((verdict, sayings.count(verdict)) for verdict in reversed(SAYINGS) if verdict in sayings),
        camps=queries.camps_of_argument(entry.id),
        bearings=tuple(_bearings(queries, entry.id)),
        noun=queries.sides.noun(entry.id),
    )


def _counterevidence(queries: Queries, check: Check) -> Iterator[tuple[str, EvidenceRow]]:
    for words, claims in zip(
        COUNTEREVIDENCE, (check.sayings, check.matters, filter(None, (check.aside,))), strict=True
    ):
        for row in (row for claim in claims for row in evidence_of(queries, claim) if row.evidence.role == "disputes"):
            yield words, row


def _fall(queries: Queries, ident: str, rejected: str) -> Fall:
    argument = queries.arguments[ident]
    needs = dict(enumerate(map(queries.needs, argument.premises), 1))
    fallen = queries.support_graph.fallen_without(rejected)
    gone = {number for number, need in needs.items() if rejected in need or need & fallen}
    whole = (line for line in argument.lines if gone.isdisjoint(line))
    return Fall(
        premises=tuple(number for number, need in needs.items() if rejected in need),
        left=tuple(sorted(number for line in whole for number in line)),
        is_fatal=ident in fallen,
        others=tuple(sorted(fallen - {ident}, key=queries.place)),
    )


def _bearings(queries: Queries, ident: str) -> Iterator[tuple[Bearing, str, str]]:
    """Yield what it bears on, with the words of the answer that it speaks for and of its side, if it has one."""
    for bearing in queries.arguments[ident].bearings:
        question = queries.graph.entries[bearing.question].entity
        assert isinstance(question, Question)
        answer = next((answer.text for answer in question.answers if answer.id == bearing.answer), "")
        is_apart = queries.sides.apart(bearing.question)
        yield bearing, answer, "" if is_apart else queries.sides.words(bearing.question, ident)


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
