"""Link files again only where an edit can have changed that.

In: the valid files, and the symbols that any of them may refer to. Out: the links of each file: those of the last time,
unless the file is another, or names anything whose facts changed, or had a problem that is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.graph.graph import Entry, SiteEntry
from generator.graph.linking import ANY, Linked, link_file
from generator.graph.symbols import SymbolTable
from generator.model.anatomy import marked, models, options
from generator.model.choices import OneOf
from generator.model.kinds import KINDS


class IncrementalLinker:
    """Links the files of one content folder in one language, as often as it is asked.

    What a problem says may depend on files that its own does not name, so `tells` is whether problems are told.
    """

    def __init__(self, *, tells: bool = True) -> None:
        self._tells = tells
        self._symbols: SymbolTable | None = None
        self._linked: dict[str, tuple[Entry | SiteEntry, Linked]] = {}

    def link(self, items: Iterable[Entry | SiteEntry], symbols: SymbolTable) -> Mapping[str, Linked]:
        """Return the links of each file by its id."""
        before, self._symbols = self._symbols, symbols
        changed = _changed_ids(before, symbols)
        linked = {}
        for item in items:
            known, found = self._linked.get(item.id, (None, None))
            if known is not item or not found or not _holds(found, changed) or (self._tells and found.problems):
                found = link_file(item, symbols, tells=self._tells)
            linked[item.id] = item, found
        self._linked = linked
        return {ident: found for ident, (_, found) in linked.items()}


def _holds(linked: Linked, changed: frozenset[str] | None) -> bool:
    """Say whether a file would be linked as before, after the facts of some ids `changed`."""
    return changed is not None and changed.isdisjoint(linked.consulted)


def _changed_ids(before: SymbolTable | None, after: SymbolTable) -> frozenset[str] | None:
    """Return the ids whose facts changed, or None where every file must be linked again."""
    if before is None or any(getattr(before, name) != getattr(after, name) for name in _ON_ALL):
        return None
    maps = (before.parts, after.parts), (before.known, after.known), (before.former, after.former)
    others = {each for one, other in maps for each in one.keys() | other.keys() if one.get(each) is not other.get(each)}
    changed = {ident for ident in others if _facts(before, ident) != _facts(after, ident)}
    has_others = before.known.keys() != after.known.keys() or before.titles != after.titles
    return frozenset(changed | {ANY} if has_others else changed)


_ON_ALL = ("words", "today", "facts_as_of")  # of a symbol table: what any reference may ask
_NAMED_ITEMS = tuple(each for kind in KINDS for model in models(kind.model) for each in marked(model, OneOf).values())


def _facts(symbols: SymbolTable, ident: str) -> tuple[object, ...]:
    """Return what a reference may ask about another id, with each list of which a field may name one."""
    part = symbols.parts.get(ident)
    items = [tuple(options(marker, part)) for marker in _NAMED_ITEMS]
    return symbols.known.get(ident), symbols.former.get(ident), getattr(part, "title", ident), items
