"""Build the symbol table: what references may name, and the nearest name to a wrong one.

In: the site, the entries, and every id that was read, valid or not. Out: a `SymbolTable` of ids, former ids, titles
and the site's vocabulary, with problems where two declare the same. Reads no references, and knows no kind by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property, lru_cache

from generator.content.ids import slug
from generator.graph.graph import Entry
from generator.model.anatomy import key_of, slots, vocabularies
from generator.model.fields import Part
from generator.model.kinds import BY_FOLDER, KINDS
from generator.model.site import Site
from generator.model.text_sorts import Sort
from generator.problems.nearest import Nearest
from generator.problems.problem import Problem

_VOCABULARIES = sorted(frozenset[str]().union(*(vocabularies(kind.model) for kind in KINDS)))
_HOW_IDS_WORK = "an id is the name of a file without .yml"


class SymbolTable:
    """What may be referred to: present ids, former ids, titles, and the site's vocabulary."""

    def __init__(
        self, site: Site | None, entries: tuple[Entry, ...], known: Mapping[str, str], today: date | None = None
    ) -> None:
        self.known = known
        self.today = today
        self.facts_as_of = site.facts_as_of if site else None
        self.titles: dict[str, str] = {}
        self.former: dict[str, str] = {}
        self._entries = entries
        self._taken_twice: list[Problem] = []  # former ids
        self.parts = {entry.id: entry.part for entry in entries}
        self.words = vocabulary(site) if site else {}  # without a site no word is wrong
        self._nearest: dict[tuple[str, ...], Nearest] = {}
        self.removed = {ident: each for each in (site.removed if site else ()) for ident in each.ids}
        for entry in entries:
            self._add(entry)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What two files declare both. Who links a translation does not ask."""
        taken: dict[tuple[object, ...], Entry] = {}
        return (*self._taken_twice, *(each for entry in self._entries for each in _duplicates(entry, taken)))

    def _add(self, entry: Entry) -> None:
        for name in (entry.title, *entry.entity.aliases):
            self.titles.setdefault(name.casefold(), entry.id)
        for index, former in enumerate(entry.entity.former_ids):
            taken = former if former in self.known else self.former.get(former)
            if taken:
                message = f"'{former}' is the former id of '{taken}' already"
                if former in self.known:
                    message = f"'{former}' is an id that is in use, and cannot be a former one as well"
                place = ("former_ids", index)
                self._taken_twice.append(entry.document.problem(place, "duplicate-former-id", message, "delete it"))
            else:
                self.former[former] = entry.id

    def exact(self, name: str) -> str:
        """Return the id that a name is, or the title of."""
        name = name.strip()
        return name if name in self.known else self.titles.get(name.casefold(), "")

    def named(self, name: str) -> str:
        """Return the id that was most likely meant by a title, a path or an id in other letters; or nothing."""
        ident = name.strip().rpartition("/")[2].partition("#")[0].removesuffix(".yml")
        plain = slug(ident)
        return self.exact(ident) or self.exact(plain) or self.nearest_of(()).to(plain)

    def nearest(self, word: str, targets: tuple[str, ...]) -> str:
        """Return the id that a wrong one was most likely meant to be, if possible of a kind that may stand there."""
        titled = self.titles.get(word.casefold().strip(), "")
        if titled and (not targets or self.known.get(titled) in targets):
            return titled
        return self.nearest_of(targets).to(word) or self.nearest_of(()).to(word)

    def nearest_of(self, targets: tuple[str, ...]) -> Nearest:
        """Return what finds the nearest id of some kinds, or of any where none is named."""
        if targets not in self._nearest:
            known = self.known
            self._nearest[targets] = Nearest(each for each in known if not targets or known[each] in targets)
        return self._nearest[targets]

    def hint(self, ident: str, targets: tuple[str, ...]) -> str:
        """Say what became of an unknown id, or what was most likely meant."""
        if removal := self.removed.get(ident):
            return f"it was removed on {removal.date}: {removal.reason}"
        nearest = self.nearest(ident, targets)
        noun = self.noun(nearest) if nearest else ""
        return f"did you mean '{nearest}'{f' ({noun})' if noun else ''}?" if nearest else _HOW_IDS_WORK

    def noun(self, ident: str) -> str:
        kind = BY_FOLDER.get(self.known[ident])
        return kind.noun if kind else self.known[ident]


def _duplicates(entry: Entry, taken: dict[tuple[object, ...], Entry]) -> Iterator[Problem]:
    """Report what is likely the same as an earlier entity, of those `taken`: the address, or a title of its kind."""
    part = entry.entity
    for slot in _addresses(type(part)):
        if address := getattr(part, slot):
            first = taken.setdefault((slot, _bare(address)), entry)
            if first is not entry:
                message = f"'{first.id}' has this address already"
                hint = "cite that one, and delete this file"
                yield entry.document.problem((slot,), "duplicate-address", message, hint)
                return
    others = tuple(getattr(part, field) for field in part.told_apart_by)
    first = taken.setdefault((type(part), part.title.casefold(), others), entry)
    if first is not entry:
        by_case = "" if first.title == part.title else ", but for capital letters"
        message = f"'{first.id}' has this title already{by_case}"
        hint = "say in the title what tells them apart"
        yield entry.document.problem(("title",), "duplicate-title", message, hint)


@cache
def _addresses(model: type[Part]) -> tuple[str, ...]:
    return tuple(slot.name for slot in slots(model) if slot.sort is Sort.ADDRESS)


@lru_cache(maxsize=2**14)  # those of the last time, mostly
def _bare(address: str) -> str:
    """Return an address without what servers read alike."""
    return re.sub(r"^https?://(?:www\.)?", "", address, flags=re.IGNORECASE).rstrip("/")


def vocabulary(site: Site) -> dict[str, tuple[str, ...]]:
    """Return the lists of words that files may use, by name."""
    return {name: tuple(map(key_of, getattr(site, name))) for name in _VOCABULARIES}
