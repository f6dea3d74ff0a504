"""Pages to Markdown: Jinja prints the views.

In: a `Page` and the graph. Out: the text of one Markdown file. Templates get a view and a `Scribe`, and nothing that
could query: whatever they print is escaped unless a scribe wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from generator import dates, exports, prose, urls, wording
from generator.graph import Graph
from generator.pages import Page, plan
from generator.scribe import Phrases, Scribe
from generator.survey import Survey
from generator.urls import SrcPath


def _finalize(value: Any) -> Any:
    """Escape what no scribe wrote. Jinja calls this for every value that a template prints, and prints the result."""
    if isinstance(value, Markup):
        return value
    if value is None:
        raise TypeError("a template prints None: test the value before it is printed")
    return prose.escape(str(value))


class _Context(Context):
    """Calls what templates call without asking what it wants: no function here wants the context."""

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **options: Any,
    ) -> Any:
        return function(*args, **options)


class _CodeGenerator(jinja2.compiler.CodeGenerator):
    """Prints what `_finalize` returns as it is: that has escaped all that needs it, and Jinja would look once more."""

    def _output_child_pre(self, node: object, frame: object, finalize: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, node: object, frame: object, finalize: object) -> None:
        self.write(")")


class _Environment(jinja2.Environment):
    """Jinja without what these templates do not need, which takes a third of their time."""

    getattr = staticmethod(getattr)  # type: ignore[assignment] # what is not there is an error: nothing else is tried
    context_class = _Context
    code_generator_class = _CodeGenerator


def environment() -> jinja2.Environment:
    made = _Environment(
        loader=jinja2.PackageLoader("generator", "templates"),
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["month_day"] = lambda value: value.strftime("%B ") + str(value.day)
    made.globals["wording"] = wording
    made.filters["day"] = lambda value: dates.day_words(value, short=True)
    made.globals["parts"] = made.get_template("_parts.md.jinja").module  # not imported anew for each page
    return made


@dataclass(frozen=True)
class Renderer:
    """Writes any page of a graph. Who makes one after another gives it the same `jinja`, whose templates are ready."""

    graph: Graph
    jinja: jinja2.Environment = field(default_factory=environment)

    @cached_property
    def pages(self) -> dict[SrcPath, Page]:
        return plan(Survey(self.graph))

    @cached_property
    def phrases(self) -> Phrases:
        return Phrases(self.graph)

    def render(self, src: SrcPath) -> str:
        """Return the Markdown of one page. Raises KeyError where there is none."""
        page = self.pages[src]
        scribe = Scribe(self.phrases, src, page.entity)
        template = self.jinja.get_template(page.template)
        body = template.render(page=page, view=page.view(), w=scribe, site=self.graph.site)
        return f"{front_matter(page)}\n{body.rstrip()}\n{_notes(scribe)}"

    def write(self, src: SrcPath) -> str:
        """Return the text of one page or published file. Raises KeyError where there is none."""
        return self.render(src) if src in self.pages else exports.writers(self.graph)[src]()

    def places(self) -> Iterator[SrcPath]:
        """Yield the place of every page and every published file."""
        yield from self.pages
        yield from exports.writers(self.graph)

    def render_all(self) -> Iterator[tuple[SrcPath, str]]:
        """Yield every page and every published file with its place."""
        for src in self.places():
            yield src, self.write(src)


def front_matter(page: Page) -> str:
    """Return what stands above the text of a page."""
    fields = {"title": page.title, "description": page.description, "kind": page.type, "uri": urls.uri(page.src)}
    if page.moved_to is not None:
        fields["moved_to"] = page.moved_to
    lines = (f"{name}: {_quoted(value)}" for name, value in fields.items())
    return "\n".join(("---", *lines, "---", ""))


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _notes(scribe: Scribe) -> str:
    return f"\n{scribe.notes()}\n" if scribe.has_notes else ""
