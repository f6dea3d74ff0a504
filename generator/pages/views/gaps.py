"""What is missing: computed from the graph, next to what the editors wrote down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.graph.queries import Survey
from generator.model.site import Topic
from generator.pages.views.coverage import Coverage, coverage


@dataclass(frozen=True, slots=True)
class Balance:
    """How many arguments each side of a question has, and how many nobody answers."""

    question: str
    for_: int
    against: int
    mixed: int
    unanswered: tuple[str, ...]


@dataclass(frozen=True)
class GapsView:
    """Everything that the page shows."""

    topics: tuple[Topic, ...]
    balances: tuple[Balance, ...]
    dependent: tuple[str, ...]  # claims whose evidence tells one story only
    unevidenced: tuple[str, ...]
    without_position: tuple[str, ...]
    camps: tuple[tuple[str | None, int], ...]  # sources by camp
    coverage: tuple[Coverage, ...]
    arguments: int
    claims: int
    actors: int


def view(survey: Survey) -> GapsView:
    evidence = {ident: tuple(e.source for e in claim.evidence) for ident, claim in survey.claims.items()}
    counts = Counter(source.camp for source in survey.sources.values())
    order = [camp.id for camp in survey.graph.site.camps]
    speaking = {actor for actor, _ in survey.positions}
    makers = {maker for argument in survey.arguments.values() for maker in argument.made_by}
    return GapsView(
        topics=survey.graph.site.gaps,
        balances=tuple(_balance(survey, question) for question in survey.orders["questions"]),
        dependent=tuple(
            ident
            for ident in survey.orders["claims"]
            if evidence[ident] and len(survey.independence(evidence[ident]).stories) == 1
        ),
        unevidenced=tuple(ident for ident in survey.orders["claims"] if not evidence[ident]),
        without_position=tuple(i for i in survey.orders["actors"] if i not in speaking and i not in makers),
        arguments=len(survey.arguments),
        claims=len(survey.claims),
        actors=len(survey.orders["actors"]),
        coverage=coverage(survey),
        camps=tuple((camp, counts[camp]) for camp in (*order, None) if counts[camp]),
    )


def _balance(survey: Survey, question: str) -> Balance:
    sides = {stance: len(survey.bearing_on(question, stance)) for stance in ("for", "against", "mixed")}
    return Balance(question, sides["for"], sides["against"], sides["mixed"], survey.unanswered(question))
