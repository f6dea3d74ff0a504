"""Render pages to Markdown: Jinja prints the views.

In: a `Page` and the graph. Out: the text of one Markdown file. Templates get a view and a `MarkdownWriter`, and nothing
that could query. What they print is escaped unless a Markdown writer wrote it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import jinja2
from markupsafe import Markup

from generator.formats import exports
from generator.graph import gc_pause, urls
from generator.graph.graph import Graph
from generator.graph.past_queries import PastQueries
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath
from generator.locale import (
    aside,
    clauses,
    comma,
    format_date,
    format_list,
    full_stop,
    gettext,
    labelled,
    language,
    ngettext,
    pgettext,
    semicolon,
    speaking,
)
from generator.model import dates, labels
from generator.pages.as_of_note import as_of_note
from generator.pages.markdown_text import escaped
from generator.pages.markdown_writer import MarkdownWriter
from generator.pages.phrases import Phrases, title_language
from generator.pages.plan import Page, Plan
from generator.pages.template_cache import keep_compiled
from generator.pages.translation_note import translation_note

_BLANK_LINES = re.compile(r"\n{3,}")
_SIGNS = (aside, clauses, comma, full_stop, labelled, semicolon)


def _finalize(value: Any) -> Markup:
    """Escape what no Markdown writer wrote. Jinja calls this for every value that is printed.

    It returns `Markup` always, which Jinja's own escaping, for HTML, leaves as it is.
    """
    if value is None:
        raise TypeError("a template prints None: test the value before it is printed")
    return escaped(value)


def _for_templates(translate: Callable[..., str]) -> Callable[..., Markup]:
    """Wrap a function of the catalogue: a message is Markdown, and its values are escaped like all that is printed."""

    def phrase(*message: str | int, **values: object) -> Markup:
        return Markup(translate(*message, **{name: _finalize(value) for name, value in values.items()}))

    return phrase


def _between_values(sign: Callable[..., str]) -> Callable[..., Markup]:
    """Wrap a function that puts signs of the language in use between values."""
    return lambda *values: Markup(sign(*map(_finalize, values)))


def environment() -> jinja2.Environment:
    """Return what pages are rendered with. Its templates are compiled as they are asked for."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("generator.pages"),
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    keep_compiled(made)
    made.filters["month_day"] = lambda value: format_date(value, "MMMMd")
    made.filters["enumerated"] = lambda items: Markup(comma()).join(map(_finalize, items))
    made.filters["listed"] = lambda numbers, style="standard": format_list([str(number) for number in numbers], style)
    made.globals["labels"] = labels
    made.globals["_"] = _for_templates(gettext)
    made.globals |= {each.__name__: _for_templates(each) for each in (ngettext, pgettext)}
    made.globals |= {each.__name__: _between_values(each) for each in _SIGNS}
    made.filters["plain"] = str  # for attributes, which say of no piece in which language it is
    made.filters["title_language"] = title_language
    made.filters["day"] = lambda value: dates.day_words(value, short=True)
    made.globals["parts"] = made.get_template("_parts.md.jinja").module  # not imported anew for each page
    return made


@dataclass(frozen=True)
class Renderer:
    """Writes any page of a graph. Who makes one after another gives it the same `jinja`, whose templates are ready."""

    graph: Graph
    jinja: jinja2.Environment = field(default_factory=environment)
    original: PastQueries | None = None  # of a translation: what it was made from, as of any day

    @cached_property
    def queries(self) -> Queries:
        return Queries(self.graph)

    @cached_property
    def pages(self) -> Plan:
        with speaking(self.graph.language):
            return Plan(self.queries, self.past)

    @cached_property
    def past(self) -> PastQueries:
        return self.original or PastQueries(self.graph, language())

    @cached_property
    def phrases(self) -> Phrases:
        return Phrases(self.graph)

    def render(self, src: SrcPath) -> str:
        """Return the Markdown of one page. Raises KeyError where there is none."""
        with speaking(self.graph.language):
            return self._render(self.pages[src])

    def _render(self, page: Page) -> str:
        src = page.src
        writer = MarkdownWriter(self.phrases, src, page.entity)
        template = self.jinja.get_template(page.template)
        body = writer.notes.numbered(template.render(page=page, view=page.view(), w=writer, site=self.graph.site))
        notes_above = f"{as_of_note(self.graph, src)}{translation_note(self.graph, src, page.entity)}"
        body = f"{notes_above}{body}"
        body = _BLANK_LINES.sub("\n\n", body).strip()
        notes = f"\n{writer.notes.definitions()}\n" if writer.notes else ""
        return f"{front_matter(page, self.graph)}\n{body}\n{notes}"

    def write(self, src: SrcPath) -> str:
        """Return the text of one page or published file. Raises KeyError where there is none."""
        return self.render(src) if src in self.pages else exports.writers(self.graph)[src]()

    def places(self) -> Iterator[SrcPath]:
        """Yield the place of every page and every published file."""
        yield from self.pages
        yield from exports.writers(self.graph)

    def render_all(self) -> Iterator[tuple[SrcPath, str]]:
        """Yield every page and every published file with its place."""
        with gc_pause.at_rest():
            for src in self.places():
                yield src, self.write(src)


def front_matter(page: Page, graph: Graph) -> str:
    """Return what stands above the text of a page."""
    uri = urls.page_uri(graph, page.src)
    fields = {"title": page.title, "description": page.description, "kind": page.type, "uri": uri}
    if page.moved_to is not None:
        fields["moved_to"] = urls.page_uri(graph, page.moved_to)
    lines = (f"{name}: {_quoted(value)}" for name, value in fields.items())
    return "\n".join(("---", *lines, "---", ""))


_quoted = json.JSONEncoder(ensure_ascii=False).encode
