"""Markdown with the questions that it came from.

In: a graph. Out: a renderer whose pages are the same as the plain one's, and what each of them depends on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.cache.tracing import ENTRIES, OWN, WHOLE, Notes, Question, Sources, traced
from generator.graph import Entry
from generator.pages import Page, plan
from generator.render import Renderer
from generator.scribe import Phrases
from generator.urls import SrcPath


@dataclass(frozen=True)
class TracedRenderer(Renderer):
    """Writes any page of a graph, and notes what it asks meanwhile."""

    notes: Notes = field(default_factory=Notes)

    @cached_property
    def sources(self) -> Sources:
        """Whom the pages ask in the end."""
        return Sources.of(self.graph)

    @cached_property
    def _asked(self) -> Sources:
        return traced(self.sources, self.notes)

    @cached_property
    def pages(self) -> dict[SrcPath, Page]:
        return plan(self._asked.survey)

    @cached_property
    def phrases(self) -> Phrases:
        return self._asked.phrases

    def trace(self, src: SrcPath) -> tuple[str, Mapping[Question, bytes] | None]:
        """Return a page's Markdown, and what it depends on, or None where that is not known."""
        self.notes.begin()
        self.notes.note((("graph", "site"), WHOLE, ()), self.graph.site)
        for argument in getattr(self.pages[src].view, "args", ()):
            if isinstance(argument, Entry):  # it was found before, when the pages were planned
                self.notes.note((ENTRIES, OWN, (argument.id,)), self.graph.entries[argument.id].entity)
        return self.render(src), self.notes.end()
