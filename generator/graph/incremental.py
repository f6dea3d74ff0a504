"""Compile a content folder incrementally: read, link and review only the files that an edit affects.

In: a path, and after an edit the files that changed. Out: the same `Compilation` that a first reading of the folder
gives. Each file is kept parsed, linked and reviewed, as long as an edit cannot have changed that. Knows nothing of what
a file may say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from generator.content.folder import RawFile, Reading, read_again, read_folder
from generator.graph import editorial, gc_pause
from generator.graph.compile import Compilation, Parse, ParsedContent, conclude, connect, gather, parse
from generator.graph.editorial import TextReview
from generator.graph.graph import Entry, Graph, SiteEntry
from generator.graph.linking import ANY, Linked, link_file
from generator.graph.symbols import SymbolTable
from generator.model.anatomy import marked, models, options
from generator.model.fields import OneOf
from generator.model.kinds import BY_FOLDER, KINDS, Entity


class IncrementalCompiler:
    """Compiles one content folder, as often as it is asked."""

    def __init__(self, root: Path, clock: Callable[[], date] | None = None) -> None:
        self.root = root
        self._clock = clock
        self._reading: Reading | None = None
        self._compiled: Compilation | None = None
        self._parses: dict[RawFile, Parse] = {}
        self._symbols: SymbolTable | None = None
        self._linked: dict[str, tuple[Entry | SiteEntry, Linked]] = {}
        self._reviews: dict[str, tuple[Entity, str, TextReview]] = {}

    def compile(self, changed: Iterable[Path] | None = None) -> Compilation:
        """Compile the folder as it is now. `changed`, where it is known, spares reading the others.

        Returns the very same compilation as the last time where no file has changed. Raises FileNotFoundError where
        there is no folder.
        """
        again = None
        if self._reading is not None and changed is not None:
            again = read_again(self._reading, self.root, changed)
        before, self._reading = self._reading, again or read_folder(self.root, BY_FOLDER.keys())
        if self._compiled is not None and self._reading == before:
            return self._compiled
        self._compiled = None
        self._compiled = self.compile_reading(self._reading)
        return self._compiled

    @gc_pause.at_rest()
    def compile_reading(self, reading: Reading) -> Compilation:
        """Compile a folder that was read already."""
        self._parses = {file: self._parses.get(file) or parse(file) for file in reading.files}
        content = gather(reading, self._parses.values(), self._clock() if self._clock else None)
        graph, problems = connect(content, self._link(content))
        return conclude(content, graph, problems, self._review(graph) if graph else {})

    def _link(self, content: ParsedContent) -> dict[str, Linked]:
        """Link each file that changed, that names anything which changed, or that had a problem."""
        before, self._symbols = self._symbols, content.symbols
        changed = _changed_ids(before, content.symbols)
        linked = {}
        for item in content.valid:
            known, found = self._linked.get(item.id, (None, None))
            if known is not item or not found or not _holds(found, changed):
                found = link_file(item, content.symbols)
            linked[item.id] = item, found
        self._linked = linked
        return {ident: found for ident, (_, found) in linked.items()}

    def _review(self, graph: Graph) -> dict[str, TextReview]:
        """Review the texts of each file that changed, or of all where the loaded words did."""
        voice, reviews = editorial.voice(graph.site), {}
        for entry in graph.entries.values():
            known = self._reviews.get(entry.id)
            if known is None or known[0] is not entry.entity or known[1] != voice:
                known = (entry.entity, voice, editorial.review_texts(entry, voice))
            reviews[entry.id] = known
        self._reviews = reviews
        return {ident: review for ident, (_, _, review) in reviews.items()}

    @property
    def fingerprint(self) -> bytes:
        """A fingerprint of all that was read last."""
        found = hashlib.blake2b(digest_size=12)
        for file in self._reading.files if self._reading else ():
            found.update(f"{file.path}\0{len(file.raw)}\0".encode())
            found.update(file.raw)
        return found.digest()


def _holds(linked: Linked, changed: frozenset[str] | None) -> bool:
    """Say whether a file would be linked as before, after the facts of some ids `changed`."""
    return changed is not None and not linked.problems and changed.isdisjoint(linked.consulted)


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
