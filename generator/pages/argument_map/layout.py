"""Lay out a network: columns of boxes on a grid of rows, and the lanes that lines take past them.

In: a network, the words over its titles, and an engine that orders and spaces. Out: a `Layout` in whole rows, in which
a row stays free between any two boxes, and between a box and a line that passes it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.pages.argument_map import box_sizes
from generator.pages.argument_map.graphviz import Engine, memory
from generator.pages.argument_map.layers import columns
from generator.pages.argument_map.network import Network
from generator.pages.argument_map.routes import Lane, Route, routes

_ROW = 0.25  # in inches, in which Graphviz measures


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node stands: its column from 1, its first row from 0, and how many rows it takes."""

    column: int
    top: int
    height: int

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True)
class Layout:
    """A picture in columns and rows. A lane lies on the border between two rows."""

    columns: int
    rows: int
    boxes: Mapping[str, Box]
    lanes: Mapping[Lane, int]
    routes: tuple[Route, ...]


@dataclass(frozen=True, order=True, slots=True)
class _Gate:
    """Where the lines of one side reach the question, so that each side keeps together."""

    side: str


_Item = str | Lane | _Gate


def arrange(network: Network, words: Mapping[str, str], engine: Engine) -> Layout:
    """Lay a network out."""
    places = _columns(network)
    heights = {node.id: box_sizes.rows(node, words[node.id], max(places.values())) for node in network.nodes}
    ways = routes(network, places)
    plan = _Plan(network, places, heights, ways)
    found = engine(plan.dot())
    return _on_grid(plan, {item: found[name] / _ROW for item, name in plan.names.items()})


def _columns(network: Network) -> dict[str, int]:
    """Find the columns, which takes as long as the rest, or remember them."""
    edges = (f"{edge.source} {edge.relation} {edge.target}" for edge in network.edges)
    question = "\n".join((*(node.id for node in network.nodes), *edges))
    return {ident: int(place) for ident, place in memory().recall(question, lambda: columns(network)).items()}


class _Plan:
    """What the engine is asked: everything in columns, each line in steps from one column to the next."""

    def __init__(
        self, network: Network, places: Mapping[str, int], heights: Mapping[str, int], ways: tuple[Route, ...]
    ) -> None:
        self.network = network
        self.places = places
        self.heights = heights
        self.ways = ways
        gates = dict.fromkeys(_Gate(edge.relation) for edge in network.incoming.get(network.root, ()))
        lanes = dict.fromkeys(lane for way in ways for lane in way.lanes)
        self.names: dict[_Item, str] = {gate: f"g{number}" for number, gate in enumerate(gates)}
        self.names |= {node.id: f"n{number}" for number, node in enumerate(network.nodes[1:])}
        self.names |= {lane: f"l{number}" for number, lane in enumerate(lanes)}

    def column(self, item: _Item) -> int:
        if isinstance(item, _Gate):
            return 1
        return item.column if isinstance(item, Lane) else self.places[item]

    def height(self, item: _Item) -> float:
        """Return the rows that something takes. The gates share the question's."""
        if isinstance(item, _Gate):
            return self.heights[self.network.root] / len([each for each in self.names if isinstance(each, _Gate)])
        return 0 if isinstance(item, Lane) else self.heights[item]

    def dot(self) -> str:
        lines = (
            "digraph {",
            f"graph [rankdir=RL, nodesep={_ROW}, ranksep=1]",
            'node [shape=box, fixedsize=true, label="", width=3]',
            *self._columns(),
            *dict.fromkeys(step for way in self.ways for step in self._steps(way)),
            "}",
        )
        return "\n".join(lines) + "\n"

    def _columns(self) -> Iterator[str]:
        members = defaultdict(list)
        for item, name in self.names.items():
            members[self.column(item)].append(f"{name} [height={self.height(item) * _ROW:.4g}]")
        for column in sorted(members):
            yield f"{{ rank=same; c{column} [height=0]; {'; '.join(members[column])} }}"
        yield " -> ".join(f"c{column}" for column in sorted(members, reverse=True)) + " [style=invis]"

    def _steps(self, way: Route) -> Iterator[str]:
        """Yield a line in steps from right to left, whichever way it is read."""
        if self.places[way.start] == self.places[way.end]:
            return
        end = _Gate(way.edge.relation) if way.end == self.network.root else way.end
        items: list[_Item] = [way.start, *way.lanes, end]
        if self.places[way.start] < self.places[way.end]:
            items.reverse()
        for one, other in pairwise(items):
            yield f"{self.names[one]} -> {self.names[other]}"


def _on_grid(plan: _Plan, rows: Mapping[_Item, float]) -> Layout:
    """Move everything to whole rows, column by column, in the order that it has."""
    gates = [row for item, row in rows.items() if isinstance(item, _Gate)]
    middles: dict[str | Lane, float] = {i: row for i, row in rows.items() if not isinstance(i, _Gate)}
    middles[plan.network.root] = sum(gates) / len(gates) if gates else 0
    in_column: dict[int, list[str | Lane]] = defaultdict(list)
    for item in sorted(middles, key=lambda item: (middles[item], str(item))):
        in_column[plan.column(item)].append(item)
    tops: dict[str | Lane, int] = {}
    for members in in_column.values():
        free = -math.inf
        for item in members:
            height = 0 if isinstance(item, Lane) else plan.heights[item]
            tops[item] = int(max(math.floor(middles[item] - height / 2 + 0.5), free))
            free = tops[item] + height + 1
    first = min(tops.values())
    made = {i: Box(plan.places[i], top - first, plan.heights[i]) for i, top in tops.items() if not isinstance(i, Lane)}
    lanes = {lane: top - first for lane, top in tops.items() if isinstance(lane, Lane)}
    height = max([*(box.bottom for box in made.values()), *lanes.values()])
    return Layout(max(plan.places.values()), height, made, lanes, plan.ways)
