"""Hold the editions of a site: its pages in the language of the content, and in each that it is translated into.

In: a renderer for each language. Out: pages and what stands beside them by their places in the whole site, where those
of a translation are in a folder of their own: `uk/actors/council.md`. Every page is in each language that it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import NamedTuple

import jinja2

from generator.graph import urls
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.locale import own_name, speaking
from generator.pages.alternates import PageAlternates
from generator.pages.plan import Page
from generator.pages.render import Renderer

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
    """The pages in one language."""

    alternates: PageAlternates

    @property
    def renderer(self) -> Renderer:
        return self.alternates.renderer

    @property
    def graph(self) -> Graph:
        return self.renderer.graph

    @property
    def prefix(self) -> str:
        return self.graph.prefix

    def speaking(self) -> AbstractContextManager[None]:
        """Say what is made meanwhile in the language of the edition."""
        return speaking(self.graph.language)

    def has(self, src: SrcPath) -> bool:
        """Say whether a page is in this language, and does not only lead on."""
        return src in self.renderer.pages and self.renderer.pages[src].moved_to is None

    def uri_in_site(self, path: str) -> str:
        """Return the address of a section here, or that in the original where only it has the section."""
        stem = f"{path}index" if path.endswith("/") or not path else path.removesuffix(".html")
        src = SrcPath(f"{stem}.md")
        return f"{self.prefix}{path}" if src in self.renderer.pages else path


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
            yield from (SrcPath(f"{edition.prefix}{src}") for src in edition.renderer.pages)

    def write(self, src: str) -> str:
        """Return the text of one page or published file. Raises KeyError where there is none."""
        edition, inner = self.at(src)
        with edition.speaking():
            return edition.renderer.write(SrcPath(inner))

    def languages(self, src: str, spoken: str) -> tuple[LanguageLink, ...]:
        """Return links to a page in each language, or nothing where there is one alone. `spoken` is the original's."""
        here, inner = self.at(src)
        return tuple(self._link(each, SrcPath(inner), spoken, here) for each in self) if self.translations else ()

    def _link(self, edition: LanguageEdition, src: SrcPath, spoken: str, here: LanguageEdition) -> LanguageLink:
        tag, has_page = edition.graph.language or spoken, edition.has(src)
        uri = urls.page_uri(edition.graph, src if has_page else urls.HOME)
        return LanguageLink(tag, own_name(tag) or tag, uri, has_page, edition is here)

    def alternates_of(self, src: str, spoken: str) -> tuple[tuple[str, str], ...]:
        """Return the languages of a page, each with its whole address; only where the site's own is known."""
        address = self.original.graph.address
        found = [each for each in self.languages(src, spoken) if each.is_this_page] if address else []
        listed = [(each.tag, f"{address}{each.uri}") for each in found]
        return (*listed, (X_DEFAULT, listed[0][1])) if len(listed) > 1 else ()


def editions(graph: Graph, translations: Iterable[Graph], jinja: jinja2.Environment, *, has_cards: bool) -> Editions:
    """Return the editions of a site. Data and guides for editors are in the original alone."""
    original = LanguageEdition(PageAlternates(Renderer(graph, jinja), has_cards=has_cards))
    alone = {src for src in original.renderer.places() if urls.folder(src) in _IN_ORIGINAL}
    translated = (replace(each, elsewhere=each.elsewhere | alone) for each in translations)
    others = (PageAlternates(Renderer(each, jinja), has_cards=has_cards) for each in translated)
    return Editions(original, tuple(map(LanguageEdition, others)))
