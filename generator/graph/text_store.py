"""Keep what views of several days ask again of the same files: their texts taken apart, their ids and their last day.

In: entities and texts, and the language of the content. Out: the same answers, found once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from generator.content import dated_text
from generator.content.dated_text import DatedText
from generator.content.prose import Markup
from generator.graph.field_plans import plan_of
from generator.model.anatomy import leaves, parts, slots
from generator.model.dates import EdtfDate
from generator.model.fields import Part


class Facts(NamedTuple):
    """What decides whether a file says anything that is later than a day."""

    names: frozenset[str]  # every id that it names or links to
    latest: date  # of all its days


@dataclass
class TextStore:
    """The texts of one content that were taken apart, in one language."""

    language: str
    known: dict[tuple[str, Markup], DatedText] = field(default_factory=dict)
    facts: dict[int, tuple[Part, Facts]] = field(default_factory=dict)

    def text(self, text: str, markup: Markup) -> DatedText:
        found = self.known.get((text, markup))
        if found is None:
            found = self.known[text, markup] = dated_text.read(text, markup, self.language)
        return found

    def facts_of(self, part: Part) -> Facts:
        """Return the facts of an entity or the site, which are found once."""
        found = self.facts.get(id(part))
        if found is None or found[0] is not part:
            found = self.facts[id(part)] = part, self._facts(part)
        return found[1]

    def _facts(self, part: Part) -> Facts:
        names, latest = set[str](), date.min
        for leaf in leaves(part):
            if leaf.slot.relation is not None:
                names.add(leaf.value)
            elif leaf.slot.vocabulary is not None:
                names.add(named_word(leaf.slot.vocabulary, leaf.value))
            elif leaf.slot.markup is not None:
                text = self.text(leaf.value, leaf.slot.markup)
                names |= text.ids
                latest = max(latest, text.latest)
        return Facts(frozenset(names), max((latest, *_days(part))))


def _days(part: Part) -> Iterator[date]:
    """Yield the last day of each date of a file, but of one that is open at its end its first."""
    for _, each in parts(part):
        for name in type(each).model_fields:
            value = getattr(each, name)
            if isinstance(value, EdtfDate):
                yield value.last() if value.end else value.placed().last()
            elif isinstance(value, date):
                yield value


def named_word(name: str, word: str) -> str:
    """Return what stands for a word of a list among the ids that a file names: no id has a colon."""
    return f"{name}:{word}"


def dated_names(part: Part, store: TextStore, *, is_dated: bool = False) -> Iterator[str]:
    """Yield the ids that the dated parts of a file name."""
    is_dated = is_dated or any(getattr(part, name) is not None for name in plan_of(type(part)).begins)
    for slot in slots(type(part)):
        value = getattr(part, slot.name)
        for each in value if slot.many else (value,) if value is not None else ():
            if slot.part is not None:
                yield from dated_names(each, store, is_dated=is_dated)
            elif is_dated and slot.relation is not None:
                yield each
            elif is_dated and slot.markup is not None:
                yield from store.text(each, slot.markup).ids
