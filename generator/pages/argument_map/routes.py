"""Route edges: between which boxes a line runs, which columns it passes, and which other lines run with it.

In: a network and a column for each node. Out: a `Route` for each edge. Lines that say the same to the same box run
together, and two arguments that say the same to each other share one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.pages.argument_map.network import ArgumentEdge, Network


@dataclass(frozen=True, order=True, slots=True)
class Lane:
    """Where lines pass a column."""

    column: int
    target: str
    relation: str
    partner: str  # the other box, where two share a line
    leftward: bool


@dataclass(frozen=True, slots=True)
class Route:
    """A line from its start to its end. `turned` says that the edge points at the start."""

    edge: ArgumentEdge
    start: str
    end: str
    partner: str
    lanes: tuple[Lane, ...]
    turned: bool


def routes(network: Network, places: Mapping[str, int]) -> tuple[Route, ...]:
    return tuple(_route(network, edge, places) for edge in network.edges)


def _route(network: Network, edge: ArgumentEdge, places: Mapping[str, int]) -> Route:
    partner = edge.source if network.is_mutual(edge) else ""
    start, end, turned = edge.source, edge.target, False
    if partner and (places[start], start) < (places[end], end):
        start, end, partner, turned = end, start, end, True
    step = -1 if places[end] < places[start] else 1
    passed = range(places[start] + step, places[end], step)
    lanes = tuple(Lane(column, end, edge.relation, partner, step < 0) for column in passed)
    return Route(edge, start, end, partner, lanes, turned)
