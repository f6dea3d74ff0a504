"""Make the graph as of a day: the one entry point for those who show a question as it stood.

In: compiled content and an `AsOf`. Out: a `Graph` that holds what was there on that day, linked as any other. Who asks
for several days of the same content makes one `PastGraphs` and asks that: texts are taken apart once.

    days = PastGraphs(compilation, language="en")
    for day in turning_points:
        graph = days.graph(AsOf(valid=day))

Drafts are as in the compilation: `drafts.published` leaves them out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from generator.content.document import Document
from generator.graph.as_of import NO_LIMIT, AsOf
from generator.graph.compile import Compilation
from generator.graph.graph import Entry, Graph, SiteEntry
from generator.graph.incremental import IncrementalLinker
from generator.graph.linking import link
from generator.graph.past_content import PastContent, PastView, past_content
from generator.graph.symbols import SymbolTable
from generator.graph.text_store import TextStore
from generator.locale import ENGLISH


class PastGraphs:
    """The graphs of one content as of any days. Its errors have been reported: it has a graph."""

    def __init__(self, compiled: Compilation, language: str = ENGLISH, added: Mapping[str, date] | None = None) -> None:
        """`language` is the tag of the content's; `added` the days on which files were added, by path."""
        assert compiled.graph is not None
        self._present = compiled.graph
        self._site = next(each for each in compiled.parsed if isinstance(each, SiteEntry))
        self._entries = tuple(each for each in compiled.parsed if isinstance(each, Entry))
        self._view = PastView(NO_LIMIT, language, added or {})
        self._store = TextStore(language)
        self._linker = IncrementalLinker(tells=False)

    @classmethod
    def of(cls, graph: Graph, language: str = ENGLISH) -> PastGraphs:
        """Return the past graphs of what a graph shows, which tell no places in files."""
        site = SiteEntry(graph.site, Document("", "", {}))
        return cls(Compilation(graph, (), {}, 0, (site, *graph.entries.values())), language)

    def content(self, as_of: AsOf) -> PastContent:
        return past_content(self._site, self._entries, replace(self._view, as_of=as_of), self._store)

    def graph(self, as_of: AsOf) -> Graph:
        """Return the graph as of a day: that of the present, where there is no limit."""
        if not as_of:
            return self._present
        past = self.content(as_of)
        assert past.site is not None
        known = {entry.id: entry.kind.folder for entry in past.entries}
        symbols = SymbolTable(past.site.part, past.entries, known)
        linked = self._linker.link((past.site, *past.entries), symbols)
        made = link(past.site.part, past.entries, symbols, linked)
        present = self._present
        return replace(made, address=present.address, directories=present.directories, as_of=as_of)


def graph_as_of(compiled: Compilation, as_of: AsOf, language: str = ENGLISH) -> Graph:
    """Return the graph of compiled content as of a day."""
    return PastGraphs(compiled, language).graph(as_of)
