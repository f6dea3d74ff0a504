"""A scaffold is a new file to be filled in: required keys, optional ones as comments, each with a hint.

In: a kind, what is given, and what the site knows already. Out: the text of the file. Everything comes from the
models' own descriptions, so that a new kind has a scaffold without further work. A hint begins with `# `; a key that
is not needed with `#`, which is to be deleted where the key is wanted. The keys stand in their canonical order.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic.fields import FieldInfo

from generator.editing import formatter, scalar_style
from generator.editing.scalar_style import Value
from generator.locale import _
from generator.model import field_types
from generator.model.anatomy import Slot, in_order, label, marked, slot_of, vocabularies
from generator.model.fields import Internal, Part
from generator.model.kinds import Kind
from generator.model.labels import capitalized, with_article

_SHOWN = 8  # ids that a hint lists


@dataclass(frozen=True)
class Known:
    """A scaffold's suggestions: each entity's title by kind and id, the words of site.yml, and the day."""

    day: date
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def scaffold(kind: Kind, given: Mapping[str, Any], known: Known) -> str:
    """Return the text of a new file. `given` are the values that it has already: a title, at least."""
    blocks = [f"# {capitalized(with_article(kind.noun))}. {_FIRST_LINES}"]
    for name in in_order(kind.model):
        info, slot = kind.model.model_fields[name], slot_of(kind.model, name)
        if name in given:
            blocks.append(formatter.written({name: given[name]}, kind.model).rstrip("\n"))
        elif info.is_required():
            blocks.append("\n".join((*_hint(info, slot, known), f"{name}:{_guess(info, slot, known)}")))
        elif name not in marked(kind.model, Internal):  # which commands write, or a person with the file before them
            blocks.append("\n".join((*_hint(info, slot, known), *(f"#{line}" for line in _sample(name, info, slot)))))
    return "\n\n".join(blocks) + "\n"


_FIRST_LINES = """Write behind each key that stands free; ./explainer check says what is missing.
# Delete the '#' in front of another key to use it, and in the end the hints."""


def _hint(info: FieldInfo, slot: Slot, known: Known) -> Iterator[str]:
    """Say what a key is for, what it takes, and what there is to choose from."""
    takes = field_types.takes(info, slot)
    said = info.description or ""
    plain = slot.markup is not None and slot.vocabulary is None and slot.relation is None
    plain = plain and not slot.many
    words = field_types.choices(info.annotation)
    detail = f" One of: {', '.join(words)}." if words else f" {takes[:1].upper()}{takes[1:]}."
    detail = "" if plain or slot.part else detail
    yield from _comment(f"{said}{detail}")
    for name in sorted(vocabularies(slot.part)) if slot.part else filter(None, (slot.vocabulary,)):
        if listed := known.words.get(name):
            yield from _comment(f"{label(name).capitalize() if slot.part else 'Words'}: {', '.join(listed)}.")
    for ident, title in _candidates(slot, known)[:_SHOWN] if info.is_required() else ():
        yield from _comment(f"  {ident}: {title}")


def _comment(text: str) -> Iterator[str]:
    margin = "# " + " " * (len(text) - len(text.lstrip()))
    yield from textwrap.wrap(text.strip(), scalar_style.WIDTH, initial_indent=margin, subsequent_indent=margin)


def _candidates(slot: Slot, known: Known) -> list[tuple[str, str]]:
    """List what a reference may name, if it must be of a certain kind."""
    if slot.relation is None:
        return []
    return [pair for folder in slot.relation.targets for pair in known.titles.get(folder, {}).items()]


def _guess(info: FieldInfo, slot: Slot, known: Known) -> str:
    """Return the value that goes without saying: the only one there is, or the day."""
    candidates = _candidates(slot, known)
    if len(candidates) == 1:
        return f" {candidates[0][0]}"
    listed = known.words.get(slot.vocabulary, ()) if slot.vocabulary else ()
    if len(listed) == 1:
        return f" {scalar_style.on_a_line(Value(listed[0]))}"
    return f" {known.day.isoformat()}" if field_types.takes(info, slot) == _(field_types.A_DAY) else ""


def _sample(name: str, info: FieldInfo, slot: Slot) -> list[str]:
    """Return the lines of a key that may be left out."""
    if slot.part is None:
        return [f"{name}: []" if slot.many else f"{name}:"]
    return [f"{name}:", *_part(slot.part, "  ", is_item=slot.many)]


def _part(model: type[Part], margin: str, *, is_item: bool) -> list[str]:
    """Return the lines of one item of a list, with a hint behind each key."""
    lines: list[str] = []
    for name in in_order(model):
        info = model.model_fields[name]
        lead = margin + ("- " if is_item and not lines else "  " if is_item else "")
        needed = "" if info.is_required() else " (may be left out)"
        hint = f"{info.description or ''}{needed}"
        lines.append(f"{lead}{name}:  # {hint}")
        nested = slot_of(model, name)
        if nested.part and not nested.part.shorthand:
            lines += _part(nested.part, f"{margin}{'    ' if is_item else '  '}", is_item=nested.many)
    return lines
