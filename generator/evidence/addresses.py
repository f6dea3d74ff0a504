"""List the sources that have an address, with where it stands and when they were last read.

In: the graph. Out: `AddressedSource`s by id.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.content.document import KeyPath
from generator.graph.graph import Entry, Graph
from generator.model.anatomy import leaves
from generator.model.kinds.sources import Source
from generator.model.text_sorts import Sort


@dataclass(frozen=True, slots=True)
class AddressedSource:
    """A source that can be looked at."""

    entry: Entry
    address: str
    place: KeyPath
    accessed: str  # the day on which an editor read it, or nothing
    archived: str = ""  # the address of the best copy of it in an archive

    @property
    def host(self) -> str:
        try:
            return urlsplit(self.address).hostname or ""
        except ValueError:
            return ""


def addressed(graph: Graph) -> dict[str, AddressedSource]:
    """Return every source that has an address, by id."""
    found = {}
    for entry, source in graph.entities(Source):
        day = source.accessed.isoformat() if source.accessed else ""
        for leaf in leaves(source):
            if leaf.slot.sort is Sort.ADDRESS:
                copy = next((each.url for each in source.archived), "")
                found[entry.id] = AddressedSource(entry, leaf.value, leaf.path, day, copy)
    return found


def chosen(
    sources: dict[str, AddressedSource], idents: Collection[str], hosts: Collection[str]
) -> dict[str, AddressedSource]:
    """Return the sources with these ids, at these hosts; all where none are named."""
    return {
        ident: each
        for ident, each in sources.items()
        if (not idents or ident in idents) and (not hosts or any(_is_at(each.host, host) for host in hosts))
    }


def _is_at(host: str, wanted: str) -> bool:
    return host == wanted.lower() or host.endswith(f".{wanted.lower()}")
