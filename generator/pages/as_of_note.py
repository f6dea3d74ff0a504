"""Say on each page of a site as of a day which day that is, with a link to the page as it is now.

In: the graph of a day, and a page. Out: the paragraph that the page begins with, or nothing where there is no such day.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.graph import urls
from generator.graph.as_of import AsOf
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.locale import _
from generator.model.dates import day_words


def as_of_words(as_of: AsOf) -> str:
    """Say the day, or nothing."""
    if as_of.valid and as_of.known:
        return _("As of %(day)s, as known on %(known)s.", day=day_words(as_of.valid), known=day_words(as_of.known))
    if as_of.known:
        return _("As known on %(day)s.", day=day_words(as_of.known))
    return _("As of %(day)s.", day=day_words(as_of.valid)) if as_of.valid else ""


def day_of_site(graph: Graph) -> str:
    """Say the day of a whole site, a frozen copy of the present included, or nothing."""
    return as_of_words(AsOf(valid=graph.origin.day) if graph.origin is not None else graph.as_of)


class CopyBanner(NamedTuple):
    """What each page of a frozen copy says above all else: which day it is of, and where the page is today."""

    words: str
    link_words: str
    present: str  # a relative address
    canonical: str


def copy_banner(graph: Graph, src: SrcPath) -> CopyBanner | None:
    """Return the banner of a page of a frozen copy. The theme prints it: it leads out of the copy."""
    if graph.origin is None:
        return None
    words = _("This is the site as of %(day)s.", day=day_words(graph.origin.day))
    link_words = _("The page as it is now")
    return CopyBanner(words, link_words, urls.to_present(graph, src), urls.canonical(graph, src))


def as_of_note(graph: Graph, src: SrcPath) -> str:
    """Return the Markdown of the note, which a frozen copy has no need of."""
    words = as_of_words(graph.as_of)
    if not words or graph.origin is not None:
        return ""
    present, told = urls.page_uri(graph, src), _("The page as it is now")
    link = f" [{told}]({graph.address}{present})" if graph.address else ""
    return f"{words}{link}\n{{: .as-of }}\n\n"
