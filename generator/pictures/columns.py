"""Network to columns: how far from the question each box stands.

In: a network. Out: a column for each node, the question in the first. What is said to a box stands to its right where
it can. Where arguments answer each other in a circle it cannot, and the cheapest exceptions are taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.pictures.network import Edge, Network, Node

MOST_COLUMNS = 5  # a page has room for

_SAME = 3.0  # a line within a column is the hardest to follow
_BACK = 1.2  # a line from left to right goes against the order of reading
_STEP = 0.6  # for each column that a line passes
_STEP_TO_QUESTION = 0.25  # those lines run together, so that length costs them little


def columns(network: Network) -> dict[str, int]:
    """Return the column of each node, counted from 1, without empty ones between."""
    starts = (_near(network), _far(network, mutual=False), _far(network, mutual=True))
    orders = (network.nodes[1:], network.nodes[:0:-1])
    settled = [_settled(network, start, order) for start in starts for order in orders]
    best = min(settled, key=lambda places: _sum(network, network.edges, places))
    used = sorted(set(best.values()))
    return {ident: used.index(column) + 1 for ident, column in best.items()}


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


def _settled(network: Network, start: Mapping[str, int], order: tuple[Node, ...]) -> dict[str, int]:
    """Move one node at a time to where its lines cost least, until none gains by moving."""
    places = dict(start)
    moved = True
    while moved:
        moved = False
        for node in order:
            before = places[node.id]
            costs = _costs(network, node.id, places)
            best = min((before, *costs), key=costs.__getitem__)
            places[node.id] = best
            moved = moved or best != before
    return places


def _costs(network: Network, ident: str, places: dict[str, int]) -> dict[int, float]:
    """Return what the lines of one node would cost in each column, trying each on `places`."""
    around = (*network.outgoing.get(ident, ()), *network.incoming.get(ident, ()))
    found = {}
    for column in range(2, MOST_COLUMNS + 1):
        places[ident] = column
        found[column] = _sum(network, around, places)
    return found


def _sum(network: Network, edges: Iterable[Edge], places: Mapping[str, int]) -> float:
    return round(sum(_cost(network, edge, places) for edge in edges), 6)


def _cost(network: Network, edge: Edge, places: Mapping[str, int]) -> float:
    steps = places[edge.source] - places[edge.target]
    if edge.target == network.root:
        return _STEP_TO_QUESTION * (steps - 1)
    if steps == 0:
        return _SAME
    against_reading = steps < 0 and not network.is_mutual(edge)
    return _STEP * (abs(steps) - 1) + (_BACK if against_reading else 0)
