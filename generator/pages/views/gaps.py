"""What is missing: computed from the graph, next to what the editors wrote down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.graph import reviews
from generator.graph.queries import Queries
from generator.model.site import Topic
from generator.pages.views.coverage import Coverage, coverage


@dataclass(frozen=True, slots=True)
class Balance:
    """How many arguments each side of a question has, and how many nobody answers."""

    question: str
    sides: tuple[tuple[str, int], ...]  # in words
    unanswered: tuple[str, ...]


@dataclass(frozen=True)
class GapsView:
    """Everything that the page shows."""

    topics: tuple[Topic, ...]
    balances: tuple[Balance, ...]
    unanswered: tuple[str, ...]
    dependent: tuple[str, ...]  # claims whose evidence tells one story only
    unevidenced: tuple[str, ...]
    without_position: tuple[str, ...]
    camps: tuple[tuple[str | None, int], ...]  # sources by camp
    coverage: tuple[Coverage, ...]
    arguments: int
    claims: int
    actors: int
    signed: int  # pages of which somebody signed a review
    edited: tuple[str, ...]  # those of them that were edited since


def view(queries: Queries) -> GapsView:
    evidence = {ident: tuple(e.source for e in claim.evidence) for ident, claim in queries.claims.items()}
    counts = Counter(source.camp for source in queries.sources.values())
    order = [camp.id for camp in queries.graph.site.camps]
    speaking = {actor for actor, _ in queries.positions}
    makers = {maker for argument in queries.arguments.values() for maker in argument.made_by}
    balances = tuple(_balance(queries, question) for question in queries.orders["questions"])
    states = {entry.id: reviews.state(entry) for entry in queries.graph.entries.values() if entry.entity.reviewed_by}
    return GapsView(
        topics=queries.graph.site.gaps,
        balances=balances,
        unanswered=tuple(dict.fromkeys(ident for balance in balances for ident in balance.unanswered)),
        dependent=tuple(
            ident
            for ident in queries.orders["claims"]
            if evidence[ident] and len(queries.independence(evidence[ident]).stories) == 1
        ),
        unevidenced=tuple(ident for ident in queries.orders["claims"] if not evidence[ident]),
        without_position=tuple(i for i in queries.orders["actors"] if i not in speaking and i not in makers),
        arguments=len(queries.arguments),
        claims=len(queries.claims),
        actors=len(queries.orders["actors"]),
        signed=len(states),
        edited=tuple(ident for ident, state in states.items() if state.is_edited),
        coverage=coverage(queries),
        camps=tuple((camp, counts[camp]) for camp in (*order, None) if counts[camp]),
    )


def _balance(queries: Queries, question: str) -> Balance:
    sided = (each for each in queries.sides.divisions(question) if each.stance or each.answer)
    return Balance(question, tuple((each.words, len(each.arguments)) for each in sided), queries.unanswered(question))
