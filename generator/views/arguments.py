"""An argument's page: its premises with their verdicts, what speaks against it, what it attacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.graph import Entry
from generator.kinds.arguments import Argument, Premise
from generator.kinds.questions import Question
from generator.survey import VERDICTS, Survey
from generator.views.entity import EntityView, entity_view

SHOWN = (
    ">rests-on-claim", ">bears-on", ">made-by", ">rests-on", ">supports", "<supports",
    ">rebuts", ">undermines", ">undercuts", "<rebuts", "<undermines", "<undercuts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A premise with the verdict on its claim."""

    premise: Premise
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two arguments that meet: the other one, how, at which premise and why."""

    id: str
    how: str
    premise: int | None
    why: str


@dataclass(frozen=True)
class ArgumentView:
    """Everything that an argument's page shows."""

    common: EntityView
    argument: Argument
    steps: tuple[Step, ...]
    attacked_by: tuple[Meeting, ...]
    backed_by: tuple[Meeting, ...]
    attacks: tuple[Meeting, ...]
    supports: tuple[Meeting, ...]
    verdicts: tuple[tuple[str, int], ...]
    camps: tuple[str, ...]
    answer: str | None  # the words of the answer it speaks for


def view(survey: Survey, entry: Entry) -> ArgumentView:
    argument = survey.arguments[entry.id]
    verdicts = [survey.claims[p.claim].verdict for p in argument.premises if p.claim]
    return ArgumentView(
        common=entity_view(survey, entry, shown=SHOWN),
        argument=argument,
        steps=tuple(Step(p, survey.claims[p.claim].verdict if p.claim else None) for p in argument.premises),
        attacked_by=tuple(_attacks_on(survey, entry.id)),
        backed_by=tuple(_support_for(survey, entry.id)),
        attacks=tuple(Meeting(each.argument, each.how, each.premise, each.why) for each in argument.attacks),
        supports=tuple(Meeting(each.argument, "supports", None, each.why or "") for each in argument.supports),
        verdicts=tuple((verdict, verdicts.count(verdict)) for verdict in reversed(VERDICTS) if verdict in verdicts),
        camps=survey.camps_of_argument(entry.id),
        answer=_answer(survey, argument),
    )


def _answer(survey: Survey, argument: Argument) -> str | None:
    question = survey.graph.entries[argument.question].entity
    assert isinstance(question, Question)
    return next((answer.text for answer in question.answers if answer.id == argument.answer), None)


def _attacks_on(survey: Survey, target: str) -> Iterator[Meeting]:
    """Yield every attack: one argument may attack another in more than one way."""
    for attacker in dict.fromkeys(link.source for link in survey.attackers(target)):
        for each in survey.arguments[attacker].attacks:
            if each.argument == target:
                yield Meeting(attacker, each.how, each.premise, each.why)


def _support_for(survey: Survey, target: str) -> Iterator[Meeting]:
    for backer in dict.fromkeys(link.source for link in survey.backers(target)):
        for each in survey.arguments[backer].supports:
            if each.argument == target:
                yield Meeting(backer, "supports", None, each.why or "")
