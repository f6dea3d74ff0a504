"""Graph to network: the arguments that one picture and the list beside it are about.

In: a survey, and a question or an argument. Out: a `Network`, the same for the picture and for the list, so that both
say the same. Knows nothing of places on a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.survey import SIDES, Survey

QUESTION, ANSWER = "question", "answer"  # the roles of what takes no side; the others are the sides


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the picture: a question or an argument."""

    id: str
    title: str
    role: str  # question, a side, or answer


@dataclass(frozen=True, order=True, slots=True)
class Edge:
    """A line of the picture: what the source says to the target. A side is what it says to a question."""

    source: str
    relation: str
    target: str


@dataclass(frozen=True)
class Network:
    """A question, arguments, and all that they say to each other. Nodes are in the order in which a reader meets them."""

    root: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """Map each node to what is said to it, in the order of the nodes that say it."""
        place = {node.id: number for number, node in enumerate(self.nodes)}
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in sorted(self.edges, key=lambda edge: (place[edge.source], edge.relation)):
            found[edge.target].append(edge)
        return {target: tuple(edges) for target, edges in found.items()}

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in sorted(self.edges):
            found[edge.source].append(edge)
        return {source: tuple(edges) for source, edges in found.items()}

    @property
    def arguments(self) -> int:
        return len(self.nodes) - 1

    def among(self, chosen: Collection[str]) -> Network:
        """Return the part that some of the nodes make, with the question and every line between them."""
        kept = {self.root, *chosen}
        return Network(
            self.root,
            tuple(node for node in self.nodes if node.id in kept),
            tuple(edge for edge in self.edges if edge.source in kept and edge.target in kept),
        )


def of_question(survey: Survey, question: str) -> Network:
    """Return everything that bears on a question, and what answers or backs it up from other questions."""
    own = (
        *(ident for side in SIDES for ident in survey.bearing_on(question, side)),
        *survey.bearing_on(question, None),
    )
    guests = {link.source for ident in own for link in survey.answers_to(ident)} - set(own)
    return _network(survey, question, (*own, *(ident for ident in survey.orders["arguments"] if ident in guests)))


def _network(survey: Survey, question: str, arguments: Iterable[str]) -> Network:
    shown = tuple(arguments)
    known = frozenset(shown)
    sides = {i: _side(survey, question, i) for i in shown}
    nodes = [Node(question, survey.graph.title(question), QUESTION)]
    nodes += [Node(ident, survey.graph.title(ident), sides[ident] or ANSWER) for ident in shown]
    edges = [Edge(ident, side, question) for ident, side in sides.items() if side]
    edges += [
        Edge(link.source, link.relation, link.target)
        for ident in shown
        for link in survey.answers_to(ident)
        if link.source in known
    ]
    return Network(question, tuple(nodes), tuple(sorted(set(edges))))


def _side(survey: Survey, question: str, argument: str) -> str | None:
    described = survey.arguments[argument]
    return described.stance if described.question == question else None
