"""Select the network of arguments that one picture and the list beside it show.

In: queries, and a question or an argument. Out: a `Network`, the same for the picture and for the list, so that both
say the same. Knows nothing of places on a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.graph.queries import Queries
from generator.graph.support import grouped
from generator.model import labels

QUESTION, ANSWER, GUEST = "question", "answer", "guest"  # roles beside the sides
NEAR = 12  # nodes in a picture of a neighbourhood


@dataclass(frozen=True, slots=True)
class ArgumentNode:
    """A question or an argument. The role is its side; `answer` where it takes none, `guest` on another question."""

    id: str
    title: str
    role: str
    side: str = ""  # in words


@dataclass(frozen=True, order=True, slots=True)
class ArgumentEdge:
    """What one argument says to another; to the question, its side."""

    source: str
    relation: str
    target: str


@dataclass(frozen=True)
class Network:
    """A question, arguments, and all that they say to each other, in the order in which a reader meets them."""

    root: str
    nodes: tuple[ArgumentNode, ...]  # the question is the first
    edges: tuple[ArgumentEdge, ...]
    centre: str = ""  # the argument whose neighbourhood it is, if it is one

    @cached_property
    def incoming(self) -> Mapping[str, tuple[ArgumentEdge, ...]]:
        """Map each node to what is said to it, in the order of the nodes that say it."""
        place = {node.id: number for number, node in enumerate(self.nodes)}
        return grouped((e.target, e) for e in sorted(self.edges, key=lambda e: (place[e.source], e.relation)))

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[ArgumentEdge, ...]]:
        return grouped((e.source, e) for e in self.edges)

    @cached_property
    def _mutual(self) -> frozenset[ArgumentEdge]:
        edges = set(self.edges)
        return frozenset(edge for edge in edges if ArgumentEdge(edge.target, edge.relation, edge.source) in edges)

    def is_mutual(self, edge: ArgumentEdge) -> bool:
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


def of_question(queries: Queries, question: str) -> Network:
    """Return every argument that bears on a question: those with a side first."""
    divisions = queries.sides.divisions(question)
    return _network(queries, question, (ident for each in divisions for ident in each.arguments))


def around(queries: Queries, argument: str, *, steps: int = 2, most: int = NEAR) -> Network:
    """Return an argument with what it answers or backs up and what answers or backs it up, some steps either way."""
    question = queries.arguments[argument].question
    found = dict.fromkeys((argument, *_steps_from(queries, argument, steps)))
    return replace(_network(queries, question, list(found)[: most - 1]), centre=argument)


def _steps_from(queries: Queries, argument: str, steps: int) -> Iterator[str]:
    """Yield the nearest first, and at each step what it speaks to before what speaks to it."""
    targets: tuple[str, ...] = (argument,)
    sources = targets
    for _ in range(steps):
        targets = tuple(link.target for ident in targets for link in queries.answers_by(ident))
        sources = tuple(link.source for ident in sources for link in queries.answers_to(ident))
        yield from targets
        yield from sources


def _network(queries: Queries, question: str, arguments: Iterable[str]) -> Network:
    idents = dict.fromkeys(arguments)
    nodes = (
        ArgumentNode(i, queries.graph.title(i), _role(queries, question, i), queries.sides.words(question, i))
        for i in idents
    )
    sides = (ArgumentEdge(i, side, question) for i in idents if (side := _role(queries, question, i)) in labels.SIDES)
    links = (link for ident in idents for link in queries.answers_to(ident) if link.source in idents)
    return Network(
        question,
        (ArgumentNode(question, queries.graph.title(question), QUESTION), *nodes),
        tuple(sorted((*sides, *(ArgumentEdge(link.source, link.relation, link.target) for link in links)))),
    )


def _role(queries: Queries, question: str, argument: str) -> str:
    is_guest = all(each.question != question for each in queries.arguments[argument].bearings)
    return GUEST if is_guest else queries.sides.stance(question, argument) or ANSWER
