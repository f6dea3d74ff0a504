"""Atom feeds tell what was corrected, updated, clarified, checked, reviewed or removed, on the site and of an entity.

In: a graph. Out: XML. Dates are those of the content, at midnight UTC, since it holds no hours. Format: RFC 4287.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from xml.sax.saxutils import escape, quoteattr

from generator.graph import urls
from generator.graph.graph import Graph
from generator.graph.history import CHECK, REMOVAL, REVIEW, VERDICT, History, HistoryEntry
from generator.graph.urls import SrcPath, Uri
from generator.locale import N_, _, semicolon

_LONGEST = 100  # entries of the whole site's feed: readers come back long before that many are new
_CORRECTIONS = urls.overview_src("corrections")
_WORDS = {
    "correction": N_("Correction: %(page)s"),
    "update": N_("Update: %(page)s"),
    "clarification": N_("Clarification: %(page)s"),
    CHECK: N_("Claim checked: %(page)s"),
    VERDICT: N_("Verdict changed: %(page)s"),
    REVIEW: N_("Reviewed: %(page)s"),
    REMOVAL: N_("Removed: %(page)s"),
}
# XML 1.0 has no way to write these, escaped or not.
_UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")


def dump(graph: Graph) -> str:
    """Return the feed of the whole site: its newest corrections and checks."""
    return Feeds(graph).of_site()


@dataclass(frozen=True)
class Feeds:
    """The feeds of a graph."""

    graph: Graph

    @cached_property
    def _changes(self) -> History:
        return History(self.graph)

    def of_site(self) -> str:
        site = self.graph.site
        title = _("%(site)s: changes", site=site.title)
        return self._feed(urls.SITE_FEED, _CORRECTIONS, title, site.description, self._changes.notable[:_LONGEST])

    def of_entity(self, ident: str) -> str:
        entry = self.graph.entries[ident]
        src = urls.entity_src(entry.kind, ident)
        title = f"{entry.title} – {self.graph.site.title}"
        summary = self.graph.words(entry.entity.summary)
        place = Uri(f"{urls.prefix(self.graph.language)}{urls.feed_uri(src)}")
        return self._feed(place, src, title, summary, self._changes.about(ident))

    def _feed(self, place: Uri, page: SrcPath, title: str, subtitle: str, changes: Sequence[HistoryEntry]) -> str:
        """Return the feed at a place, which is about a page, with its changes, newest first."""
        updated = changes[0].date if changes else self.graph.site.facts_as_of
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom"{self._language()}>',
            f"<id>{_text(self._id(place))}</id>",
            f"<title>{_text(title)}</title>",
            f"<subtitle>{_text(subtitle)}</subtitle>",
            f"<updated>{_time(updated)}</updated>",
            f"<author><name>{_text(self.graph.site.title)}</name></author>",
            *self._rights(),
            f'<link rel="self" type="application/atom+xml" href={self._href(place, place)}/>',
            f'<link rel="alternate" type="text/html" href={self._href(place, self._uri(page))}/>',
            *(line for change in changes for line in self._entry(place, page, change)),
            "</feed>",
        ]
        return "\n".join(lines) + "\n"

    def _language(self) -> str:
        return f" xml:lang={quoteattr(self.graph.language)}" if self.graph.language else ""

    def _rights(self) -> Iterator[str]:
        if declared := self.graph.site.declared:
            yield f"<rights>{_text(' '.join(filter(None, (declared.name, declared.url))))}</rights>"

    def _entry(self, place: Uri, page: SrcPath, change: HistoryEntry) -> Iterator[str]:
        """Yield an entry of the feed of a page. It has the same name in every feed, and leads to the page first."""
        pages = [(urls.entity_src(self.graph.entries[i].kind, i), self.graph.title(i)) for i in change.about]
        first = pages[0][0] if pages else _CORRECTIONS
        about = semicolon().join(title for _, title in pages) or change.gone or self.graph.site.title
        yield "<entry>"
        yield f"<id>{_text(self._id(Uri(f'{self._uri(first)}#{change.key}')))}</id>"
        yield f"<title>{_text(_(_WORDS[change.kind], page=about))}</title>"
        yield f"<updated>{_time(change.date)}</updated>"
        yield f'<category term="{change.kind}"/>'
        leads_to = page if page in [src for src, title in pages] else first
        yield f'<link rel="alternate" type="text/html" href={self._href(place, self._uri(leads_to))}/>'
        for src, title in (each for each in pages if each[0] != leads_to):
            href = self._href(place, self._uri(src))
            yield f'<link rel="related" type="text/html" title={quoteattr(_writable(title))} href={href}/>'
        yield f"<content>{_text(change.text)}</content>"
        yield "</entry>"

    def _uri(self, src: SrcPath) -> Uri:
        return urls.page_uri(self.graph, src)

    def _href(self, place: Uri, target: Uri) -> str:
        return quoteattr(urls.absolute(self.graph.address, place, target))

    def _id(self, uri: Uri) -> str:
        """Return a name for ever: the address, or one made of the site's title where no address is known."""
        if self.graph.address:
            return f"{self.graph.address}{uri}"
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.graph.site.title}/{uri}").urn


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_writable(text))


def _writable(text: str) -> str:
    return " ".join(text.translate(_UNWRITABLE).split())
