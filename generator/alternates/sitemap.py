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


def dump(graph: Graph) -> str:
    """List the home page, the overview of each kind and every entity. Nothing else than whole addresses will do."""
    return write(_places(graph)) if graph.address else ""


def write(places: Iterable[SitemapEntry]) -> str:
    urlset = "".join(_url(place) for place in places)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{urlset}</urlset>\n"


def _url(place: SitemapEntry) -> str:
    changed = f"<lastmod>{place.changed.isoformat()}</lastmod>" if place.changed else ""
    return f"<url><loc>{escape(place.address)}</loc>{changed}</url>\n"


def _places(graph: Graph) -> Iterator[SitemapEntry]:
    changes = History(graph)
    for src in (urls.HOME, *(urls.overview_src(kind.overview) for kind in KINDS)):
        yield SitemapEntry(f"{graph.address}{urls.page_uri(graph, src)}")
    for entry in graph.entries.values():
        uri = urls.page_uri(graph, urls.entity_src(entry.kind, entry.id))
        yield SitemapEntry(f"{graph.address}{uri}", changes.last(entry.id))
