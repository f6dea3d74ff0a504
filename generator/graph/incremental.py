"""A content folder that is compiled again and again: only what an edit touches is read, linked and reviewed anew.

In: a path, and after an edit the files that changed. Out: the same `Compilation` that a first reading of the folder
gives. Everything that an edit cannot have changed is remembered per file: what it holds, what it links to, what its
texts say. The rules that decide are the core's own; nothing here knows what a file may say.
"""

from __future__ import annotations

import hashlib
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from generator.content.folder import RawFile, Reading, read_again, read_folder
from generator.graph import graph as graphs
from generator.graph.compile import Compilation, Parse, Steps, compile_reading, parse
from generator.graph.editorial import TextReview, what_it_says
from generator.graph.graph import AllLinks, Entry, Parsed, tie
from generator.graph.linking import ANY, Linked, link_file
from generator.graph.symbols import SymbolTable
from generator.model.anatomy import marked, models, options
from generator.model.fields import OneOf, Part
from generator.model.kinds import BY_FOLDER, KINDS


class IncrementalCompiler:
    """Compiles one content folder, as often as it is asked."""

    def __init__(self, root: Path, clock: Callable[[], date] | None = None) -> None:
        self.root = root
        self._clock = clock
        self._reading: Reading | None = None
        self._compiled: Compilation | None = None
        self._parsing = _Parsing()
        self._linking = _Linking()
        self._saying = _Saying()
        self._tying = _Tying()

    def compile(self, changed: Iterable[Path] | None = None) -> Compilation:
        """Compile the folder as it is now. `changed`, where it is known, spares reading what has not changed.

        Returns the very same compilation as the last time where every file says what it said then. Raises
        FileNotFoundError where there is no folder.
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

    def compile_reading(self, reading: Reading) -> Compilation:
        """Compile what somebody else has read."""
        for step in (self._parsing, self._linking, self._saying):
            step.begin()
        return compile_reading(reading, self._steps())

    def _steps(self) -> Steps:
        today = self._clock() if self._clock else None
        return Steps(self._parsing, self._linking, self._saying, self._tying, today)

    @property
    def fingerprint(self) -> bytes:
        """A fingerprint of all that was read last."""
        found = hashlib.blake2b(digest_size=12)
        for file in self._reading.files if self._reading else ():
            found.update(f"{file.path}\0{len(file.raw)}\0".encode())
            found.update(file.raw)
        return found.digest()


_Known = TypeVar("_Known")


class _Memory(Generic[_Known]):
    """What the last compilation found out, by path: whatever it did not ask for is forgotten."""

    def __init__(self) -> None:
        self._last: dict[str, _Known] = {}
        self._now: dict[str, _Known] = {}

    def turn(self) -> None:
        """Begin another compilation. If the last one asked for nothing, as errors may end it early, nothing is lost."""
        self._last, self._now = self._now or self._last, {}

    def get(self, path: str) -> _Known | None:
        return self._last.get(path)

    def put(self, path: str, known: _Known) -> None:
        self._now[path] = known


class _Parsing:
    """Reads a file again if its bytes are not the same."""

    def __init__(self) -> None:
        self._memory: _Memory[tuple[bytes, Parse]] = _Memory()

    def begin(self) -> None:
        self._memory.turn()

    def __call__(self, file: RawFile) -> Parse:
        known = self._memory.get(file.path)
        if known is None or known[0] != file.raw:
            known = (file.raw, parse(file))
        self._memory.put(file.path, known)
        return known[1]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What one file's references may ask about another id."""

    folder: str | None
    former: str | None
    title: str
    items: tuple[tuple[str, ...], ...]  # of each list of which a field may name one


class _Linking:
    """Links a file again if it changed, or anything that it names. A file with a problem is always linked again."""

    def __init__(self) -> None:
        self._memory: _Memory[tuple[Parsed, Linked]] = _Memory()
        self._symbols: SymbolTable | None = None
        self._changed: frozenset[str] | None = None
        self._before: SymbolTable | None = None

    def begin(self) -> None:
        self._memory.turn()
        self._before, self._symbols = self._symbols, None

    def __call__(self, item: Parsed, symbols: SymbolTable) -> Linked:
        if symbols is not self._symbols:
            self._symbols = symbols
            self._changed = _changed_ids(self._before, symbols)
        known = self._memory.get(item.document.path)
        if known is None or not self._holds(item, *known):
            found = link_file(item, symbols)
            known = (item, known[1] if known is not None and known[1] == found else found)
        self._memory.put(item.document.path, known)
        return known[1]

    def _holds(self, item: Parsed, before: Parsed, linked: Linked) -> bool:
        if self._changed is None or before is not item or linked.problems:
            return False
        return self._changed.isdisjoint(linked.consulted)


def _changed_ids(before: SymbolTable | None, after: SymbolTable) -> frozenset[str] | None:
    """Return the ids about which a reference may now hear something else, or None where all must ask again."""
    if before is None or before.words != after.words or _days(before) != _days(after):
        return None
    idents = before.parts.keys() | after.parts.keys()
    parts = {ident for ident in idents if before.parts.get(ident) is not after.parts.get(ident)}
    names = {ident for one, other in _maps(before, after) for ident in _differing(one, other)}
    changed = {ident for ident in parts | names if _facts(before, ident) != _facts(after, ident)}
    has_others = before.known.keys() != after.known.keys() or before.titles != after.titles
    return frozenset(changed | {ANY} if has_others else changed)


def _days(symbols: SymbolTable) -> tuple[date | None, date | None]:
    return symbols.today, symbols.facts_as_of


def _maps(before: SymbolTable, after: SymbolTable) -> Iterable[tuple[Mapping[str, str], Mapping[str, str]]]:
    return (before.known, after.known), (before.former, after.former)


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    return {key for key, _ in one.items() ^ other.items()}


_NAMED_ITEMS = tuple(each for kind in KINDS for model in models(kind.model) for each in marked(model, OneOf).values())


def _facts(symbols: SymbolTable, ident: str) -> _Facts:
    part = symbols.parts.get(ident)
    return _Facts(
        folder=symbols.known.get(ident),
        former=symbols.former.get(ident),
        title=getattr(part, "title", ident),
        items=tuple(tuple(options(marker, part)) for marker in _NAMED_ITEMS),
    )


class _Saying:
    """Goes through a file's texts again if it changed, or the words that take a side."""

    def __init__(self) -> None:
        self._memory: _Memory[tuple[Part, str, TextReview]] = _Memory()

    def begin(self) -> None:
        self._memory.turn()

    def __call__(self, entry: Entry, voice: str) -> TextReview:
        known = self._memory.get(entry.path)
        if known is None or known[0] is not entry.entity or known[1] != voice:
            known = (entry.entity, voice, what_it_says(entry, voice))
        self._memory.put(entry.path, known)
        return known[2]


class _Tying:
    """Puts together what the files say again if any of them says something else."""

    def __init__(self) -> None:
        self._said: Sequence[graphs.FileLinks] = ()
        self._ties: AllLinks | None = None

    def __call__(self, said: Sequence[graphs.FileLinks]) -> AllLinks:
        same = len(said) == len(self._said) and all(map(operator.is_, said, self._said))
        if self._ties is None or not same:
            self._ties = tie(said)
        self._said = said
        return self._ties
