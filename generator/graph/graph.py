"""The graph: everything that the content says, linked in both directions, each link with the sentence that makes it.

In: the site, the entities, and what each file says of others. Out: a `Graph`. Knows no kind by name: relations are
declared on the models' fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from generator.content import prose
from generator.content.document import Document
from generator.model.anatomy import relations
from generator.model.fields import CITES, MENTIONS, Part, Relation
from generator.model.kinds import KINDS, Entity, Kind
from generator.model.site import Site

SITE_ID = ""  # what links from site.yml begin at
UNKNOWN_KIND = ""  # the folder of an id whose file is there, but not where it should be


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity with its id, its kind and the file that it came from."""

    id: str
    kind: Kind
    entity: Entity
    document: Document

    @property
    def path(self) -> str:
        return self.document.path

    @property
    def title(self) -> str:
        return self.entity.title

    def line(self, *path: str | int) -> int:
        """Return the line of the file at which something begins, counted from 1."""
        return self.document.spot(path).line


class Link(NamedTuple):
    """One relation between two entities, as written: `source` is the id of the file that says so.

    A tuple, as citations are: there are tens of thousands, and they are compared and sorted.
    """

    source: str
    relation: str
    target: str
    why: str = ""


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

    def of(self, folder: str) -> tuple[Entry, ...]:
        """Return the entries of a kind, sorted by id."""
        return tuple(entry for entry in self.entries.values() if entry.kind.folder == folder)

    def cited_by(self, ident: str) -> tuple[str, ...]:
        """Return the sources that an entity cites, each once."""
        return tuple(dict.fromkeys(record.source for record in self.citing.get(ident, ())))

    def title(self, ident: str) -> str:
        return self.entries[ident].title if ident in self.entries else ident

    def words(self, text: str | None) -> str:
        """Return a text without its markup."""
        return prose.without_markup(text, self.title) if text else ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """An entity or the site with the document that it came from."""

    id: str
    kind: Kind | None  # None for the site
    part: Part
    document: Document


@dataclass(frozen=True, slots=True)
class FileLinks:
    """What one file says about others: links and citations, sorted."""

    links: tuple[Link, ...]
    citations: tuple[CitationRecord, ...]


class AllLinks(NamedTuple):
    """What all files say about others, together: by whom, and links by whom they are about as well."""

    links: tuple[Link, ...]
    citations: tuple[CitationRecord, ...]
    outgoing: Mapping[str, tuple[Link, ...]]
    incoming: Mapping[str, tuple[Link, ...]]
    citing: Mapping[str, tuple[CitationRecord, ...]]


def tie(said: Iterable[FileLinks]) -> AllLinks:
    """Put together what the files say, which come in the order of their ids: so links and citations are sorted."""
    outgoing: dict[str, tuple[Link, ...]] = {}
    citing: dict[str, tuple[CitationRecord, ...]] = {}
    incoming: dict[str, list[Link]] = defaultdict(list)
    for each in said:
        if each.links:
            outgoing[each.links[0].source] = each.links
        if each.citations:
            citing[each.citations[0].citing] = each.citations
    links = tuple(chain.from_iterable(outgoing.values()))
    for link in links:
        incoming[link.target].append(link)
    return AllLinks(
        links=links,
        citations=tuple(chain.from_iterable(citing.values())),
        outgoing=MappingProxyType(outgoing),
        incoming=MappingProxyType({ident: tuple(found) for ident, found in incoming.items()}),
        citing=MappingProxyType(citing),
    )


def assemble(site: Site, entities: Iterable[Parsed], ties: AllLinks, former: Mapping[str, str]) -> Graph:
    """Put the entities in order, and what they say of each other beside them."""
    order = {kind.folder: number for number, kind in enumerate(KINDS)}
    entries = sorted(
        (Entry(p.id, p.kind, p.part, p.document) for p in entities if p.kind and isinstance(p.part, Entity)),
        key=lambda entry: (order[entry.kind.folder], entry.id),
    )
    return Graph(
        site=site,
        entries=MappingProxyType({entry.id: entry for entry in entries}),
        former=MappingProxyType(dict(former)),
        **ties._asdict(),
    )


@cache
def every_relation() -> tuple[Relation, ...]:
    """Return every relation once: those declared on the kinds, and the two that prose makes."""
    found: dict[str, Relation] = {}
    for relation in (*(each for kind in KINDS for each in relations(kind.model)), CITES, MENTIONS):
        found.setdefault(relation.name, relation)
    return tuple(found.values())
