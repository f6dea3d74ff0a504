"""The sitemap lists every address, with the day of its last change where the content says one.

In: addresses with days, or a graph. Out: XML. A day that is not known is left out: a made-up one would teach crawlers
to ignore all of them. Format: https://www.sitemaps.org/protocol.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape

from generator.graph import urls
from generator.graph.graph import Graph
from generator.graph.history import History
from generator.model.kinds import KINDS


class SitemapEntry(NamedTuple):
    """A page by its whole address."""

    address: str
    changed: date | None = None
    languages: tuple[tuple[str, str], ...] = ()  # its addresses in all of them, by tag


def dump(graph: Graph) -> str:
    """List the home page, the overview of each kind and every entity. Nothing else than whole addresses will do."""
    return write(_places(graph)) if graph.address else ""


def write(places: Iterable[SitemapEntry]) -> str:
    urlset = "".join(_url(place) for place in places)
    more = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if "<xhtml:" in urlset else ""
    head = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{more}>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{urlset}</urlset>\n'


def _url(place: SitemapEntry) -> str:
    changed = f"<lastmod>{place.changed.isoformat()}</lastmod>" if place.changed else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{escape(address)}"/>' for tag, address in place.languages
    )
    return f"<url><loc>{escape(place.address)}</loc>{changed}{others}</url>\n"


def _places(graph: Graph) -> Iterator[SitemapEntry]:
    changes = History(graph)
    for src in (urls.HOME, *(urls.overview_src(kind.overview) for kind in KINDS)):
        yield SitemapEntry(f"{graph.address}{urls.page_uri(graph, src)}")
    for entry in graph.entries.values():
        uri = urls.page_uri(graph, urls.entity_src(entry.kind, entry.id))
        yield SitemapEntry(f"{graph.address}{uri}", changes.last(entry.id))
