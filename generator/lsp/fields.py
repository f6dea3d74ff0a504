"""Find the field that a path of keys leads to, and what may stand there.

In: a model, and keys as they are written. Out: `Field`s. Everything is read off the models' annotations.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.anatomy import Slot, model_at, slot_of
from generator.model.field_types import choices
from generator.model.fields import Part


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a model."""

    owner: type[Part]
    slot: Slot
    description: str
    required: bool
    choices: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.slot.name


def fields(model: type[Part]) -> tuple[Field, ...]:
    """Return every field of a model, in order."""
    return tuple(
        Field(
            owner=model,
            slot=slot_of(model, name),
            description=info.description or "",
            required=info.is_required(),
            choices=choices(info.annotation),
            examples=tuple(map(str, info.examples or ())),
        )
        for name, info in model.model_fields.items()
    )


def field_at(model: type[Part], path: tuple[str, ...]) -> Field | None:
    """Follow keys down from a model; None where one of them is no key of it, or there are none."""
    owner = model_at(model, path[:-1])
    return next((each for each in fields(owner) if path[-1:] == (each.name,)), None) if owner else None
