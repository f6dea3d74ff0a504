"""Complete what is typed: ids, words, keys, and what goes into [[links]] and [@citations].

In: a text, a place in it, the model of its file and a `Catalogue`. Out: `Completion`s, the likeliest first. The text
may be half typed. Knows nothing of the protocol.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from generator.content.prose import Markup
from generator.locale import _, aside, comma
from generator.lsp.catalogue import Catalogue, CatalogueEntry
from generator.lsp.columns import Span
from generator.lsp.cursor import CursorPath, cursor_path
from generator.lsp.fields import Field, field_at, fields
from generator.lsp.schema import about
from generator.model.anatomy import marked, options
from generator.model.choices import OneOf
from generator.model.fields import CITES, Part

MOST = 100  # proposals at once; more are found by typing on
_LINK = re.compile(r"\[\[\s*([^\[\]|]*)$")
_CITE = re.compile(r"\[@(?:[^\[\]]*;)?\s*@?\s*([^\[\]@;,]*)$")
_WORD = re.compile(r"[\w-]*")


class CompletionSort(Enum):
    """What kind of thing is proposed."""

    ID = "id"
    KEY = "key"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that may be written: `text` replaces what stands at `span`."""

    label: str
    text: str
    span: Span
    sort: CompletionSort
    detail: str = ""
    documentation: str = ""  # in Markdown
    also: str = ""  # words by which it is found too


@dataclass(frozen=True, slots=True)
class CompletionContext:
    """The model of the file, and what it may refer to."""

    model: type[Part]
    own: str  # the id of the file itself
    catalogue: Catalogue
    parts: Mapping[str, Part]


def complete(text: str, offset: int, context: CompletionContext) -> tuple[tuple[Completion, ...], bool]:
    """Return what may be written, and whether there is more."""
    here = cursor_path(text, offset)
    field = field_at(context.model, here.path)
    found = _in_prose(text, offset, here, field, context)
    if found is None:
        found = [*_values(text, offset, here, field, context), *_keys(text, offset, here, field, context)]
    return tuple(found[:MOST]), len(found) > MOST


# -- prose ---------------------------------------------------------------------------------------------------------


def _in_prose(
    text: str, offset: int, here: CursorPath, field: Field | None, context: CompletionContext
) -> list[Completion] | None:
    """Return what may stand in open brackets, or None where none are open."""
    field = _bare(field)
    if field is None or field.slot.markup not in (Markup.LINE, Markup.TEXT):
        return None
    before = text[max(0, offset - 300) : offset]
    if match := _LINK.search(before):
        span, end = _in_brackets(text, offset, match[1], "]]")
        return _ids(context.catalogue.of(()), match[1], span, context, end)
    if match := _CITE.search(before):
        span, end = _in_brackets(text, offset, match[1], "]")
        return _ids(context.catalogue.of(CITES.targets), match[1], span, context, end)
    return None


def _bare(field: Field | None) -> Field | None:
    """Return the field that a bare value here is for."""
    if field is None or field.slot.part is None:
        return field
    return field_at(field.slot.part, (field.slot.part.shorthand or "",))


def _in_brackets(text: str, offset: int, typed: str, end: str) -> tuple[Span, str]:
    """Return what an id replaces, and the brackets that it still needs."""
    span = Span(offset - len(typed), offset + len(_word_after(text, offset)))
    line = text[span.end :].split("\n", 1)[0]
    return span, "" if re.match(r"[^\[]*\]", line) else end


def _word_after(text: str, offset: int) -> str:
    match = _WORD.match(text, offset)
    return match[0] if match else ""


# -- values --------------------------------------------------------------------------------------------------------


def _values(
    text: str, offset: int, here: CursorPath, field: Field | None, context: CompletionContext
) -> Iterator[Completion]:
    field = _bare(field)
    if not here.value or field is None or "\n" in here.before:
        return
    typed = here.before.lstrip("\"'")
    span = Span(offset - len(typed), offset + len(_word_after(text, offset)))
    if field.slot.relation is not None:
        listed = context.catalogue.of(field.slot.relation.targets)
        fresh = [each for each in listed if each.id not in here.listed]
        yield from _ids(fresh, typed, span, context)
    else:
        rows = [(word, title) for word, title in _words(here, field, context) if _fits(typed, word, title)]
        yield from (Completion(word, word, span, CompletionSort.WORD, title, also=title) for word, title in rows)


