"""Work out once per model what a view as of a day has to do with each of its fields.

In: a model. Out: a `FieldPlan` for each field that such a view may change, from the markers and the type of the field.
"""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.model.anatomy import Slot, marked, slot_of
from generator.model.choices import OneOf, WordsBy
from generator.model.fields import CITES, Part, Relation, RelationBy
from generator.model.times import (
    Attests,
    Begins,
    Capped,
    Earlier,
    Ends,
    GoesWith,
    Grounds,
    InPlace,
    Judgement,
    Learnt,
    NotWithout,
    OrElse,
    Recorded,
)


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One field: what it holds, what may become of it, and what its markers of time say."""

    name: str
    slot: Slot
    is_needed: bool  # its part cannot be without it
    is_end: bool = False
    is_day: bool = False  # of our own work
    is_capped: bool = False
    is_ground: bool = False
    is_judgement: bool = False
    is_earlier: bool = False
    in_place: str = ""
    or_else: OrElse | None = None
    cites: bool = False
    listed: tuple[OneOf, ...] = ()  # neighbours that name an item of what it refers to


@dataclass(frozen=True, slots=True)
class ModelPlan:
    """A model: its fields, and those that say when its instances begin."""

    fields: tuple[FieldPlan, ...]  # those that may hold something later than a day
    judged: tuple[FieldPlan, ...]  # those that fall with their grounds
    begins: tuple[str, ...]  # the fields with the date
    learnt: str
    attests: tuple[tuple[str, int], ...]
    earlier: str
    beside: tuple[tuple[str, str], ...]  # fields that say something only beside another one
    names_items: tuple[tuple[str, OneOf], ...]  # fields that name an item of a list elsewhere


@cache
def plan_of(model: type[Part]) -> ModelPlan:
    """Return the plan of a model."""
    fields = tuple(_field(model, name) for name in model.model_fields)
    return ModelPlan(
        fields=tuple(each for each in fields if _holds(each)),
        judged=tuple(each for each in fields if each.is_judgement),
        begins=tuple(marked(model, Begins)),
        learnt=next(iter(marked(model, Learnt)), ""),
        attests=tuple((name, marker.rank) for name, marker in marked(model, Attests).items()),
        earlier=next(iter(marked(model, Earlier)), ""),
        beside=tuple((name, marker.field) for name, marker in marked(model, GoesWith).items()),
        names_items=_names_items(model),
    )


def _field(model: type[Part], name: str) -> FieldPlan:
    field, slot = model.model_fields[name], slot_of(model, name)
    in_place = marked(model, InPlace).get(name)
    own = () if slot.part else (marked(model, Recorded).get(name),)
    return FieldPlan(
        name,
        slot,
        is_needed=name in marked(model, NotWithout) or (field.is_required() and not _may_be_unsaid(field.annotation)),
        is_end=name in marked(model, Ends),
        is_day=any(own),
        is_capped=name in marked(model, Capped),
        is_ground=name in marked(model, Grounds),
        is_judgement=name in marked(model, Judgement),
        is_earlier=name in marked(model, Earlier),
        in_place=in_place.field if in_place else "",
        or_else=marked(model, OrElse).get(name),
        cites=_cites(slot),
        listed=tuple(each for _, each in _names_items(model) if each.reference == name),
    )


@cache
def _names_items(model: type[Part]) -> tuple[tuple[str, OneOf], ...]:
    return tuple((name, each) for name, each in marked(model, OneOf).items() if not isinstance(each, WordsBy))


def _may_be_unsaid(annotation: Any) -> bool:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType, typing.Annotated):
        return any(map(_may_be_unsaid, typing.get_args(annotation)))
    return annotation is type(None)


def _holds(plan: FieldPlan) -> bool:
    """Say whether what a field holds may be later than a day."""
    slot = plan.slot
    return bool(slot.part or slot.relation or slot.markup or slot.vocabulary or plan.is_end or plan.is_day)


def _cites(slot: Slot) -> bool:
    """Say whether a field names sources, or its parts do at once."""
    if slot.part is not None:
        return any(_is_source(each.slot.relation) for each in plan_of(slot.part).fields if not each.slot.many)
    return _is_source(slot.relation)


def _is_source(relation: Relation | RelationBy | None) -> bool:
    return relation is not None and relation.targets == CITES.targets
