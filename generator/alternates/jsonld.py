"""JSON-LD describes what pages are about in the words of schema.org, for search engines and readers of linked data.

In: a graph. Out: the nodes of any page, safe to stand in a `<script>`, and one file with all of them. schema.org has no
words for one argument answering another: those links are in the other formats. https://schema.org/docs/full.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.alternates import schema_org
from generator.alternates.schema_org import JsonObject, given
from generator.graph import reviews, urls
from generator.graph.graph import Entry, Graph
from generator.graph.history import CHECK, REVIEW, VERDICT, History, HistoryEntry
from generator.graph.urls import SrcPath, Uri
from generator.locale import _
from generator.model.kinds import KINDS

PLACE = Uri("data/explainer.jsonld")
CONTEXT = "https://schema.org"

# Nothing between <script> and </script> may look like a tag or a comment, and U+2028 and U+2029 end lines of scripts.
_UNSAFE = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def dump(graph: Graph) -> str:
    """Return everything as one graph, a node a line."""
    linked = LinkedData(graph)
    nodes = [linked.website(), *(node for entry in graph.entries.values() for node in linked.in_file(entry))]
    lines = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    return f'{{"@context": {json.dumps(_context(graph, PLACE))}, "@graph": [\n{lines}\n]}}\n'


def in_script(graph: Graph, src: SrcPath, nodes: list[JsonObject]) -> str:
    """Return the nodes of a page as JSON that may stand in an HTML script element."""
    whole = [{"@context": _context(graph, urls.page_uri(graph, src)), **node} for node in nodes]
    return json.dumps(whole, ensure_ascii=False).translate(_UNSAFE)


def _context(graph: Graph, place: Uri) -> str | list[str | JsonObject]:
    """Return the context of a document. Where the site's address is not known, it says how the root is reached."""
    return CONTEXT if graph.address else [CONTEXT, {"@base": urls.absolute("", place, Uri(""))}]


