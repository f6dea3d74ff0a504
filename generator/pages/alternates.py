"""Make what stands beside each page for programs: plain Markdown, a feed of changes, linked data, and a card.

In: a renderer. Out: the text at an address, made when somebody asks, so that nobody who shows one page pays for all.
Knows nothing of MkDocs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlsplit

from generator.alternates import cards, jsonld
from generator.alternates.cards import LinkCard
from generator.alternates.feed import Feeds
from generator.alternates.jsonld import LinkedData
from generator.alternates.plain_markdown import LinkRoot, plain_document, plain_page
from generator.graph import urls
from generator.graph.attribution import names_its_sources
from generator.graph.history import History
from generator.graph.urls import SrcPath, Uri
from generator.locale import _
from generator.model import labels
from generator.pages.as_of_note import day_of_site
from generator.pages.plan import Page, has_imprint
from generator.pages.render import Renderer


@dataclass(frozen=True)
class PageAlternates:
    """Makes what stands beside the pages of a renderer."""

    renderer: Renderer
    has_cards: bool = True

    @cached_property
    def cards(self) -> dict[Uri, LinkCard]:
        """What each card says, by the address of its picture."""
        found = cards.all_cards(self.renderer.queries) if self.has_cards else ()
        return {urls.card_uri(src): card for src, card in found}

    @cached_property
    def _feeds(self) -> Feeds:
        return Feeds(self.renderer.graph)

    @cached_property
    def _linked(self) -> LinkedData:
        return LinkedData(self.renderer.graph)

    @cached_property
    def _changes(self) -> History:
        return History(self.renderer.graph)

    @cached_property
    def _site(self) -> LinkRoot:
        graph = self.renderer.graph
        return LinkRoot(urlsplit(graph.address).path, graph.directories)

    @cached_property
    def _by_uri(self) -> dict[Uri, tuple[SrcPath, str]]:
        """Map each address to the page that it belongs to, and to the entity whose feed it is."""
        pages = self.renderer.pages.values()
        documents = {urls.markdown_uri(page.src): (page.src, "") for page in pages if page.moved_to is None}
        return documents | {urls.feed_uri(page.src): (page.src, page.entity) for page in pages if page.entity}

    @cached_property
    def site_wide(self) -> dict[str, str]:
        """What every page says of the site: where its imprint is, its licence, and what the content keeps."""
        graph, site = self.renderer.graph, self.renderer.graph.site
        licence = _("Licence: %(name)s", name=site.declared.name) if site.declared else ""
        return {
            "imprint": urls.page_uri(graph, urls.IMPRINT) if has_imprint(graph) else "",
            "licence": licence,
            "licence_url": (site.declared.url or "") if site.declared else "",
            "as_of": day_of_site(graph),
            "promise": _("Every claim, argument, position and event here names its source.")
            if names_its_sources(graph)
            else "",
        }

    def uris(self) -> Iterator[Uri]:
        yield from self._by_uri

    def page_of(self, uri: str) -> SrcPath:
        """Return the page that an address belongs to. Raises KeyError where nothing is."""
        return self._by_uri[Uri(uri)][0]

    def make(self, uri: str, markdown: str | None = None) -> str | None:
        """Return what is at an address, or None where nothing is. `markdown` is that of its page, if it is at hand."""
        found = self._by_uri.get(Uri(uri))
        if found is None:
            return None
        src, entity = found
        if entity:
            return self._feeds.of_entity(entity)
        place = SrcPath(f"{urls.prefix(self.renderer.graph.language)}{src}")
        return plain_page(self.renderer.render(src) if markdown is None else markdown, place, site=self._site)

    def plain_document(self, src: SrcPath, markdown: str) -> str:
        """Return the plain Markdown of a page that does not come from the content."""
        return plain_document(markdown, src, site=self._site)

    def linked_data(self, src: SrcPath, title: str, description: str) -> str:
        """Return a page as JSON-LD that may stand in a script element, or nothing where the page only leads on."""
        page = self.renderer.pages.get(src)
        if page is not None and page.moved_to is not None:
            return ""
        if page is not None and page.entity:
            nodes = self._linked.of_entity(page.entity)
        else:
            nodes = self._linked.of_page(src, title, description)
        return jsonld.in_script(self.renderer.graph, src, nodes)

    def open_graph(self, src: SrcPath) -> dict[str, str]:
        """Return what chats and networks are told of a page besides its title and description."""
        page, graph = self.renderer.pages.get(src), self.renderer.graph
        entity = graph.entries.get(page.entity) if page is not None else None
        told = {"og_type": "article" if entity else "website", "og_section": "", "og_image": "", "og_image_alt": ""}
        if entity is not None:
            told["og_section"] = labels.capitalized(_(entity.kind.noun))
        if self.has_cards:
            place, card = self._card(page)
            whole = Uri(f"{urls.prefix(graph.language)}{urls.card_uri(place)}")
            told["og_image"] = urls.absolute(graph.address, urls.page_uri(graph, src), whole)
            told["og_image_alt"] = card.text
        return told

    def _card(self, page: Page | None) -> tuple[SrcPath, LinkCard]:
        """Return the card of a page, or that of the home page where it has none of its own, with whose it is."""
        if page is not None and page.moved_to is not None:
            page = self.renderer.pages.get(page.moved_to)
        graph = self.renderer.graph
        entry = graph.entries.get(page.entity) if page is not None else None
        card = cards.of_entity(self.renderer.queries, entry) if entry is not None else None
        return (page.src, card) if page is not None and card is not None else (urls.HOME, cards.of_home(graph))

    def markdown_uri_of(self, src: SrcPath) -> str:
        """Return the address of a page's plain Markdown, or nothing where it has none."""
        page = self.renderer.pages.get(src)
        return urls.markdown_uri(src) if page is not None and page.moved_to is None else ""

    def feed_of(self, src: SrcPath) -> str:
        """Return the address of the feed of a page's changes, or nothing where it has none."""
        page = self.renderer.pages.get(src)
        return urls.feed_uri(src) if page is not None and page.entity else ""

    def changed(self, src: SrcPath) -> date | None:
        """Return the day of the last change of what a page is about, where the content says one."""
        page = self.renderer.pages.get(src)
        return self._changes.last(page.entity) if page is not None else None
