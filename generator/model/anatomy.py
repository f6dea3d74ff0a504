"""What a model's annotations say about its fields, worked out once per model.

In: a model class or an instance. Out: `Slot`s, and the `Leaf`s of an instance: every text and every reference with
its path. Everything that treats kinds alike (links, prose, vocabulary, schemas) is driven by this.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, TypeVar

from generator.content.document import KeyPath
from generator.content.prose import Markup
from generator.model.choices import CountsInto, OneOf, WordsBy
from generator.model.dates import EdtfDate
from generator.model.fields import Entity, Fault, Identifying, Noun, Part, Past, Relation, RelationBy, Vocabulary, Why
from generator.model.text_sorts import Sort

FieldMarker = TypeVar("FieldMarker")


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


class Leaf(NamedTuple):
    """One text or reference inside an entity. A tuple, because it is made in no time, and there are thousands."""

    path: KeyPath
    slot: Slot
    value: str
    owner: Part  # the part that it is a field of

    def why(self) -> str:
        """Return the text beside it that says why, or nothing."""
        return next((getattr(self.owner, name) or "" for name in marked(type(self.owner), Why)), "")

    def beside(self, name: str) -> Any:
        """Return what a neighbouring field holds, or None where its part has no such field."""
        return getattr(self.owner, name) if name in names(type(self.owner)) else None

    def relation(self) -> Relation | None:
        """Return its relation, chosen by a neighbouring field where that is declared."""
        relation = self.slot.relation
        if isinstance(relation, RelationBy):
            return relation.choices[getattr(self.owner, relation.field)]
        return relation


def _inside(annotations: Iterable[Any]) -> Iterator[Any]:
    """Yield annotations and all that is in them, markers and types, through Optional, tuple and Annotated."""
    for each in annotations:
        yield each
        yield from _inside(typing.get_args(each))


@cache
def _annotated(model: type[Part]) -> Mapping[str, tuple[Any, ...]]:
    """Map each field of a model to all that its annotation holds."""
    return {name: tuple(_inside((field.annotation, *field.metadata))) for name, field in model.model_fields.items()}


def _first(marker: type[Any] | types.UnionType, annotations: Iterable[Any]) -> Any:
    return next((each for each in annotations if isinstance(each, marker)), None)


@cache
def slots(model: type[Part]) -> tuple[Slot, ...]:
    """Return a slot for each field that holds text, references or parts."""
    every = (slot_of(model, name) for name in model.model_fields)
    return tuple(slot for slot in every if slot != Slot(slot.name, many=slot.many))


@cache
def slot_of(model: type[Part], name: str) -> Slot:
    """Return what a field holds: nothing of it, where it is a number or a date, or there is no such field."""
    inside = _annotated(model).get(name, ())
    vocabulary = _first(Vocabulary, inside)
    return Slot(
        name,
        many=any(typing.get_origin(each) is tuple for each in inside),
        part=_first(type(Part), inside),
        markup=_first(Markup, inside),
        relation=_first(Relation | RelationBy, inside),
        vocabulary=vocabulary.name if vocabulary else None,
        sort=_first(Sort, inside),
    )


def model_at(model: type[Part], path: KeyPath) -> type[Part] | None:
    """Follow a path of keys and numbers to the model that it leads to."""
    here: type[Part] | None = model
    for step in path:
        if here is not None and isinstance(step, str):
            here = slot_of(here, step).part
    return here


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


def parts(part: Part, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Part]]:
    """Yield an instance and every part of it, with where it is."""
    yield path, part
    for slot in slots(type(part)):
        if slot.part is not None and (value := getattr(part, slot.name)):
            for index, each in enumerate(value) if slot.many else ((None, value),):
                yield from parts(each, (*path, slot.name) if index is None else (*path, slot.name, index))


def days_gone(part: Part) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every date of an instance that cannot lie ahead, and where it is."""
    for path, each in parts(part):
        for name in marked(type(each), Past):
            if (value := getattr(each, name)) is not None:
                yield (*path, name), value


