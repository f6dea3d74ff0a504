"""Make what a site holds for other programs: plain Markdown, feeds, linked data, cards, the search index, the sitemap.

In: the alternates of the content's pages, and MkDocs' files. Out: texts by address, and what heads of pages say. Pages
of the docs folder have plain Markdown as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from markupsafe import Markup
from mkdocs import utils
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.alternates import card_drawing, search_index
from generator.alternates.cards import LinkCard
from generator.graph import urls
from generator.graph.urls import SrcPath, Uri
from generator.locale import language
from generator.mkdocs_.plugin.files import PlannedFile
from generator.pages.alternates import PageAlternates
from generator.pages.render import Renderer
from generator.pages.search_pages import search_pages

Draw = Callable[[Iterable[LinkCard]], Iterable[bytes]]


@dataclass(frozen=True)
class Alternates:
    """The content as a site holds it beside its pages, as it was last read."""

    alternates: PageAlternates
    files: Files = field(default_factory=lambda: Files([]))
    documents: Mapping[Uri, File] = field(default_factory=dict)  # of the docs folder, by their Markdown's address

    @property
    def renderer(self) -> Renderer:
        return self.alternates.renderer

    def among(self, files: Files) -> Alternates:
        """Return the same for a site with these files."""
        own = (file for file in files.documentation_pages() if file.generated_by is None)
        return replace(self, files=files, documents={urls.markdown_uri(SrcPath(file.src_uri)): file for file in own})

    def beyond(self, file: File, title: str = "", description: str = "") -> dict[str, str]:
        """Return what the head of a page says that its Markdown does not."""
        src = SrcPath(file.src_uri)
        markdown = urls.markdown_uri(src)
        return {
            "linked_data": self.alternates.linked_data(src, title, description),
            "markdown_uri": markdown if markdown in self.documents else self.alternates.markdown_uri_of(src),
            "feed": self.alternates.feed_of(src),
            **self.alternates.site_wide,
            **self.alternates.open_graph(src),
        }

    def beside(self, file: File, text: str) -> dict[str, str]:
        """Return what stands beside a page of the content with this text, by address."""
        src = SrcPath(file.src_uri)
        markdown = self.alternates.markdown_uri_of(src) if isinstance(file, PlannedFile) else ""
        return {uri: self.alternates.make(uri, text) or "" for uri in (markdown, self.alternates.feed_of(src)) if uri}

    def addresses(self) -> Iterator[str]:
        """Yield the address of all that stands beside pages."""
        yield from self.alternates.uris()
        yield from self.alternates.cards
        yield from self.documents

    def make(self, uri: str) -> bytes | None:
        """Return what stands at such an address, as the content is now, or None where nothing does."""
        if card := self.alternates.cards.get(Uri(uri)):
            return next(iter(card_drawing.draw([card])))
        text = self._text(uri)
        return text.encode("utf-8") if text is not None else None

    def _text(self, uri: str) -> str | None:
        own = self.documents.get(Uri(uri))
        if own is not None:
            return self.alternates.plain_document(SrcPath(own.src_uri), own.content_string)
        return self.alternates.make(uri)

    def search_files(self) -> dict[str, str]:
        """Return the search's index by address. It also holds the pages of the docs folder, if they have been read."""
        documents = (
            search_index.from_markdown(page.url, title_of(page), self._text(uri) or "")
            for uri, file in self.documents.items()
            if (page := file.page) is not None
        )
        return search_index.files([*search_pages(self.renderer), *documents], language())

    def sitemap(self) -> str:
        """Return the sitemap, with the dates of the content: MkDocs would write the day of the build."""
        pages = (file.page for file in self.files.documentation_pages() if file.page is not None)
        return self.alternates.sitemap(
            (SrcPath(page.file.src_uri), page.canonical_url or page.abs_url or f"/{page.url}") for page in pages
        )

    def write(self, site: Path, ready: Mapping[str, str], draw: Draw) -> None:
        """Write the search's index, and all that stands beside pages, of which some is ready."""
        for uri, script in self.search_files().items():
            utils.write_file(script.encode("utf-8"), f"{site}/{uri}")
        read = {file.src_uri: file.page.markdown for file in self.files.documentation_pages() if file.page is not None}
        for uri in self.alternates.uris():
            text = ready.get(uri) or self.alternates.make(uri, read.get(self.alternates.page_of(uri)) or None)
            utils.write_file((text or "").encode("utf-8"), f"{site}/{uri}")
        for uri in self.documents:
            utils.write_file(self.make(uri) or b"", f"{site}/{uri}")
        cards = self.alternates.cards
        for uri, picture in zip(cards, draw(cards.values()), strict=True):
            utils.write_file(picture, f"{site}/{uri}")


def title_of(page: Page) -> str:
    """Return a page's title as text: where no file gives it, MkDocs takes it from a heading, as HTML."""
    return str(page.meta.get("title") or Markup(str(page.title)).striptags())  # noqa: S704 - to be taken apart
