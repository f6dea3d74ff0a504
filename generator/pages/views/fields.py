"""What each file may say: the models' own descriptions, as a page for editors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.graph.queries import Queries
from generator.locale import _
from generator.model.anatomy import Slot, slots
from generator.model.field_types import takes
from generator.model.fields import Part
from generator.model.kinds import KINDS
from generator.model.site import Site


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


def view(queries: Queries) -> tuple[FileType, ...]:
    kinds = (FileType(_(k.title), k.folder, f"{k.folder}/<id>.yml", tuple(_keys(k.model))) for k in KINDS)
    return (FileType(_("The site"), "site", "site.yml", tuple(_keys(Site))), *kinds)


def _keys(model: type[Part], prefix: str = "") -> Iterator[Key]:
    known = {slot.name: slot for slot in slots(model)}
    for name, field in model.model_fields.items():
        slot = known.get(name, Slot(name))
        yield Key(
            f"{prefix}{name}",
            field.is_required(),
            takes(field, slot),
            _(field.description) if field.description else "",
        )
        if slot.part is not None:
            yield from _keys(slot.part, f"{prefix}{name} › ")
