"""What rests on what: which arguments lose their last support when a claim turns out wrong.

In: what each argument rests on, and which backs up which. Out: the arguments that fall. An argument stands on its own
while it has a premise left; one that has none left, or never had any, stands while another that stands backs it up.
Arguments that only back each other up hold nothing. Pure; knows nothing of files or pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an argument has of its own: the claims that check its premises, or else premises that nobody checked."""

    claims: frozenset[str]
    unchecked: bool

    def left_without(self, claim: str) -> bool:
        return bool(self.claims - {claim}) if self.claims else self.unchecked


@dataclass(frozen=True)
class Dialectic:
    """All arguments with their grounds, and as pairs which backs up which."""

    grounds: Mapping[str, Grounds]
    backing: tuple[tuple[str, str], ...]

    def fallen_without(self, claim: str) -> frozenset[str]:
        """Return the arguments that stand now and would not if the claim were rejected."""
        if claim not in self._fallen:
            self._fallen[claim] = self._fall_of(claim)
        return self._fallen[claim]

    @cached_property
    def _fallen(self) -> dict[str, frozenset[str]]:
        """What was asked before: many arguments may rest on one claim."""
        return {}

    def _fall_of(self, claim: str) -> frozenset[str]:
        hit = {ident for ident in self._resting.get(claim, ()) if not self.grounds[ident].left_without(claim)}
        if not hit:
            return frozenset()  # as with most claims
        affected = hit | {ident for start in hit for ident in self._search.descendants(self._graph, start)}
        upheld = {ident for ident in affected if self._is_upheld(ident, claim, affected)}
        return self._standing & affected - self._reached(self._graph.subgraph(affected), upheld)

    def _is_upheld(self, ident: str, claim: str, affected: set[str]) -> bool:
        """Say whether an argument has a ground of its own, or a backer that the claim does not touch."""
        backers = self._graph.predecessors(ident)
        return self.grounds[ident].left_without(claim) or any(
            backer in self._standing and backer not in affected for backer in backers
        )

    @cached_property
    def _standing(self) -> frozenset[str]:
        own = (ident for ident, grounds in self.grounds.items() if grounds.claims or grounds.unchecked)
        return self._reached(self._graph, own)

    @cached_property
    def _resting(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for ident, grounds in self.grounds.items():
            for claim in grounds.claims:
                found[claim].append(ident)
        return {claim: tuple(idents) for claim, idents in found.items()}

    def _reached(self, graph: Any, starts: Iterable[str]) -> frozenset[str]:
        """Return where the starts and all that they back up, directly or not, are."""
        source = object()
        grown = graph.copy()
        grown.add_node(source)
        grown.add_edges_from((source, start) for start in starts)
        return frozenset(self._search.descendants(grown, source))

    @cached_property
    def _graph(self) -> Any:
        graph = self._search.DiGraph(self.backing)
        graph.add_nodes_from(self.grounds)
        return graph

    @cached_property
    def _search(self) -> Any:
        import networkx as nx  # noqa: PLC0415 - it takes a tenth of a second, and only the pages of arguments ask

        return nx
