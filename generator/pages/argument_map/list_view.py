"""List a network: the same arguments and the same lines as the picture, nested.

In: a network. Out: `ListItem`s, each below what it answers or backs up. Each argument with a side has an entry of its
own and is unfolded there; anything else is unfolded where it first comes up. So each line stands in the list exactly
once, and circles end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.locale import _, aside
from generator.model import labels
from generator.pages.argument_map.network import Network

_DEEPEST = 8  # an entry nests no deeper than can be read; what lies below begins an entry again


@dataclass(frozen=True, slots=True)
class ListItem:
    """An argument in the list. `see` says where it is unfolded, if not here."""

    id: str
    relation: str
    words: str
    children: tuple[ListItem, ...]
    see: str = ""


def outline(network: Network) -> tuple[ListItem, ...]:
    """Return the list's entries: the sides, and then what has no way to the question."""
    return tuple(_Unfolding(network).entries())


class _Unfolding:
    """Keeps account of what was unfolded already."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.sides = {edge.source: edge.relation for edge in network.incoming.get(network.root, ())}
        self.words = {node.id: node.side for node in network.nodes}
        self.unfolded = {network.root}
        self.cut: set[str] = set()

    def entries(self) -> Iterator[ListItem]:
        for ident, side in self.sides.items():
            yield self._unfold(ident, side, self.words[ident])
        while rest := [node for node in self.network.nodes if node.id not in self.unfolded]:
            node = next((node for node in rest if self._leads_nowhere(node.id)), rest[0])
            words = labels.CONTINUED if node.id in self.cut else labels.APART[node.role]
            yield self._unfold(node.id, "", _(words))

    def _leads_nowhere(self, ident: str) -> bool:
        """Say whether all that an argument speaks to stands in the list, so that it cannot come below anything else."""
        return all(edge.target in self.unfolded for edge in self.network.outgoing.get(ident, ()))

    def _unfold(self, ident: str, relation: str, words: str, depth: int = 1) -> ListItem:
        self.unfolded.add(ident)
        below = self.network.incoming.get(ident, ())
        return ListItem(ident, relation, words, tuple(self._below(e.source, e.relation, depth) for e in below))

    def _below(self, ident: str, relation: str, depth: int) -> ListItem:
        word, meaning = labels.HOW[relation]
        words = labels.capitalized(aside(_(word), _(meaning)))
        elsewhere = ident in self.sides or ident in self.unfolded
        if not elsewhere and depth < _DEEPEST:
            return self._unfold(ident, relation, words, depth + 1)
        if not elsewhere:
            self.cut.add(ident)
        see = (
            (_("(see above)") if ident in self.unfolded else _("(see below)"))
            if self.network.incoming.get(ident)
            else ""
        )
        return ListItem(ident, relation, words, (), see)
