"""What each file may say: the models' own descriptions, as a page for editors."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo

from generator import dates
from generator.kinds import BY_FOLDER, KINDS
from generator.kinds.anatomy import Slot, slots
from generator.kinds.fields import Markup, Part, Relation, RelationBy
from generator.kinds.site import Site
from generator.survey import Survey


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name (indented below the list it belongs to), whether it must be there, and what it takes."""

    name: str
    required: bool
    takes: str
    description: str


@dataclass(frozen=True, slots=True)
class FileType:
    """All keys of one kind of file."""

    title: str
    anchor: str
    path: str
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class FieldsView:
    """Everything that the page shows."""

    files: tuple[FileType, ...]


def view(survey: Survey) -> FieldsView:
    kinds = (FileType(k.title, k.folder, f"{k.folder}/<id>.yml", tuple(_keys(k.model))) for k in KINDS)
    return FieldsView((FileType("The site", "site", "site.yml", tuple(_keys(Site))), *kinds))


def _keys(model: type[Part], prefix: str = "") -> Iterator[Key]:
    known = {slot.name: slot for slot in slots(model)}
    for name, field in model.model_fields.items():
        slot = known.get(name, Slot(name))
        yield Key(f"{prefix}{name}", field.is_required(), _takes(field, slot), field.description or "")
        if slot.part is not None:
            yield from _keys(slot.part, f"{prefix}{name} › ")


def _takes(field: FieldInfo, slot: Slot) -> str:
    words = _one(field.annotation, slot)
    return f"list of: {words}" if slot.many or typing.get_origin(field.annotation) is tuple else words


_MARKUP = {Markup.PLAIN: "plain text", Markup.LINE: "one paragraph", Markup.TEXT: "Markdown"}


def _one(annotation: Any, slot: Slot) -> str:
    if slot.relation is not None:
        return _targets(slot.relation)
    if slot.vocabulary is not None:
        return f"a word from {slot.vocabulary} in site.yml"
    if slot.part is not None:
        return "the keys below"
    choices = _choices(annotation)
    if choices:
        return " | ".join(choices)
    return _MARKUP[slot.markup] if slot.markup else _plain_type(annotation)


def _targets(relation: Relation | RelationBy) -> str:
    options = relation.choices.values() if isinstance(relation, RelationBy) else (relation,)
    nouns = dict.fromkeys(BY_FOLDER[folder].noun for option in options for folder in option.targets)
    return f"the id of: {', '.join(nouns) or 'anything'}"


def _choices(annotation: Any) -> tuple[str, ...]:
    origin = typing.get_origin(annotation)
    if origin is typing.Literal:
        return tuple(typing.get_args(annotation))
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return next((found for option in typing.get_args(annotation) if (found := _choices(option))), ())
    return ()


def _plain_type(annotation: Any) -> str:
    """Name a type without markers: a date, a number or a yes-no."""
    names = {int: "a number", bool: "true | false", dates.When: "a date, as precise as known"}
    inner = [option for option in (annotation, *typing.get_args(annotation)) if isinstance(option, type)]
    return next((names[option] for option in inner if option in names), "a day, 2025-08-20")
