"""Gather what the search knows of each page: of an entity's what its file says, of some others what they show.

In: a renderer. Out: a `SearchPage` for each page but those that only lead on and those of past days, and in a
translation for each entity whose page the original alone has. An entity's texts are taken from the content, not from
its page, so that an index costs a fraction of rendering, and no page is found for what it repeats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.alternates import search_index
from generator.alternates.plain_markdown import plain_page
from generator.alternates.search_index import SearchPage
from generator.content.prose import Markup
from generator.graph import urls
from generator.graph.graph import Entry, Graph
from generator.graph.urls import SrcPath, Uri
from generator.locale import N_, _
from generator.model.anatomy import dates_in, leaves
from generator.model.dates import EdtfDate
from generator.model.labels import capitalized
from generator.model.text_sorts import Sort
from generator.pages.render import Renderer

# Pages of no entity whose own words readers look for; the others list titles.
_IN_WORDS = frozenset(f"{name}.md.jinja" for name in ("gaps", "method", "corrections", "data", "removed"))
# Pages that say again, as of a day, what others say: a reader who searches wants those, which lead here.
_NOT_FOUND = frozenset(("debate.md.jinja",))
_LEADING_ON = 2.0  # the weight of pages of no entity
_QUOTED = frozenset(("quote", "quote_original"))
_BESIDE = frozenset(("title", "summary", "aliases", *_QUOTED))
_IN_ORIGINAL = 0.25  # how much less likely readers of a translation want a page that is not in their language
_OTHER_NAMES = {
    "timeline": N_("chronology, dates, events"),
    "gaps": N_("gaps, limits, what is not known"),
    "method": N_("method, methodology, about"),
    "corrections": N_("errors, mistakes"),
    "data": N_("data, download, export"),
    "dossier": N_("dossier, print, PDF"),
    "positions": N_("positions"),
}


def search_pages(renderer: Renderer) -> Iterator[SearchPage]:
    """Yield what the search knows of each page: of an entity's what its file says, of some others what they show."""
    graph = renderer.graph
    for src, page in renderer.pages.items():
        uri = urls.page_uri(graph, src)
        if page.entity:
            yield _of_entity(graph, graph.entries[page.entity], uri)
        elif page.template in _IN_WORDS:
            shown = search_index.from_markdown(uri, page.title, plain_page(renderer.render(src), src))
            yield replace(shown, summary=page.description, names=_names_of(src), weight=_LEADING_ON)
        elif page.moved_to is None and page.template not in _NOT_FOUND:
            yield SearchPage(uri, page.title, "", _LEADING_ON, names=_names_of(src), summary=page.description)
    for entry in graph.entries.values():
        if (src := urls.entity_src(entry.kind, entry.id)) in graph.elsewhere:
            found = _of_entity(graph, entry, urls.page_uri(graph, src))
            yield replace(found, language=graph.original, weight=found.weight * _IN_ORIGINAL)


def _names_of(src: SrcPath) -> tuple[str, ...]:
    """Return what people call a page that is no entity's."""
    folder = urls.folder(src)
    words = _OTHER_NAMES.get(folder) if src == urls.overview_src(folder) else None
    return tuple(_(words).split(", ")) if words else ()


def _of_entity(graph: Graph, entry: Entry, uri: Uri) -> SearchPage:
    """Gather the texts of an entity by how much they say about what its page is about."""
    entity = entry.entity
    found = [
        leaf for leaf in leaves(entity) if leaf.slot.markup and not leaf.slot.relation and not leaf.slot.vocabulary
    ]
    quotes = tuple(leaf.value for leaf in found if leaf.slot.name in _QUOTED)
    rest = [leaf for leaf in found if leaf.slot.name not in _BESIDE and leaf.slot.sort in (None, Sort.NAME)]
    # A date that its kind cannot be without is as good as a name.
    fields = type(entity).model_fields.items()
    own = (getattr(entity, name) for name, field in fields if field.is_required())
    about = (leaf.value for leaf in rest if leaf.slot.markup is Markup.PLAIN)
    texts = (block for leaf in rest if leaf.slot.markup is not Markup.PLAIN for block in leaf.value.split("\n\n"))
    return SearchPage(
        uri,
        entry.title,
        capitalized(_(entry.kind.noun)),
        entry.kind.boost,
        names=(*entity.aliases, *(value.found_by() for value in own if isinstance(value, EdtfDate))),
        about=(entry.id, *about, *dates_in(entity)),
        summary=graph.words(entity.summary),
        quotes=quotes,
        texts=tuple(map(graph.words, texts)),
    )
