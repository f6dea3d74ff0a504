"""The search index lists each entity with its title, its other names and its summary.

In: a graph. Out: JSON in the form that Material's search reads (`search/search_index.json`). Full texts are left out:
they make the index ten times as large, and a browser takes seconds to read it, for no entity more that is found.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from generator.graph import urls
from generator.graph.graph import Entry, Graph
from generator.graph.urls import SrcPath, Uri
from generator.locale import _
from generator.model.kinds import KINDS
from generator.model.labels import capitalized

PLACE = "search/search_index.json"
_CONFIG = {
    "lang": ["en"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}


@dataclass(frozen=True, slots=True)
class Extra:
    """A page beside those of the graph."""

    uri: str
    title: str
    text: str = ""


def dump(graph: Graph, extras: Iterable[Extra] = ()) -> str:
    """Write the index."""
    address = partial(urls.page_uri, graph)
    docs = [
        *({"location": each.uri, "title": _as_text(each.title), "text": _as_text(each.text)} for each in extras),
        *({"location": address(urls.overview_src(k.overview)), "title": _(k.title), "text": _(k.lead)} for k in KINDS),
        *(_document(graph, entry, address) for entry in graph.entries.values()),
    ]
    return json.dumps({"config": _CONFIG, "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def _document(graph: Graph, entry: Entry, address: Callable[[SrcPath], Uri]) -> dict[str, object]:
    names = ", ".join(entry.entity.aliases)
    summary = graph.words(entry.entity.summary)
    return {
        "location": address(urls.entity_src(entry.kind, entry.id)),
        "title": _as_text(entry.title),
        "text": _as_text(f"{names}. {summary}" if names else summary),
        "tags": [capitalized(_(entry.kind.noun))],
        "boost": entry.kind.boost,
    }


def _as_text(text: str) -> str:
    """Escape for the search dialog, which writes what it finds as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