def _words(here: CursorPath, field: Field, context: CompletionContext) -> list[tuple[str, str]]:
    """Return the words of a closed list, each with what is shown for it."""
    if field.slot.vocabulary is not None:
        return list(context.catalogue.words.get(field.slot.vocabulary, {}).items())
    if marker := marked(field.owner, OneOf).get(field.name):
        beside = context.parts.get(here.said.get(marker.reference, "").strip("\"' "))
        return list(options(marker, beside).items())
    if field.choices:
        return [(word, "") for word in field.choices]
    return [(word, _("an example")) for word in field.examples]


def _ids(
    listed: Iterable[CatalogueEntry], typed: str, span: Span, context: CompletionContext, closing: str = ""
) -> list[Completion]:
    ranked = sorted(
        ((rank, number, each)
         for number, each in enumerate(listed)
         if each.id != context.own and (rank := _rank(typed, each)) is not None),
        key=lambda row: row[:2],
    )  # fmt: skip
    return [
        Completion(
            label=each.id,
            text=each.id + closing,
            span=span,
            sort=CompletionSort.ID,
            detail=f"{each.title} · {each.noun}",
            documentation=context.catalogue.about(each),
            also=each.title,
        )
        for _, _, each in ranked[: MOST + 1]  # one more than is shown tells that there are more
    ]


def _rank(typed: str, listed: CatalogueEntry) -> int | None:
    """Say how well an id or its title fits what was typed: 0 is best, None not at all."""
    wanted = typed.strip().casefold()
    title = listed.title.casefold()
    tests: tuple[Callable[[], bool], ...] = (
        lambda: listed.id.startswith(wanted),
        lambda: f"-{wanted}" in listed.id or any(word.startswith(wanted) for word in title.split()),
        lambda: wanted in listed.id or wanted in title,
        lambda: _is_scattered(wanted.replace(" ", ""), listed.id),
    )
    return next((rank for rank, test in enumerate(tests) if test()), None)


def _is_scattered(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _fits(typed: str, word: str, title: str) -> bool:
    wanted = typed.strip().casefold()
    return _is_scattered(wanted, word.casefold()) or wanted in title.casefold()


# -- keys ----------------------------------------------------------------------------------------------------------


def _keys(
    text: str, offset: int, here: CursorPath, field: Field | None, context: CompletionContext
) -> Iterator[Completion]:
    model = field.slot.part if field is not None else context.model if not here.path else None
    if not here.key or model is None:
        return
    after = _word_after(text, offset)
    span = Span(here.start, offset + len(after))
    colon = text[span.end : span.end + 1] == ":"
    missing = [each for each in fields(model) if each.name not in here.said or each.name == here.before + after]
    for each in sorted(missing, key=lambda one: not one.required):
        if _is_scattered(here.before.casefold(), each.name):
            must = _("must be there") if each.required else ""
            documentation = about(each.slot, each.description)
            key = each.name if colon else f"{each.name}:{'' if each.slot.many else ' '}"
            yield Completion(each.name, key, span, CompletionSort.KEY, must, documentation)


def describe(model: type[Part], path: tuple[str, ...]) -> str:
    """Return what a key is for, in Markdown, or nothing where there is no such key."""
    field = field_at(model, path)
    if field is None:
        return ""
    name = aside(f"**{field.name}**", _("must be there")) if field.required else f"**{field.name}**"
    lines = [f"{name} {about(field.slot, field.description)}"]
    if field.choices:
        lines.append(_("One of: %(words)s.", words=_as_code(field.choices)))
    if field.examples:
        lines.append(_("For example %(words)s.", words=_as_code(field.examples)))
    return "\n\n".join(lines)


def _as_code(words: Iterable[str]) -> str:
    return comma().join(f"`{word}`" for word in words)
