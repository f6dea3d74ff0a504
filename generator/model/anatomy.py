"""What a model's annotations say about its fields, worked out once per model.

In: a model class or an instance. Out: `Slot`s, and the `Leaf`s of an instance: every text and every reference with
its path. Everything that treats kinds alike (links, prose, vocabulary, schemas) is driven by this.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from generator.content.document import KeyPath
from generator.content.prose import Markup
from generator.model.fields import Entity, Part, Past, Relation, RelationBy, Sort, Vocabulary, Why


@dataclass(frozen=True, slots=True)
class Slot:
    """One field: its name, whether it holds several, and what a value in it means."""

    name: str
    many: bool = False
    part: type[Part] | None = None
    markup: Markup | None = None
    relation: Relation | RelationBy | None = None
    vocabulary: str | None = None
    sort: Sort | None = None
    is_why: bool = False


class Leaf(NamedTuple):
    """One text or reference inside an entity. A tuple, because it is made in no time, and there are thousands."""

    path: KeyPath
    slot: Slot
    value: str
    owner: Part  # the part that it is a field of

    def why(self) -> str:
        """Return the text beside it that says why, or nothing."""
        slot = why_slot(type(self.owner))
        return (getattr(self.owner, slot) or "") if slot else ""

    def beside(self, name: str) -> Any:
        """Return what a neighbouring field holds, or None where its part has no such field."""
        return getattr(self.owner, name) if name in names(type(self.owner)) else None

    def relation(self) -> Relation | None:
        """Return its relation, chosen by a neighbouring field where that is declared."""
        relation = self.slot.relation
        if isinstance(relation, RelationBy):
            return relation.choices[getattr(self.owner, relation.field)]
        return relation


def _gather(annotation: Any, found: dict[str, Any]) -> None:
    """Collect the markers of an annotation and the model inside it, through Optional, tuple and Annotated."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        inner, *markers = typing.get_args(annotation)
        _note(markers, found)
        _gather(inner, found)
    elif origin is tuple:
        found["many"] = True
        _gather(typing.get_args(annotation)[0], found)
    elif origin in (typing.Union, types.UnionType):
        for option in typing.get_args(annotation):
            _gather(option, found)
    elif isinstance(annotation, type) and issubclass(annotation, Part):
        found["part"] = annotation


def _note(markers: Any, found: dict[str, Any]) -> None:
    for marker in markers:
        if isinstance(marker, Markup):
            found["markup"] = marker
        elif isinstance(marker, Sort):
            found["sort"] = marker
        elif isinstance(marker, (Relation, RelationBy)):
            found["relation"] = marker
        elif isinstance(marker, Vocabulary):
            found["vocabulary"] = marker.name
        elif isinstance(marker, Why):
            found["is_why"] = True


@cache
def slots(model: type[Part]) -> tuple[Slot, ...]:
    """Return a slot for each field that holds text, references or parts."""
    made = []
    for name, field in model.model_fields.items():
        found: dict[str, Any] = {}
        _note(field.metadata, found)
        _gather(field.annotation, found)
        if found.keys() - {"many"}:
            made.append(Slot(name, **found))
    return tuple(made)


@cache
def names(model: type[Part]) -> frozenset[str]:
    """Return the names of a model's fields."""
    return frozenset(model.model_fields)


@cache
def in_order(model: type[Part]) -> tuple[str, ...]:
    """Return a model's keys as a file has them: what every entity must say, what its kind says, and then the rest."""
    keys = tuple(model.model_fields)
    if not issubclass(model, Entity):
        return keys
    shared = Entity.model_fields
    first = [key for key, field in shared.items() if field.is_required()]
    own = [key for key in keys if key not in shared]
    return (*first, *own, *(key for key in shared if key not in first))


@cache
def why_slot(model: type[Part]) -> str | None:
    return next((slot.name for slot in slots(model) if slot.is_why), None)


def leaves(part: Part, path: KeyPath = ()) -> Iterator[Leaf]:
    """Yield every text and reference of an instance, in the order of its fields."""
    for slot in slots(type(part)):
        value = getattr(part, slot.name)
        if value is None or value == ():
            continue
        here = (*path, slot.name)
        places = [((*here, index), item) for index, item in enumerate(value)] if slot.many else [(here, value)]
        for place, item in places:
            if slot.part is None:
                yield Leaf(place, slot, item, part)
            else:
                yield from leaves(item, place)


@cache
def _past(model: type[Part]) -> tuple[str, ...]:
    """Return the fields of a model that hold a date which cannot lie ahead."""
    return tuple(name for name, field in model.model_fields.items() if _is_past((field.annotation, *field.metadata)))


def _is_past(markers: Any) -> bool:
    return any(isinstance(each, Past) or _is_past(typing.get_args(each)) for each in markers)


def days_gone(part: Part, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every date of an instance that cannot lie ahead, and where it is."""
    for name in _past(type(part)):
        if (value := getattr(part, name)) is not None:
            yield (*path, name), value
    for slot in slots(type(part)):
        if slot.part is not None and (value := getattr(part, slot.name)):
            for index, each in enumerate(value) if slot.many else ((None, value),):
                yield from days_gone(each, (*path, slot.name) if index is None else (*path, slot.name, index))


@cache
def relations(model: type[Part]) -> tuple[Relation, ...]:
    """Return every relation that a model can write, its parts included."""
    found: list[Relation] = []
    for slot in slots(model):
        if isinstance(slot.relation, RelationBy):
            found += slot.relation.choices.values()
        elif slot.relation:
            found.append(slot.relation)
        elif slot.part:
            found += relations(slot.part)
    return tuple(dict.fromkeys(found))