def faults(part: Part) -> Iterator[Fault]:
    """Yield what the fields of an instance and of its parts say against each other, and where it is."""
    for path, each in parts(part):
        yield from (fault._replace(path=(*path, *fault.path)) for fault in each.faults())


def dates_in(part: Part) -> Iterator[str]:
    """Yield every date of what was done or said, as readers search for it. Days of our own work are of another type."""
    for _, each in parts(part):
        values = (getattr(each, name) for name in type(each).model_fields)
        yield from (value.found_by() for value in values if isinstance(value, EdtfDate))


@cache
def models(model: type[Part]) -> tuple[type[Part], ...]:
    """Return a model and the models of its parts."""
    return (model, *(each for slot in slots(model) if slot.part for each in models(slot.part)))


@cache
def vocabularies(model: type[Part]) -> frozenset[str]:
    """Return the lists of `site.yml` whose words a model can write, its parts included."""
    return frozenset(slot.vocabulary for each in models(model) for slot in slots(each) if slot.vocabulary)


@cache
def relations(model: type[Part]) -> tuple[Relation, ...]:
    """Return every relation that a model can write, its parts included."""
    found: list[Relation] = []
    for slot in (slot for each in models(model) for slot in slots(each)):
        if isinstance(slot.relation, RelationBy):
            found += slot.relation.choices.values()
        elif slot.relation:
            found.append(slot.relation)
    return tuple(dict.fromkeys(found))


def marked(model: type[Part], marker: type[FieldMarker]) -> Mapping[str, FieldMarker]:
    """Map each field of a model that carries a marker of a type to the marker, in order."""
    key: Any = marker  # which mypy does not take for hashable
    found: Mapping[str, FieldMarker] = _marked(model, key)
    return found


@cache
def _marked(model: type[Part], marker: type[Any]) -> dict[str, Any]:
    found = ((name, _first(marker, inside)) for name, inside in _annotated(model).items())
    return {name: each for name, each in found if each is not None}


def label(name: str) -> str:
    """Return a field's name as people say it."""
    return name.replace("_", " ")


# -- items of lists ----------------------------------------------------------------------------------------------------


@cache
def identifying(model: type[Part]) -> tuple[str, ...]:
    """Return the fields that tell an item from others in its list."""
    return tuple(marked(model, Identifying)) or ((model.shorthand,) if model.shorthand else ())


@cache
def wording(model: type[Part]) -> str:
    """Return the field by which people know an item: its first text that is no id, or else what identifies it."""
    own = identifying(model)
    texts = (slot.name for slot in slots(model) if slot.markup and not slot.relation and slot.name not in own)
    return next(texts, *own)


def noun(model: type[Part], name: str) -> Noun:
    """Return what an item of a list is called: what is declared, or the list's name without its s."""
    return marked(model, Noun).get(name) or Noun(label(name.removesuffix("s")), label(name))


def key_of(item: str | Part) -> str:
    """Return what identifies an item of a list: the item itself, where it is a word."""
    return item if isinstance(item, str) else str(getattr(item, identifying(type(item))[0]))


def shown(item: str | Part) -> str:
    """Return what people know an item of a list by."""
    return item if isinstance(item, str) else str(getattr(item, wording(type(item))))


def options(marker: OneOf, entity: Part | None) -> dict[str, str]:
    """Map what a field may name among the items of an entity's list to the wording of each item."""
    if isinstance(marker, WordsBy):
        said = getattr(entity, marker.items, None) or ""
        return dict.fromkeys(marker.words.get(said, marker.words[""]), "")
    items = [each for each in getattr(entity, marker.items, ()) if isinstance(each, Part)]
    keys = map(str, range(1, len(items) + 1)) if isinstance(marker, CountsInto) else map(key_of, items)
    return {key: shown(item) for key, item in zip(keys, items, strict=True)}
