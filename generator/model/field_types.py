"""What a field takes, in words for editors: a number, a date, one of some words, the id of an actor.

In: a field of a model. Out: words. Worked out from annotations, so that a new kind needs none of its own.
"""

from __future__ import annotations

import types
import typing
from decimal import Decimal
from typing import Any

from pydantic.fields import FieldInfo

from generator.content.prose import Markup
from generator.locale import N_, _, comma
from generator.model import dates
from generator.model.anatomy import Slot
from generator.model.kinds import BY_FOLDER

A_DAY = N_("a day, 2025-08-20")


def takes(field: FieldInfo, slot: Slot) -> str:
    """Say what a field takes."""
    words = _one(field.annotation, slot)
    return _("list of: %(items)s", items=words) if slot.many else words


_MARKUP = {Markup.PLAIN: N_("plain text"), Markup.LINE: N_("one paragraph"), Markup.TEXT: N_("Markdown")}


def refers_to(slot: Slot) -> str:
    """Say what a field names, if it names an entity or a word of a list."""
    if slot.relation is not None:
        nouns = comma().join(_(BY_FOLDER[folder].noun) for folder in slot.relation.targets)
        return _("the id of: %(kinds)s", kinds=nouns or _("anything"))
    return _("a word from %(key)s in site.yml", key=slot.vocabulary) if slot.vocabulary is not None else ""


def _one(annotation: Any, slot: Slot) -> str:
    if named := refers_to(slot):
        return named
    if slot.part is not None:
        return _("the keys below")
    words = choices(annotation)
    if words:
        return " | ".join(words)
    return _(_MARKUP[slot.markup]) if slot.markup else _plain_type(annotation)


def choices(annotation: Any) -> tuple[str, ...]:
    """Return the words that a field or an item of its list may hold, if they are listed."""
    origin = typing.get_origin(annotation)
    if annotation is bool:
        return ("true", "false")
    if origin is typing.Literal:
        return tuple(map(str, typing.get_args(annotation)))
    if origin in (typing.Union, types.UnionType, typing.Annotated, tuple):
        return next((found for option in typing.get_args(annotation) if (found := choices(option))), ())
    return ()


def _plain_type(annotation: Any) -> str:
    """Name a type without markers: a date or a number."""
    names = {int: N_("a number"), Decimal: N_("a number in digits"), dates.EdtfDate: N_("a date, as precise as known")}
    options = (annotation, *typing.get_args(annotation))
    inner = [typing.get_args(each)[0] if typing.get_origin(each) is typing.Annotated else each for each in options]
    return _(next((names[option] for option in inner if option in names), A_DAY))
