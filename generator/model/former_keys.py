"""Former keys are found in a file, with what stands in their place today.

In: a model and the plain data of a file. Out: `Fault`s, each with the lines to write. Knows no kind in particular: a
marker on a list says which keys its one item had before it was a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.anatomy import marked, slot_of
from generator.model.fields import Fault, Part

_NOT_PLAIN = re.compile(r"[,\[\]{}'\"&*]|: |:$| #|^[#@`|>!%-]")  # what YAML would read otherwise in braces


@dataclass(frozen=True, slots=True)
class Formerly:
    """Marks a list whose one item had keys of the entity's own: each of these, with the item's key that it is now."""

    keys: Mapping[str, str]


def faults(model: type[Part], data: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield one fault for all former keys of an item, at the first of them; each holds a single value."""
    for name, marker in marked(model, Formerly).items():
        said = {old: data[old] for old in marker.keys if isinstance(data.get(old), str)}
        if said:
            old = next(iter(said))
            item = {marker.keys[each]: value for each, value in said.items()}
            message = f"what '{old}' says is an item of the list '{name}' now"
            cure = f"in place of {_named(said)} put this line: {name}: [{_written(model, name, item)}]"
            if isinstance(data.get(name), list):
                cure = f"delete {_named(said)}, and add to that list: {_written(model, name, item)}"
            yield Fault((old,), "former-key", message, cure)


def in_place_of(model: type[Part], data: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of a file that `faults` speaks of."""
    markers = marked(model, Formerly).values()
    return frozenset(old for marker in markers for old in marker.keys if isinstance(data.get(old), str))


def _named(keys: Iterable[str]) -> str:
    return " and ".join(f"'{each}'" for each in keys)


def _written(model: type[Part], name: str, item: Mapping[str, str]) -> str:
    """Return an item of a list in braces, with what it lacks left open."""
    part = slot_of(model, name).part
    open_keys = [key for key, field in part.model_fields.items() if field.is_required()] if part else []
    keys = {**dict.fromkeys(open_keys, "…"), **item}
    return f"{{{', '.join(f'{key}: {_in_braces(value)}' for key, value in keys.items())}}}"


def _in_braces(value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if _NOT_PLAIN.search(value) else value
