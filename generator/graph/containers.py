"""Complete sources that are part of others: a chapter has its editors and its publisher from its book.

In: a graph. Out: sources as bibliographies want them, and which fields they have from what they are part of.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.graph.graph import Graph
from generator.model.anatomy import marked
from generator.model.kinds.sources import Source
from generator.model.text_sorts import FromWhole

_FROM_WHOLE = marked(Source, FromWhole)


class Completed(NamedTuple):
    """A source with what its container says of it, and the names of those fields."""

    source: Source
    inherited: tuple[str, ...] = ()


def completed(graph: Graph, source: Source, inside: tuple[str, ...] = ()) -> Completed:
    """Complete a source. `inside` are the ids on the way to it: what contains itself is an error of its own."""
    entry = graph.entries.get(source.part_of or "")
    if entry is None or entry.id in inside or not isinstance(entry.entity, Source):
        return Completed(source)
    whole = completed(graph, entry.entity, (*inside, entry.id)).source
    found = {name: getattr(whole, marker.field or name) for name, marker in _FROM_WHOLE.items()}
    missing = {name: value for name, value in found.items() if value and not getattr(source, name)}
    return Completed(source.model_copy(update=missing), tuple(missing))
