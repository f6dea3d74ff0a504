"""Say on each page of a site as of a day which day that is, with a link to the page as it is now.

In: the graph of a day, and a page. Out: the paragraph that the page begins with, or nothing where there is no such day.
"""

from __future__ import annotations

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


def as_of_note(graph: Graph, src: SrcPath) -> str:
    """Return the Markdown of the note."""
    words = as_of_words(graph.as_of)
    if not words:
        return ""
    present, told = urls.page_uri(graph, src), _("The page as it is now")
    link = f" [{told}]({graph.address}{present})" if graph.address else ""
    return f"{words}{link}\n{{: .as-of }}\n\n"
