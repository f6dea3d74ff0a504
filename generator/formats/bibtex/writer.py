"""The BibTeX writer writes an entry for each source.

In: a graph. Out: text; the key of an entry is the source's id. What BibTeX has no field for stands in fields of
other names, which every style passes over: an entry that comes back is the source that it was, but for the markup of
its summary. Field by field: docs/editing/bibliographies.md.
"""

from __future__ import annotations

from typing import Any

from generator.content.prose import Markup
from generator.formats import archived_copies
from generator.graph.containers import completed
from generator.graph.graph import Graph
from generator.model import bibliography
from generator.model.anatomy import marked, slot_of
from generator.model.kinds.sources import Source
from generator.model.text_sorts import Custom

_SEPARATOR = ", "


def dump(graph: Graph) -> str:
    return "".join(f"{entry(graph, each.id, source)}\n\n" for each, source in graph.entities(Source))


def entry(graph: Graph, ident: str, source: Source) -> str:
    """Return the entry of a source."""
    whole, inherited = completed(graph, source)
    return bibliography.bibtex(ident, whole, _more(graph, source) | {"inherited": _SEPARATOR.join(inherited)})


def _more(graph: Graph, source: Source) -> dict[str, str]:
    return {
        "date": source.issued.text if source.issued else "",  # as biblatex has it, with day, interval and doubt
        "keywords": _SEPARATOR.join(source.tags),
        "abstract": graph.words(source.summary),
        "csltype": source.type,
        **{bibtex_name(name): _text(graph, source, name) for name in CUSTOM},
    }


CUSTOM = tuple(name for name in marked(Source, Custom) if name not in bibliography.VARIABLES)


def bibtex_name(name: str) -> str:
    """Return the name under which BibTeX carries a field of ours."""
    return name.replace("_", "")


def _text(graph: Graph, source: Source, name: str) -> str:
    value: Any = getattr(source, name) or ""
    slot = slot_of(Source, name)
    if slot.part is not None:
        return archived_copies.written(value)
    words = graph.words(value) if slot.markup is Markup.LINE else str(value)
    return "true" if value is True else words
