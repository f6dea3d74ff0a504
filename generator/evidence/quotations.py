"""Collect the quotations of the content: the words, where they are said to stand, and where the content has them.

In: parsed entries. Out: `Quotation`s in the order of the files. Exact words are marked on their fields; beside them, or
below them in a list of citations, stands the source. Of a translated quotation the original is meant, and nothing where
that is not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.content import prose
from generator.content.document import Document, KeyPath
from generator.graph.graph import Entry, SiteEntry
from generator.model.anatomy import leaves, marked, parts, slots
from generator.model.fields import CITES, Part
from generator.model.text_sorts import ExactWords
from generator.problems.problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Quotation:
    """Exact words, and the sources of which one at least has them."""

    words: str
    sources: tuple[str, ...]
    document: Document
    place: KeyPath
    offset: int | None = None  # of the character in the text at that place

    def problem(self, code: str, message: str, hint: str) -> Problem:
        return self.document.problem(self.place, code, message, hint, self.offset)


def quotations(items: Iterable[Entry | SiteEntry]) -> tuple[Quotation, ...]:
    """Return every quotation that names a source."""
    found = (each for item in items for each in (*_in_fields(item), *_in_prose(item)))
    return tuple(sorted(found, key=lambda each: (each.document.path, str(each.place), each.offset or 0)))


def by_source(found: Iterable[Quotation]) -> dict[str, tuple[Quotation, ...]]:
    """Group quotations by each source in which they may stand."""
    grouped: dict[str, list[Quotation]] = {}
    for each in found:
        for source in each.sources:
            grouped.setdefault(source, []).append(each)
    return {source: tuple(listed) for source, listed in grouped.items()}


def _in_fields(item: Entry | SiteEntry) -> Iterator[Quotation]:
    for path, part in parts(item.part):
        for name in marked(type(part), ExactWords):
            told = _to_look_for(part, path, name)
            sources = tuple(dict.fromkeys(_own_sources(part) or _sources_below(part)))
            if told is not None and sources:
                words, place = told
                yield Quotation(words, sources, item.document, place)


def _to_look_for(part: Part, path: KeyPath, name: str) -> tuple[str, KeyPath] | None:
    """Return the words that the source itself has, and their place."""
    original = getattr(part, f"{name}_original", None)
    if original:
        return original, (*path, f"{name}_original")
    words = getattr(part, name)
    return (words, (*path, name)) if words and not getattr(part, f"{name}_translator", None) else None


def _own_sources(part: Part) -> Iterator[str] | tuple[str, ...]:
    cited = (slot for slot in slots(type(part)) if slot.relation is not None and slot.relation.targets == CITES.targets)
    return tuple(value for slot in cited if isinstance(value := getattr(part, slot.name), str))


def _sources_below(part: Part) -> Iterator[str]:
    for _, below in parts(part):
        yield from _own_sources(below)


def _in_prose(item: Entry | SiteEntry) -> Iterator[Quotation]:
    for leaf in leaves(item.part):
        if leaf.slot.markup in (prose.Markup.LINE, prose.Markup.TEXT):
            for token in prose.scan(leaf.value, leaf.slot.markup):
                if isinstance(token, prose.ProseCitation) and token.quote:
                    yield Quotation(token.quote, (token.id,), item.document, leaf.path, token.offset)
