"""Say how a page is cited: as it is now, and as it stands in the newest frozen copy that has it.

In: the graph and a page. Out: what each citation is made of. A frozen copy is cited at its own address, with its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from generator.graph import urls
from generator.graph.as_of import AsOf
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.locale import _
from generator.model import bibliography
from generator.model.dates import day_words
from generator.pages.as_of_note import as_of_words
from generator.pages.markdown_text import escaped


class PageCitation(NamedTuple):
    """One way to cite a page. The browser puts whole addresses in the place of those that the site knows."""

    label: str  # what it cites, but for the page as it is
    day: date
    address: Markup
    bibtex: str


def citations(graph: Graph, src: SrcPath, title: str, reviewed: date) -> Iterator[PageCitation]:
    """Yield the citation of a page, and that of its newest frozen copy."""
    key = urls.uri(src).strip("/").replace("/", "-") or "home"
    site, uri, origin = graph.site.title, urls.page_uri(graph, src), graph.origin
    if origin is not None:
        uri = urls.Uri(f"{urls.copy_root(origin.day)}{uri}")
        whole = f"{graph.address.removesuffix(urls.copy_root(origin.day))}{uri}"
        bibtex = _of_copy(key, title, site, whole, origin.day)
        yield PageCitation("", origin.day, Markup(f"*{escaped(uri)}*{{ .address }}"), bibtex)
        return
    bibtex = bibliography.web_page(key, title, site, uri, reviewed)
    yield PageCitation("", reviewed, Markup(f"*{escaped(uri)}*{{ .address }}"), bibtex)
    for day, place in urls.in_copies(graph, src):
        shown = urls.shown_uri(place)
        link = urls.relative(SrcPath(f"{urls.prefix(graph.language)}{src}"), place)
        label = _("As it stood on %(day)s, in a copy that does not change:", day=day_words(day))
        bibtex = _of_copy(key, title, site, f"{graph.address}{shown}", day)
        yield PageCitation(label, day, Markup(f"[{escaped(shown)}]({link}){{ .address }}"), bibtex)
        return


def _of_copy(key: str, title: str, site: str, address: str, day: date) -> str:
    note = as_of_words(AsOf(valid=day))
    return bibliography.web_page(f"{key}-{day.isoformat()}", title, site, address, day, note=note)
