"""List what a file may refer to: ids with their titles, and the words of `site.yml`.

In: a `Compilation`, or the parsed files of one. Out: a `Catalogue`, which compares equal as long as nothing that an
editor is shown has changed. What could be read is listed, also where other files have mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.content import prose
from generator.content.escaping import readably
from generator.graph.graph import SITE_ID, Entry, SiteEntry
from generator.graph.symbols import vocabulary
from generator.locale import _
from generator.model.anatomy import key_of, shown
from generator.model.fields import Part
from generator.model.kinds import BY_FOLDER, KINDS, Entity
from generator.model.labels import with_article
from generator.model.site import Site

_LONGEST = 240  # characters of a summary


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """An id with what helps to recognise it. A file that is broken has no title but its id."""

    id: str
    folder: str
    title: str
    summary: str = ""  # as it is written

    @property
    def noun(self) -> str:
        """What its kind is called, in the language in use."""
        kind = BY_FOLDER.get(self.folder)
        return _(kind.noun) if kind else "?"


@dataclass(frozen=True)
class Catalogue:
    """Everything that may be referred to. Ids are in the order of kinds, then sorted."""

    listed: Mapping[str, CatalogueEntry]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by list, with what pages show for each

    def of(self, folders: Iterable[str]) -> tuple[CatalogueEntry, ...]:
        """Return what is of some kinds, or everything where none is named."""
        wanted = frozenset(folders)
        return tuple(each for each in self.listed.values() if not wanted or each.folder in wanted)

    def about(self, entry: CatalogueEntry) -> str:
        """Return title, kind and summary of an entry, in Markdown."""
        return f"**{readably(entry.title)}** ({entry.noun})\n\n{self.summary(entry)}".rstrip()

    def summary(self, entry: CatalogueEntry) -> str:
        """Return the summary of an entry, in Markdown without links and notes, and cut where it is long."""
        words = prose.without_markup(entry.summary, self._title)
        return readably(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…")

    def _title(self, ident: str) -> str:
        return self.listed[ident].title if ident in self.listed else ident


def catalogue(parsed: Iterable[Entry | SiteEntry], known: Mapping[str, str]) -> Catalogue:
    """List what was parsed, and the ids of what could not be."""
    parts = {item.id: item.part for item in parsed}
    order = {kind.folder: number for number, kind in enumerate(KINDS)}
    idents = sorted((each for each in known if known[each] in order), key=lambda each: (order[known[each]], each))
    site = parts.get(SITE_ID)
    listed = {ident: _listed(ident, known[ident], parts.get(ident)) for ident in idents}
    return Catalogue(listed, _words(site) if isinstance(site, Site) else {})


def _listed(ident: str, folder: str, part: object) -> CatalogueEntry:
    if not isinstance(part, Entity):
        return CatalogueEntry(ident, folder, ident)
    return CatalogueEntry(ident, folder, part.title, part.summary)


def _words(site: Site) -> dict[str, dict[str, str]]:
    return {
        name: {key_of(each): shown(each) if isinstance(each, Part) else "" for each in getattr(site, name)}
        for name in vocabulary(site)
    }


def nouns(folders: Iterable[str]) -> str:
    """Say kinds as an English sentence does: `a claim or an argument`, `anything`."""
    *others, last = [with_article(BY_FOLDER[folder].noun) for folder in folders] or ["anything"]
    return f"{', '.join(others)} or {last}" if others else last