@dataclass(frozen=True)
class LinkedData:
    """The linked data of a graph, which keeps what several pages need."""

    graph: Graph

    def of_entity(self, ident: str) -> list[JsonObject]:
        """Return the nodes of an entity's page: what it is about first."""
        entry = self.graph.entries[ident]
        page = self._page(urls.entity_src(entry.kind, ident), entry.title, self.graph.words(entry.entity.summary))
        trail = [(urls.overview_src(entry.kind.overview), _(entry.kind.title))]
        page |= self._history(entry) | {"mainEntity": {"@id": self._main(entry)}}
        page["breadcrumb"] = self._breadcrumbs(trail, entry.title)
        return [self._described(entry), page]

    def of_page(self, src: SrcPath, title: str, description: str) -> list[JsonObject]:
        """Return the nodes of any other page."""
        page = self._page(src, title, description)
        if src == urls.HOME:
            return [self.website(), page]
        page["breadcrumb"] = self._breadcrumbs([], title)
        if src in self._overviews:
            page["@type"] = "CollectionPage"
        if src == urls.overview_src("corrections"):
            page |= {"correction": [self._correction(change) for change in self._changes.all if change.is_correction]}
        return [page]

    def in_file(self, entry: Entry) -> list[JsonObject]:
        """Return an entity's nodes where everything that they point at is in the same file."""
        src = urls.entity_src(entry.kind, entry.id)
        page: JsonObject = {"@type": "WebPage", "@id": self._url(src), "url": self._url(src), "name": entry.title}
        page |= {"description": self.graph.words(entry.entity.summary), "isPartOf": {"@id": self._site}}
        history = self._history(entry)
        history["citation"] = [{"@id": each["@id"]} for each in history.get("citation", [])]
        return [self._described(entry), page | given(history) | {"mainEntity": {"@id": self._main(entry)}}]

    def website(self) -> JsonObject:
        site = self.graph.site
        named: JsonObject = {"@type": "WebSite", "@id": self._site, "url": self._url(urls.HOME), "name": site.title}
        named |= {"description": site.description, "publisher": self.publisher(), "license": self._licence}
        return given(named)

    # -- pages ---------------------------------------------------------------------------------------------------

    def _page(self, src: SrcPath, title: str, description: str) -> JsonObject:
        page = {
            "@type": "WebPage",
            "@id": self._url(src),
            "url": self._url(src),
            "name": title,
            "description": description,
            "isPartOf": {"@type": "WebSite", "@id": self._site, "name": self.graph.site.title},
            "publisher": self.publisher(),
            "publishingPrinciples": self._url(urls.overview_src("method")),
            "license": self._licence,
        }
        if self.graph.language:
            page |= {"inLanguage": self.graph.language, "translationOfWork": {"@id": self._in_original(src)}}
        return given(page)

    def _history(self, entry: Entry) -> JsonObject:
        """Say when a page was reviewed, what was corrected, and which sources it cites."""
        changes = self._changes.about(entry.id)
        looked_at = [change.date for change in changes if change.kind in (CHECK, VERDICT, REVIEW)]
        last = self._changes.last(entry.id)
        if not looked_at and not self.graph.as_of:
            looked_at = [self.graph.site.facts_as_of]
        return given(
            {
                "lastReviewed": max(looked_at).isoformat() if looked_at else None,
                "reviewedBy": self._reviewers(entry),
                "dateModified": last.isoformat() if last else None,
                "correction": [self._correction(change) for change in changes if change.is_correction],
                "citation": self.refs(self.graph.cited_by(entry.id)),
                "keywords": list(entry.entity.tags),
            }
        )

    def _reviewers(self, entry: Entry) -> JsonObject | list[JsonObject]:
        """Name those who signed what the page says now, or else the site."""
        signed = dict.fromkeys(each.who for each in reviews.state(entry).holding)
        return [{"@type": "Person", "name": who} for who in signed] or {"@id": self._organisation}

    def _correction(self, change: HistoryEntry) -> JsonObject:
        return {"@type": "CorrectionComment", "text": change.text, "datePublished": change.date.isoformat()}

    def _breadcrumbs(self, trail: list[tuple[SrcPath, str]], title: str) -> JsonObject:
        steps: list[JsonObject] = [
            {"@type": "ListItem", "position": number, "name": name, "item": self._url(src)}
            for number, (src, name) in enumerate([(urls.HOME, _("Home")), *trail], 1)
        ]
        steps.append({"@type": "ListItem", "position": len(steps) + 1, "name": title})
        return {"@type": "BreadcrumbList", "itemListElement": steps}

    # -- entities ------------------------------------------------------------------------------------------------

    def _described(self, entry: Entry) -> JsonObject:
        url = self._url(urls.entity_src(entry.kind, entry.id))
        named = {"@id": self._main(entry), "name": entry.title, "alternateName": schema_org.names(entry.entity)}
        named |= {"description": self.graph.words(entry.entity.summary), "mainEntityOfPage": url}
        return given(named | schema_org.describe(entry, self, url))

    def refs(self, idents: Iterable[str]) -> list[JsonObject]:
        """Return what names some entities, each with its type."""
        entries = [self.graph.entries[ident] for ident in idents]
        return [{"@type": schema_org.type_of(each), "@id": self._main(each), "name": each.title} for each in entries]

    def words(self, text: str | None) -> str:
        return self.graph.words(text)

    def overview(self, entry: Entry) -> JsonObject:
        """Return what names the set that an entity belongs to."""
        src = urls.overview_src(entry.kind.overview)
        return {"@type": "DefinedTermSet", "@id": self._url(src), "name": _(entry.kind.title)}

    def _main(self, entry: Entry) -> str:
        """Return the identifier of an entity, which is one in every language."""
        return f"{self._in_original(urls.entity_src(entry.kind, entry.id))}#it"

    # -- the site ------------------------------------------------------------------------------------------------

    def publisher(self) -> JsonObject:
        named = {"@type": "Organization", "@id": self._organisation, "name": self.graph.site.title}
        return named | {"url": self._url(urls.HOME)} | self._contact

    @cached_property
    def _contact(self) -> JsonObject:
        contact = self.graph.site.contact
        point = {"@type": "ContactPoint", "contactType": "editors"}
        return {"contactPoint": point | {"url" if "://" in contact else "email": contact}} if contact else {}

    @cached_property
    def _licence(self) -> str | JsonObject | None:
        """The licence's address, or its name where it has none; nothing where the site declares none."""
        declared = self.graph.site.declared
        return (declared.url or {"@type": "CreativeWork", "name": declared.name}) if declared else None

    def _in_original(self, src: SrcPath) -> str:
        return f"{self.graph.address}{urls.uri(src, directories=self.graph.directories)}" or "./"

    def _url(self, src: SrcPath) -> str:
        return f"{self.graph.address}{urls.page_uri(self.graph, src)}" or "./"

    @cached_property
    def _site(self) -> str:
        return f"{self._url(urls.HOME)}#site"

    @cached_property
    def _organisation(self) -> str:
        return f"{self._in_original(urls.HOME)}#publisher"

    @cached_property
    def _changes(self) -> History:
        return History(self.graph)

    @cached_property
    def _overviews(self) -> frozenset[SrcPath]:
        return frozenset(urls.overview_src(kind.overview) for kind in KINDS)
