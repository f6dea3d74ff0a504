"""Query a graph as of several days, of which each is made once, when somebody asks for it.

In: a graph and the language of its content. Out: the queries of the graph as of a day, as `past_graph` makes it.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from generator.graph.as_of import AsOf
from generator.graph.graph import Graph
from generator.graph.past_graph import PastGraphs
from generator.graph.queries import Queries


class PastQueries:
    """The queries of one graph as of any days of valid time."""

    def __init__(self, present: Graph, language: str) -> None:
        self.present = present
        self._language = language
        self._made: dict[date, Queries] = {}

    def as_of(self, day: date) -> Queries:
        """Return the queries as of a day. All that is shown of the day shares them."""
        if day not in self._made:
            self._made[day] = Queries(self._graphs.graph(AsOf(valid=day)))
        return self._made[day]

    @cached_property
    def _graphs(self) -> PastGraphs:
        return PastGraphs.of(self.present, self._language)
