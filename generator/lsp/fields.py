"""Find the field that a path of keys leads to, and what may stand there.

In: a model, and keys as they are written. Out: `Field`s. Everything is read off the models' annotations.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.anatomy import Slot, slots
from generator.model.field_types import choices
from generator.model.fields import Part


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a model."""

    owner: type[Part]
    slot: Slot
    description: str
    required: bool
    is_list: bool
    choices: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.slot.name


def fields(model: type[Part]) -> tuple[Field, ...]:
    """Return every field of a model, in order."""
    known = {slot.name: slot for slot in slots(model)}
    return tuple(
        Field(
            owner=model,
            slot=known.get(name, Slot(name)),
            description=info.description or "",
            required=info.is_required(),
            is_list=typing.get_origin(info.annotation) is tuple,
            choices=choices(info.annotation),
            examples=tuple(map(str, info.examples or ())),
        )
        for name, info in model.model_fields.items()
    )


def field_at(model: type[Part], path: Iterable[str]) -> Field | None:
    """Follow keys down from a model; None where one of them is no key of it."""
    found: Field | None = None
    here: type[Part] | None = model
    for key in path:
        found = next((each for each in fields(here) if each.name == key), None) if here else None
        if found is None:
            return None
        here = found.slot.part
    return found


def shorthand(model: type[Part]) -> Field | None:
    """Return the field that a bare value stands for."""
    return next((each for each in fields(model) if each.name == model.shorthand), None)
