"""Assign layers: the column of each box, counted from the question.

In: a network. Out: a column for each node, the question in the first. What is said to a box stands to its right where
it can. Where arguments answer each other in a circle it cannot, and the cheapest exceptions are taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.pages.argument_map.network import ArgumentEdge, Network

MOST_COLUMNS = 5  # a page has room for

_SAME = 3.0  # a line within a column is the hardest to follow
_BACK = 1.2  # a line from left to right goes against the order of reading, unless it goes both ways
_STEP = 0.6  # for each column that a line passes
_STEP_TO_QUESTION = 0.25  # those lines run together, so that length costs them little


class _Pull(NamedTuple):
    """A line, and what it costs to draw it long or from left to right."""

    source: str
    target: str
    step: float
    back: float


def columns(network: Network) -> dict[str, int]:
    """Return the column of each node, counted from 1, without empty ones between."""
    pulls = [_pull(network, edge) for edge in network.edges]
    starts: list[dict[str, int]] = []
    for start in (_near(network), _far(network, mutual=False), _far(network, mutual=True)):
        if start not in starts:  # in most small networks they are the same
            starts.append(start)
    idents = [node.id for node in network.nodes[1:]]
    improved = [_improved(pulls, start, order) for start in starts for order in (idents, idents[::-1])]
    best = min(improved, key=lambda places: _cost(pulls, places))
    used = sorted(set(best.values()))
    return {ident: used.index(column) + 1 for ident, column in best.items()}


def _pull(network: Network, edge: ArgumentEdge) -> _Pull:
    step = _STEP_TO_QUESTION if edge.target == network.root else _STEP
    return _Pull(edge.source, edge.target, step, 0 if network.is_mutual(edge) else _BACK)


def _near(network: Network) -> dict[str, int]:
    """Put each node as near to the question as its shortest way there allows."""
    steps = network.distances()
    return {node.id: min(steps.get(node.id, 1) + 1, MOST_COLUMNS) for node in network.nodes}


def _far(network: Network, *, mutual: bool) -> dict[str, int]:
    """Put each node to the right of all that it speaks to, as far as columns and circles allow."""
    found = {node.id: 2 for node in network.nodes[1:]} | {network.root: 1}
    for _ in range(MOST_COLUMNS):
        for node in network.nodes[1:]:
            edges = (edge for edge in network.outgoing.get(node.id, ()) if mutual or not network.is_mutual(edge))
            found[node.id] = min(max((found[edge.target] for edge in edges), default=1) + 1, MOST_COLUMNS)
    return found


def _improved(pulls: Iterable[_Pull], start: Mapping[str, int], order: Iterable[str]) -> dict[str, int]:
    """Move one node at a time to where its lines cost least, until none gains by moving."""
    around: dict[str, list[_Pull]] = defaultdict(list)
    for pull in pulls:
        around[pull.source].append(pull)
        around[pull.target].append(pull)
    places = dict(start)
    moved = True
    while moved:
        moved = False
        for ident in order:
            before = places[ident]
            costs = _costs(around[ident], ident, places)
            best = min((before, *costs), key=costs.__getitem__)
            places[ident] = best
            moved = moved or best != before
    return places


def _costs(pulls: list[_Pull], ident: str, places: dict[str, int]) -> dict[int, float]:
    """Return what the lines of one node would cost in each column, trying each on `places`."""
    found = {}
    for column in range(2, MOST_COLUMNS + 1):
        places[ident] = column
        found[column] = _cost(pulls, places)
    return found


def _cost(pulls: Iterable[_Pull], places: Mapping[str, int]) -> float:
    total = 0.0
    for source, target, step, back in pulls:
        steps = places[source] - places[target]
        if steps > 0:
            total += step * (steps - 1)
        else:
            total += back - step * (steps + 1) if steps else _SAME
    return round(total, 6)
