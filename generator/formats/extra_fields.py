"""What an argument format carries for whoever reads it back into content, beyond what it can say itself.

In: a graph. Out: plain data. A format says a text without its markup; the text itself is carried beside it where the
two differ. An import takes it from there only while the words are still the same: what people change counts.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic import BaseModel

from generator.formats.json import writer as json_format
from generator.graph.graph import Graph

KEY = "explainer"


def others(graph: Graph, native: Collection[str]) -> dict[str, Any]:
    """Return the site and the entities of all kinds but those that the format has a form for."""
    entities = [
        {name: value for name, value in json_format.entity(entry).items() if name != "uri"}
        for entry in graph.entries.values()
        if entry.kind.folder not in native
    ]
    return {"format": json_format.FORMAT, "site": json_format.fields(graph.site), "entities": entities}


def fields(part: BaseModel, *said: str) -> dict[str, Any]:
    """Return what a part says but for what the format says."""
    return {name: value for name, value in json_format.fields(part).items() if name not in said}


def words(graph: Graph, text: str) -> str:
    """Return a text as a format says it: without markup, and never nothing."""
    return graph.words(text) or "…"


def exact(graph: Graph, **texts: str) -> dict[str, str]:
    """Return the texts that are more than their words."""
    return {name: text for name, text in texts.items() if words(graph, text) != text}
