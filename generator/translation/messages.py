"""Extract the messages of content: every text that a translator has to translate, paragraph by paragraph.

In: an entity or the site. Out: messages, as gettext has them: a context, which names the file and the key, and a text.
The context of an item of a list has what identifies the item, never its number: what is put above it changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple, TypeVar

from generator.content.mixed_text import in_language, joined
from generator.content.prose import Markup
from generator.graph.graph import Entry, Graph, SiteEntry
from generator.model.anatomy import Slot, identifying, marked, slot_of, slots
from generator.model.choices import OneOf
from generator.model.fields import Part
from generator.model.text_sorts import ExactWords, Variable, Verbatim

PartT = TypeVar("PartT", bound=Part)
SITE = "site"  # stands for a folder and an id in the contexts of site.yml
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_ITEM = re.compile(r"[ \t]*(?:(?:[-*+]|#{1,6}|\d{1,9}[.)])[ \t]|>|\|)")
_NUMBER = re.compile(r"[ \t]*(?!1[.)])\d{1,9}[.)]")  # begins an item only behind another one


class Message(NamedTuple):
    """A text to be translated. `context` is `actors/council:summary` or `questions/tram:answers.yes.text`."""

    context: str
    text: str


Rewrite = Callable[[Message, Markup], str]


def messages(graph: Graph) -> Iterator[Message]:
    """Yield every message of the content once: of the site first, then of each entity."""
    yield from markups(graph)


def markups(graph: Graph) -> dict[Message, Markup]:
    """Return every message of the content, each with how much markup its field understands."""
    found = messages_of(graph.site, SITE)
    for entry in graph.entries.values():
        found |= messages_of(entry.entity, name_of(entry))
    return found


def messages_of(part: Part, name: str) -> dict[Message, Markup]:
    """Return the messages of one file, as `markups` does. `name` is what their contexts begin with."""
    found: dict[Message, Markup] = {}

    def collect(message: Message, markup: Markup) -> str:
        found.setdefault(message, markup)
        return message.text

    rewritten(part, name, collect)
    return found


def name_of(entry: Entry | SiteEntry) -> str:
    """Return what the contexts of a file begin with, before the colon."""
    return f"{entry.kind.folder}/{entry.id}" if isinstance(entry, Entry) else SITE


def rewritten(part: PartT, name: str, write: Rewrite, *, exact: str = "") -> PartT:
    """Return a part in which each text that a translator has to translate is written otherwise.

    `exact` is the language of quotations that name none, where that is another one than the translation's.
    """
    made = _rewritten(part, f"{name}:", write)
    return _with_quotations(made, exact) if exact else made


def _with_quotations(part: PartT, language: str) -> PartT:
    """Return a part whose quotations say that they are in the language of the content."""
    changed: dict[str, Any] = {}
    for name in marked(type(part), ExactWords):
        if value := getattr(part, name):
            changed[name] = in_language(value, language)
    for slot in slots(type(part)):
        value = getattr(part, slot.name)
        if slot.part is not None and value:
            made = tuple(_with_quotations(each, language) for each in (value if slot.many else (value,)))
            changed[slot.name] = made if slot.many else made[0]
    return part.model_copy(update=changed) if changed else part


def _rewritten(part: PartT, context: str, write: Rewrite) -> PartT:
    changed: dict[str, Any] = {}
    for slot in slots(type(part)):
        value = getattr(part, slot.name)
        if not value or not (slot.part or _is_translated(part, slot.name)):
            continue
        here = f"{context}{slot.name}"
        items = value if slot.many else (value,)
        made = tuple(_item(item, here, slot, write) for item in items)
        if any(new is not old for new, old in zip(made, items, strict=True)):
            changed[slot.name] = made if slot.many else made[0]
    return part.model_copy(update=changed) if changed else part


def _item(item: Any, context: str, slot: Slot, write: Rewrite) -> Any:
    if isinstance(item, Part):
        key = _key(item) if slot.many else ""
        return _rewritten(item, f"{context}.{key}." if key else f"{context}.", write)
    if slot.markup is Markup.TEXT:
        return joined(write(Message(context, each), Markup.TEXT) for each in paragraphs(item))
    return write(Message(context, item), slot.markup or Markup.PLAIN)


def _key(item: Part) -> str:
    """Return what identifies an item in every language, or nothing."""
    model = type(item)
    names = (name for name in identifying(model) if not _is_translated(item, name))
    return next((str(value) for name in names if (value := getattr(item, name))), "")


def _is_translated(part: Part, name: str) -> bool:
    is_text, unless = _translated(type(part), name)
    return is_text or bool(unless and getattr(part, unless))


@cache
def _translated(model: type[Part], name: str) -> tuple[bool, str]:
    """Say whether a field is always translated, or else which neighbouring field says that it is."""
    slot = slot_of(model, name)
    is_text = slot.markup is not None and not (slot.relation or slot.vocabulary or slot.sort)
    verbatim = marked(model, Verbatim).get(name)
    is_exact = any(name in marked(model, marker) for marker in (OneOf, Variable))
    return is_text and not verbatim and not is_exact, verbatim.unless if is_text and verbatim else ""


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each on one line; a list or a table is one, and keeps its lines."""
    return tuple(_unwrapped(each) for each in _PARAGRAPHS.split(text.strip("\n")))


def _unwrapped(paragraph: str) -> str:
    lines = paragraph.split("\n")
    made = lines[:1]
    for line in lines[1:]:
        begins = _ITEM.match(line) and (_ITEM.match(made[-1]) or not _NUMBER.match(line))
        if begins or made[-1].endswith(("  ", "\\")):
            made.append(line)
        else:
            made[-1] = f"{made[-1]} {line.strip()}"
    return "\n".join(made)
