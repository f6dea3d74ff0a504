"""Reading orders: in which order readers meet the entities of a kind, as the kind declares it.

In: a graph. Out: the ids of each kind.
"""

from __future__ import annotations

from generator.graph.graph import Graph


class ReadingOrders(dict[str, tuple[str, ...]]):
    """The ids of each kind in reading order, sorted when they are asked for: one page needs those of one kind."""

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self._graph = graph

    def __missing__(self, folder: str) -> tuple[str, ...]:
        entries = sorted(self._graph.of(folder), key=lambda each: (each.kind.order(each.entity), each.id))
        self[folder] = found = tuple(each.id for each in entries)
        return found
