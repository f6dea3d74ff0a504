"""Make what a site holds for other programs: plain Markdown, feeds, linked data, cards, the search index, the sitemap.

In: the editions of the content, and MkDocs' files. Out: texts by address, and what heads of pages say. Pages of the
docs folder have plain Markdown as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs import utils
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.alternates import card_drawing, search_index, sitemap
from generator.alternates.cards import LinkCard
from generator.alternates.sitemap import SitemapEntry
from generator.graph import urls
from generator.graph.urls import SrcPath, Uri
from generator.locale import language
from generator.mkdocs_.plugin.files import PlannedFile
from generator.pages.as_of_note import copy_banner
from generator.pages.editions import Editions, LanguageEdition
from generator.pages.search_pages import search_pages

Draw = Callable[[Iterable[LinkCard]], Iterable[bytes]]


@dataclass(frozen=True)
class Alternates:
    """The content as a site holds it beside its pages, as it was last read. `spoken` is the tag of its language."""

    editions: Editions
    spoken: str
    files: Files = field(default_factory=lambda: Files([]))
    documents: Mapping[Uri, File] = field(default_factory=dict)  # of the docs folder, by their Markdown's address

    def among(self, files: Files) -> Alternates:
        """Return the same for a site with these files."""
        own = (file for file in files.documentation_pages() if file.generated_by is None)
        return replace(self, files=files, documents={urls.markdown_uri(SrcPath(file.src_uri)): file for file in own})

    def beyond(self, file: File, title: str = "", description: str = "") -> dict[str, Any]:
        """Return what the head of a page says that its Markdown does not."""
        edition, src = self._at(file.src_uri)
        markdown = urls.markdown_uri(SrcPath(file.src_uri))
        with edition.speaking():
            own = edition.alternates.markdown_uri_of(src)
            feed = edition.alternates.feed_of(src)
            return {
                "linked_data": edition.alternates.linked_data(src, title, description),
                "markdown_uri": markdown if markdown in self.documents else f"{edition.prefix}{own}" if own else "",
                "feed": f"{edition.prefix}{feed}" if feed else "",
                **edition.alternates.site_wide,
                **edition.alternates.open_graph(src),
                **self._of_language(edition, file.src_uri),
                **self._of_copy(edition, src),
            }

    @staticmethod
    def _of_copy(edition: LanguageEdition, src: SrcPath) -> dict[str, Any]:
        """Return what a page of a frozen copy says of that. No search engine is to know the copy's other languages."""
        banner = copy_banner(edition.graph, src)
        return {"copy": banner, "hreflangs": ()} if banner is not None else {}

    def _of_language(self, edition: LanguageEdition, src: str) -> dict[str, Any]:
        """Return what a page says of its language, where the site has several."""
        if not self.editions.translations:
            return {}
        site = edition.graph.site
        named = {"edition_name": site.title, "edition_description": site.description} if edition.prefix else {}
        return {
            "edition": edition.prefix,
            "languages": self.editions.languages(src, self.spoken),
            "hreflangs": self.editions.alternates_of(src, self.spoken),
            **named,
        }

    def _at(self, place: str) -> tuple[LanguageEdition, SrcPath]:
        edition, inner = self.editions.at(place)
        return edition, SrcPath(inner)

    def beside(self, file: File, text: str) -> dict[str, str]:
        """Return what stands beside a page of the content with this text, by address."""
        if not isinstance(file, PlannedFile):
            return {}
        edition, src = self._at(file.src_uri)
        with edition.speaking():
            made = edition.alternates
            own = [uri for uri in (made.markdown_uri_of(src), made.feed_of(src)) if uri]
            return {f"{edition.prefix}{uri}": made.make(uri, text) or "" for uri in own}

    def addresses(self) -> Iterator[str]:
        """Yield the address of all that stands beside pages."""
        for edition in self.editions:
            yield from (f"{edition.prefix}{uri}" for uri in (*edition.alternates.uris(), *edition.alternates.cards))
        yield from self.documents

    def make(self, uri: str) -> bytes | None:
        """Return what stands at such an address, as the content is now, or None where nothing does."""
        edition, inner = self.editions.at(uri)
        with edition.speaking():
            if card := edition.alternates.cards.get(Uri(inner)):
                return next(iter(card_drawing.draw([card])))
        text = self._text(uri)
        return text.encode("utf-8") if text is not None else None

    def _text(self, uri: str) -> str | None:
        edition, inner = self.editions.at(uri)
        own = self.documents.get(Uri(uri))
        with edition.speaking():
            if own is not None:
                return edition.alternates.plain_document(SrcPath(own.src_uri), own.content_string)
            return edition.alternates.make(inner)

    def search_files(self) -> dict[str, str]:
        """Return the search's index of each language by address.

        That of the original also holds the pages of the docs folder, if they have been read.
        """
        found: dict[str, str] = {}
        for edition in self.editions:
            with edition.speaking():
                own = self._documents() if edition is self.editions.original else ()
                files = search_index.files([*search_pages(edition.renderer), *own], language())
                found |= {f"{edition.prefix}{uri}": script for uri, script in files.items()}
        return found

    def _documents(self) -> Iterator[search_index.SearchPage]:
        for uri, file in self.documents.items():
            if (page := file.page) is not None:
                yield search_index.from_markdown(page.url, title_of(page), self._text(uri) or "")

    def sitemap(self) -> str:
        """Return the sitemap, with the dates of the content: MkDocs would write the day of the build."""
        return sitemap.write(self._sitemap_entries())

    def _sitemap_entries(self) -> Iterator[SitemapEntry]:
        for page in (file.page for file in self.files.documentation_pages() if file.page is not None):
            edition, src = self._at(page.file.src_uri)
            planned = edition.renderer.pages.get(src)
            if planned is None or planned.moved_to is None:
                address = page.canonical_url or page.abs_url or f"/{page.url}"
                languages = self.editions.alternates_of(page.file.src_uri, self.spoken)
                yield SitemapEntry(address, edition.alternates.changed(src), languages)

    def write(self, site: Path, ready: Mapping[str, str], draw: Draw) -> None:
        """Write the search's index, and all that stands beside pages, of which some is ready."""
        for uri, script in self.search_files().items():
            utils.write_file(script.encode("utf-8"), f"{site}/{uri}")
        read = {file.src_uri: file.page.markdown for file in self.files.documentation_pages() if file.page is not None}
        for edition in self.editions:
            with edition.speaking():
                self._write_edition(edition, site, ready, read, draw)
        for uri in self.documents:  # in place of what the content has there
            utils.write_file(self.make(uri) or b"", f"{site}/{uri}")

    @staticmethod
    def _write_edition(
        edition: LanguageEdition, site: Path, ready: Mapping[str, str], read: Mapping[str, str | None], draw: Draw
    ) -> None:
        made, prefix = edition.alternates, edition.prefix
        for uri in made.uris():
            text = ready.get(f"{prefix}{uri}") or made.make(uri, read.get(f"{prefix}{made.page_of(uri)}") or None)
            utils.write_file((text or "").encode("utf-8"), f"{site}/{prefix}{uri}")
        for uri, picture in zip(made.cards, draw(made.cards.values()), strict=True):
            utils.write_file(picture, f"{site}/{prefix}{uri}")


def title_of(page: Page) -> str:
    """Return a page's title as text: where no file gives it, MkDocs takes it from a heading, as HTML."""
    return str(page.meta.get("title") or Markup(str(page.title)).striptags())  # noqa: S704 - to be taken apart
