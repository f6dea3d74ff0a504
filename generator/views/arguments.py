"""An argument's page: its premises with their verdicts, what speaks against it, what it attacks."""

from __future__ import annotations

from dataclasses import dataclass

from generator.graph import Entry
from generator.kinds.arguments import Argument, Premise
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


def view(survey: Survey, entry: Entry) -> ArgumentView:
    argument = survey.arguments[entry.id]
    verdicts = [survey.claims[p.claim].verdict for p in argument.premises if p.claim]
    return ArgumentView(
        common=entity_view(survey, entry, shown=SHOWN),
        argument=argument,
        steps=tuple(Step(p, survey.claims[p.claim].verdict if p.claim else None) for p in argument.premises),
        attacked_by=tuple(_attack_on(survey, link.source, entry.id) for link in survey.attackers(entry.id)),
        backed_by=tuple(_support_of(survey, link.source, entry.id) for link in survey.backers(entry.id)),
        attacks=tuple(Meeting(each.argument, each.how, each.premise, each.why) for each in argument.attacks),
        supports=tuple(Meeting(each.argument, "supports", None, each.why or "") for each in argument.supports),
        verdicts=tuple((verdict, verdicts.count(verdict)) for verdict in reversed(VERDICTS) if verdict in verdicts),
        camps=survey.camps_of_argument(entry.id),
    )


def _attack_on(survey: Survey, attacker: str, target: str) -> Meeting:
    attack = next(each for each in survey.arguments[attacker].attacks if each.argument == target)
    return Meeting(attacker, attack.how, attack.premise, attack.why)


def _support_of(survey: Survey, backer: str, target: str) -> Meeting:
    support = next(each for each in survey.arguments[backer].supports if each.argument == target)
    return Meeting(backer, "supports", None, support.why or "")
