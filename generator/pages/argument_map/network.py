"""Graph to network: the arguments that one picture and the list beside it are about.

In: a survey, and a question or an argument. Out: a `Network`, the same for the picture and for the list, so that both
say the same. Knows nothing of places on a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.graph.graph import Link
from generator.graph.queries import SIDES, Survey

QUESTION, ANSWER, GUEST = "question", "answer", "guest"  # roles beside the sides
NEAR = 12  # nodes in a picture of a neighbourhood
_STEPS = 2


@dataclass(frozen=True, slots=True)
class Node:
    """A question or an argument. The role is its side; `answer` where it takes none, `guest` on another question."""

    id: str
    title: str
    role: str


@dataclass(frozen=True, order=True, slots=True)
class Edge:
    """What one argument says to another; to the question, its side."""

    source: str
    relation: str
    target: str


@dataclass(frozen=True)
class Network:
    """A question, arguments, and all that they say to each other, in the order in which a reader meets them."""

    root: str
    nodes: tuple[Node, ...]  # the question is the first
    edges: tuple[Edge, ...]
    centre: str = ""  # the argument whose neighbourhood it is, if it is one

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Edge, ...]]:
        """Map each node to what is said to it, in the order of the nodes that say it."""
        place = {node.id: number for number, node in enumerate(self.nodes)}
        return _grouped(sorted(self.edges, key=lambda e: (place[e.source], e.relation)), lambda e: e.target)

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Edge, ...]]:
        return _grouped(self.edges, lambda e: e.source)

    @cached_property
    def _mutual(self) -> frozenset[Edge]:
        edges = set(self.edges)
        return frozenset(edge for edge in edges if Edge(edge.target, edge.relation, edge.source) in edges)

    def is_mutual(self, edge: Edge) -> bool:
        """Say whether the target says the same to the source."""
        return edge in self._mutual

    def distances(self) -> dict[str, int]:
        """Return how many steps each node is from the question, without those that have no way to it."""
        found = {self.root: 0}
        queue = [self.root]
        for ident in queue:
            for edge in self.incoming.get(ident, ()):
                if edge.source not in found:
                    found[edge.source] = found[ident] + 1
                    queue.append(edge.source)
        return found

    def among(self, chosen: Collection[str]) -> Network:
        """Return the part that some of the nodes make, with the question and every line between them."""
        kept = {self.root, *chosen}
        return Network(
            self.root,
            tuple(node for node in self.nodes if node.id in kept),
            tuple(edge for edge in self.edges if edge.source in kept and edge.target in kept),
            self.centre,
        )


def of_question(survey: Survey, question: str) -> Network:
    """Return every argument that bears on a question: those with a side first."""
    sides = [ident for side in SIDES for ident in survey.bearing_on(question, side)]
    return _network(survey, question, (*sides, *survey.bearing_on(question, None)))


def around(survey: Survey, argument: str) -> Network:
    """Return an argument with what it answers or backs up and what answers or backs it up, two steps either way."""
    question = survey.arguments[argument].question
    found = dict.fromkeys((argument, *_steps_from(survey, argument)))
    return replace(_network(survey, question, list(found)[: NEAR - 1]), centre=argument)


def _steps_from(survey: Survey, argument: str) -> Iterator[str]:
    """Yield the nearest first, and at each step what it speaks to before what speaks to it."""
    targets: tuple[str, ...] = (argument,)
    sources = targets
    for _ in range(_STEPS):
        targets = tuple(link.target for ident in targets for link in survey.answers_by(ident))
        sources = tuple(link.source for ident in sources for link in survey.answers_to(ident))
        yield from targets
        yield from sources


def _network(survey: Survey, question: str, arguments: Iterable[str]) -> Network:
    idents = dict.fromkeys(arguments)
    nodes = (Node(ident, survey.graph.title(ident), _role(survey, question, ident)) for ident in idents)
    sides = (Edge(i, side, question) for i in idents if (side := _role(survey, question, i)) in SIDES)
    links = (link for ident in idents for link in survey.answers_to(ident) if link.source in idents)
    return Network(
        question,
        (Node(question, survey.graph.title(question), QUESTION), *nodes),
        tuple(sorted((*sides, *map(_edge, links)))),
    )


def _role(survey: Survey, question: str, argument: str) -> str:
    described = survey.arguments[argument]
    return GUEST if described.question != question else described.stance or ANSWER


def _grouped(edges: Iterable[Edge], key: Callable[[Edge], str]) -> Mapping[str, tuple[Edge, ...]]:
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[key(edge)].append(edge)
    return {ident: tuple(group) for ident, group in found.items()}


def _edge(link: Link) -> Edge:
    return Edge(link.source, link.relation, link.target)
