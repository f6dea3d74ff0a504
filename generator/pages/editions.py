"""Hold the editions of a site: its pages in the language of the content, and in each that it is translated into.

In: a renderer for each language. Out: pages and what stands beside them by their places in the whole site, where those
of a translation are in a folder of their own: `uk/actors/council.md`. Every page is in each language that it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import jinja2

from generator.graph import urls
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.locale import own_name, speaking
from generator.model.kinds import BY_FOLDER
from generator.pages.alternates import PageAlternates
from generator.pages.plan import Page
from generator.pages.render import Renderer
from generator.translation.graphs import ContentTranslation

_IN_ORIGINAL = frozenset(("data", "fields"))
X_DEFAULT = "x-default"  # for readers whose language is none of the site's


class LanguageLink(NamedTuple):
    """A page in a language. Where the page itself is not in it, the address is that of the home page there."""

    tag: str
    name: str  # as the language calls itself
    uri: str
    is_this_page: bool
    is_in_use: bool


@dataclass(frozen=True)
class LanguageEdition:
    """The pages in one language. What is on them is made when one of them is asked for."""

    language: str  # a tag, or "" for the original
    pages: Mapping[SrcPath, bool]  # all of them, and whether each is more than a way to another one
    make: Callable[[], PageAlternates]

    @cached_property
    def alternates(self) -> PageAlternates:
        return self.make()

    @property
    def renderer(self) -> Renderer:
        return self.alternates.renderer

    @property
    def graph(self) -> Graph:
        return self.renderer.graph

    @property
    def prefix(self) -> str:
        return urls.prefix(self.language)

    def speaking(self) -> AbstractContextManager[None]:
        """Say what is made meanwhile in the language of the edition."""
        return speaking(self.language)

    def uri_in_site(self, path: str) -> str:
        """Return the address of a section here, or that in the original where only it has the section."""
        stem = f"{path}index" if path.endswith("/") or not path else path.removesuffix(".html")
        return f"{self.prefix}{path}" if SrcPath(f"{stem}.md") in self.pages else path


@dataclass(frozen=True)
class Editions:
    """The editions of one site: the original, and its translations."""

    original: LanguageEdition
    translations: tuple[LanguageEdition, ...] = ()

    def __iter__(self) -> Iterator[LanguageEdition]:
        yield self.original
        yield from self.translations

    def at(self, place: str) -> tuple[LanguageEdition, str]:
        """Return the edition to which a place or an address in the site belongs, and the place there."""
        for edition in self.translations:
            if place.startswith(edition.prefix):
                return edition, place.removeprefix(edition.prefix)
        return self.original, place

    def page(self, src: str) -> Page | None:
        edition, inner = self.at(src)
        return edition.renderer.pages.get(SrcPath(inner))

    def places(self) -> Iterator[SrcPath]:
        """Yield the place of every page and every published file."""
        yield from self.original.renderer.places()
        for edition in self.translations:
            yield from (SrcPath(f"{edition.prefix}{src}") for src in edition.pages)

    def write(self, src: str) -> str:
        """Return the text of one page or published file. Raises KeyError where there is none."""
        edition, inner = self.at(src)
        return edition.renderer.write(SrcPath(inner))

    def languages(self, src: str, spoken: str) -> tuple[LanguageLink, ...]:
        """Return links to a page in each language, or nothing where there is one alone. `spoken` is the original's."""
        here, inner = self.at(src)
        return tuple(self._link(each, SrcPath(inner), spoken, here) for each in self) if self.translations else ()

    def _link(self, edition: LanguageEdition, src: SrcPath, spoken: str, here: LanguageEdition) -> LanguageLink:
        tag, has_page = edition.language or spoken, edition.pages.get(src, False)
        uri = urls.uri(src if has_page else urls.HOME, directories=self.original.graph.directories)
        return LanguageLink(tag, own_name(tag) or tag, f"{edition.prefix}{uri}", has_page, edition is here)

    def alternates_of(self, src: str, spoken: str) -> tuple[tuple[str, str], ...]:
        """Return the languages of a page, each with its whole address; only where the site's own is known."""
        address = self.original.graph.address
        found = [each for each in self.languages(src, spoken) if each.is_this_page] if address else []
        listed = [(each.tag, f"{address}{each.uri}") for each in found]
        return (*listed, (X_DEFAULT, listed[0][1])) if len(listed) > 1 else ()


def editions(
    graph: Graph, translations: Iterable[ContentTranslation], jinja: jinja2.Environment, *, has_cards: bool
) -> Editions:
    """Return the editions of a site. Data, guides for editors and former addresses are in the original alone."""
    original = PageAlternates(Renderer(graph, jinja), has_cards=has_cards)
    plan = original.renderer.pages
    pages = {src: not plan.leads_on(src) for src in plan}
    former = {urls.entity_src(graph.entries[now].kind, ident) for ident, now in graph.former.items()}
    removed = {urls.entity_src(BY_FOLDER[each.kind], ident) for each in graph.site.removed for ident in each.ids}
    alone = {*former, *removed, *(src for src in original.renderer.places() if urls.folder(src) in _IN_ORIGINAL)}

    def translated(given: ContentTranslation) -> LanguageEdition:
        parts = {src for src in pages if f"{urls.folder(src)}.md" in given.elsewhere}
        elsewhere = given.elsewhere | alone | parts

        def make() -> PageAlternates:
            graph = replace(given.graph, elsewhere=elsewhere)
            return PageAlternates(Renderer(graph, jinja, original.renderer.past), has_cards=has_cards)

        own = {src: is_whole for src, is_whole in pages.items() if src not in elsewhere}
        return LanguageEdition(given.language, own, make)

    return Editions(LanguageEdition("", pages, lambda: original), tuple(map(translated, translations)))
