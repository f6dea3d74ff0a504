"""Hold the graph: everything that the content says, linked in both directions.

In: the site, the entries, and the links and citations of each file. Out: a `Graph`. Knows no kind by name: relations
are declared on the models' fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain, groupby
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from generator.content import prose
from generator.content.document import Document
from generator.content.mixed_text import each_piece
from generator.graph.as_of import NO_LIMIT, AsOf
from generator.graph.kept import CopyOrigin, FrozenCopy
from generator.model.anatomy import relations
from generator.model.fields import CITES, MENTIONS, Relation
from generator.model.kinds import KINDS, Entity, Kind
from generator.model.site import Site

SITE_ID = ""  # what links from site.yml begin at
EntityT = TypeVar("EntityT", bound=Entity)
UNKNOWN_KIND = ""  # the folder of an id whose file is there, but not where it should be


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity with its id, its kind and the file that it came from."""

    id: str
    kind: Kind
    entity: Entity
    document: Document
    digest: str = ""  # of what the file says, where somebody signed a review of it

    @property
    def part(self) -> Entity:
        return self.entity

    @property
    def path(self) -> str:
        return self.document.path

    @property
    def title(self) -> str:
        return self.entity.title

    def line(self, *path: str | int) -> int:
        """Return the line of the file at which something begins, counted from 1."""
        return self.document.spot(path).line


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """The site with the file that it came from."""

    part: Site
    document: Document

    @property
    def id(self) -> str:
        return SITE_ID


class Link(NamedTuple):
    """One relation between two entities, as written: `source` is the id of the file that says so.

    A tuple, as citations are: there are tens of thousands, and they are compared and sorted.
    """

    source: str
    relation: str
    target: str
    why: str = ""


class TranslationState(NamedTuple):
    """How many texts a file has, how many are translated, and of how many the original has changed since."""

    texts: int
    done: int
    behind: int


class CitationRecord(NamedTuple):
    """One place where an entity cites a source."""

    citing: str
    source: str
    locator: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Graph:
    """Everything that the content says, linked. Ids are in the order of kinds, then sorted."""

    site: Site
    entries: Mapping[str, Entry]
    links: tuple[Link, ...]
    citations: tuple[CitationRecord, ...]
    outgoing: Mapping[str, tuple[Link, ...]]
    incoming: Mapping[str, tuple[Link, ...]]
    citing: Mapping[str, tuple[CitationRecord, ...]]
    former: Mapping[str, str] = field(default_factory=dict)  # former id -> present id
    address: str = ""  # where the site is published, with a slash at the end, if that is known
    directories: bool = True  # the address of a page ends with a slash, not with .html
    language: str = ""  # the tag of a translation, or "" for the content as it was written
    original: str = ""  # of a translation: the tag of the language that it was made from
    elsewhere: frozenset[str] = frozenset()  # of a translation: places of what only the original has
    states: Mapping[str, TranslationState] = field(default_factory=dict)  # of a translation, by id
    reviewed_by: str = ""  # the native speaker who read the whole translation
    as_of: AsOf = NO_LIMIT  # the day up to which it holds what was there
    kept: tuple[FrozenCopy, ...] = ()  # the frozen copies of the site, the newest first
    origin: CopyOrigin | None = None  # of a frozen copy: what it is made as
    shown_words: Mapping[str, str] = field(default_factory=dict)  # of a translation: the words of lists of the site

    def of(self, folder: str) -> tuple[Entry, ...]:
        """Return the entries of a kind, sorted by id."""
        return self._by_folder.get(folder, ())

    @cached_property
    def _by_folder(self) -> Mapping[str, tuple[Entry, ...]]:
        entries = groupby(self.entries.values(), lambda entry: entry.kind.folder)  # they are in the order of kinds
        return {folder: tuple(each) for folder, each in entries}

    def entities(self, model: type[EntityT]) -> Iterator[tuple[Entry, EntityT]]:
        """Yield the entries of a model, sorted by id, each with its entity."""
        return ((entry, entry.entity) for entry in self.entries.values() if isinstance(entry.entity, model))

    def cited_by(self, ident: str) -> tuple[str, ...]:
        """Return the sources that an entity cites, each once."""
        return tuple(dict.fromkeys(record.source for record in self.citing.get(ident, ())))

    def title(self, ident: str) -> str:
        return self.entries[ident].title if ident in self.entries else ident

    def words(self, text: str | None) -> str:
        """Return a text without its markup."""
        return each_piece(text, lambda piece: prose.without_markup(piece, self.title)) if text else ""

    def word(self, word: str) -> str:
        """Return a word from a list of the site as readers see it."""
        return self.shown_words.get(word, word)


def assemble(
    site: Site,
    entries: Iterable[Entry],
    links: Iterable[tuple[Link, ...]],
    citations: Iterable[tuple[CitationRecord, ...]],
    former: Mapping[str, str],
) -> Graph:
    """Put entries, links and citations together. The last two come sorted, one tuple for each file, by their ids."""
    order = {kind.folder: number for number, kind in enumerate(KINDS)}
    outgoing = {each[0].source: each for each in links if each}
    citing = {each[0].citing: each for each in citations if each}
    in_order = sorted(entries, key=lambda entry: (order[entry.kind.folder], entry.id))
    found = tuple(chain.from_iterable(outgoing.values()))
    incoming: dict[str, list[Link]] = defaultdict(list)
    for link in found:
        incoming[link.target].append(link)
    return Graph(
        site=site,
        entries=MappingProxyType({entry.id: entry for entry in in_order}),
        links=found,
        citations=tuple(chain.from_iterable(citing.values())),
        outgoing=MappingProxyType(outgoing),
        incoming=MappingProxyType({target: tuple(links) for target, links in incoming.items()}),
        citing=MappingProxyType(citing),
        former=MappingProxyType(dict(former)),
    )


@cache
def every_relation() -> tuple[Relation, ...]:
    """Return every relation once: those declared on the kinds, and the two that prose makes."""
    found: dict[str, Relation] = {}
    for relation in (*(each for kind in KINDS for each in relations(kind.model)), CITES, MENTIONS):
        found.setdefault(relation.name, relation)
    return tuple(found.values())
