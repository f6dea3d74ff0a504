"""Document to entity: what the models refuse, in plain words at the right line.

In: a `Document` and a model. Out: the entity, or problems. Knows pydantic's error types, and no kind in particular.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.content.document import Document, KeyPath
from generator.model import former_keys
from generator.model.anatomy import faults, model_at
from generator.model.dates import BadDateError, NoFullDayError
from generator.model.field_types import choices
from generator.model.fields import Part
from generator.problems.problem import Problem, did_you_mean, nearest_word, quoted

Model = TypeVar("Model", bound=Part)


def validate(document: Document, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """Build the model from a document's data."""
    empty = {
        document.problem(path, "empty-value", f"'{path[-1]}' has no value", _fill_in(model, path))
        for path in _gaps(document.data)
        if _field_at(model, path)
    }
    try:
        made = model.model_validate(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        misspelt, former = _misspelt(model, details), former_keys.in_place_of(model, document.data)
        told = (
            detail
            for detail in details
            if (detail["type"] != "missing" or detail["loc"] not in misspelt) and detail["loc"][0] not in former
        )
        given_up = {
            document.problem(document.spot(fault.path, key=True), *fault[1:4])
            for fault in former_keys.faults(model, document.data)
        }
        return None, sorted(empty | given_up | {_problem(document, model, detail) for detail in told})
    found = sorted(empty) or sorted(document.problem(*fault) for fault in faults(made))
    return (None if found else made), found


def _gaps(data: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of each key or item that stands there without a value: what may be left out may not be open."""
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if value is None:
            yield (*path, step)
        elif isinstance(value, (dict, list)):
            yield from _gaps(value, (*path, step))


def _misspelt(model: type[Part], details: list[ErrorDetails]) -> set[tuple[int | str, ...]]:
    """Return the missing keys that stand there misspelt: the misspelling is the one cause, and is reported."""
    found = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *parent, name = detail["loc"]
            owner = model_at(model, tuple(parent))
            found.add((*parent, nearest_word(str(name), owner.model_fields if owner else ())))
    return found


def _problem(document: Document, model: type[Part], detail: ErrorDetails) -> Problem:
    path = _real_path(document.data, detail["loc"])
    code, message, hint = _explain(model, detail, path)
    if code == "unknown-key":
        spot = document.spot(path, key=True)
    elif code == "missing-key":
        spot = document.spot(path[:-1], key=bool(path[:-1]) and isinstance(path[-2], str))
    else:
        spot = document.spot(path)
    return document.problem(spot, code, message, hint)


def _real_path(data: Any, loc: tuple[int | str, ...]) -> KeyPath:
    """Return the part of a location that exists in the file, and one step more where a key is missing there."""
    path: KeyPath = ()
    for step in loc:
        if not _has(data, step):
            return (*path, step) if isinstance(data, dict) else path
        data = data[step]
        path = (*path, step)
    return path


def _has(data: Any, step: int | str) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and step < len(data)


def _explain(model: type[Part], detail: ErrorDetails, path: KeyPath) -> tuple[str, str, str]:
    """Return code, message and hint."""
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    explain = _EXPLANATIONS.get(detail["type"])
    if explain is not None:
        is_empty = detail["input"] is None and explain is not _unknown_key
        return _empty(model, detail, name) if is_empty else explain(model, detail, name)
    return "bad-value", f"'{name}' does not accept this: {detail['msg']}", _described(model, detail["loc"])


def _unknown_key(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    owner = model_at(model, detail["loc"][:-1])
    known = list(owner.model_fields) if owner else []
    hint = did_you_mean(name, known) or (f"the keys here are {', '.join(known)}" if known else "delete it")
    return "unknown-key", f"there is no key {quoted(name)} here", hint


def _missing_key(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    return "missing-key", f"'{name}' is missing", f"add '{name}: …'. {_described(model, detail['loc'])}".rstrip()


def _bad_choice(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    if not isinstance(detail["input"], str):
        return _not_text(model, detail, name)
    choices = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
    hint = did_you_mean(detail["input"], choices.split(", ")) or f"write one of: {choices}"
    return "bad-value", f"{quoted(detail['input'])} is no value of '{name}'", hint


def _not_text(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    return "wrong-type", f"'{name}' should be plain text, not a {_shape(detail['input'])}", "put the text in quotes"


def _not_a_list(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    message = f"'{name}' should be a list, not a {_shape(detail['input'])}"
    return "wrong-type", message, "put each value on a line of its own that begins with '- '"


def _not_a_mapping(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    owner = model_at(model, detail["loc"])
    keys = ", ".join(owner.model_fields) if owner else ""
    return "wrong-type", f"each item of '{name}' should be 'key: value' lines", f"its keys are {keys}"


def _empty(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    of = f"an item of '{name}'" if isinstance(detail["loc"][-1], int) else f"'{name}'"
    return "empty-value", f"{of} has no value", _fill_in(model, detail["loc"])


def _fill_in(model: type[Part], loc: KeyPath) -> str:
    """Say how an empty value is mended: what must be there is described, the rest may go."""
    field = _field_at(model, loc)
    if field is not None and field.is_required() and field.description:
        words = choices(field.annotation)
        listed = f" One of: {', '.join(words)}" if 0 < len(words) <= _FEW else ""
        return f"write its value. {field.description}{listed}"
    return "write its value, or delete the line"


def _own_check(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    error, value = detail["ctx"]["error"], detail["input"]
    if isinstance(error, BadDateError) and not isinstance(value, str):
        return _not_a_date(model, detail, name)
    if isinstance(error, NoFullDayError):
        return "bad-date", f"'{name}' is no date: {error}", _WRITE_A_DAY
    if isinstance(error, BadDateError):
        return "bad-date", f"'{name}' is no date: {error}", error.hint
    shown = quoted(value) if isinstance(value, str) else f"a {_shape(value)}"
    return "bad-value", f"'{name}' does not accept {shown}", str(error)


_FEW = 12  # words, which a hint lists
_WRITE_A_DAY = "write year, month and day: 2025-08-20"


def _not_a_date(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    return "bad-date", f"'{name}' should be a date, not a {_shape(detail['input'])}", _WRITE_A_DAY


def _not_a_number(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    return "bad-value", f"'{name}' should be a whole number, 1 or more", "write digits only"


def _pattern(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    message = f"{quoted(detail['input'])} does not look like a value of '{name}'"
    return "bad-value", message, _described(model, detail["loc"])


def _too_many(model: type[Part], detail: ErrorDetails, name: str) -> tuple[str, str, str]:
    most, actual = detail["ctx"]["max_length"], detail["ctx"]["actual_length"]
    return "bad-value", f"'{name}' has {actual} items, and {most} is the most", _described(model, detail["loc"])


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "mapping"
    return "list" if isinstance(value, list) else "single value"


_EXPLANATIONS: dict[str, Callable[[type[Part], ErrorDetails, str], tuple[str, str, str]]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "literal_error": _bad_choice,
    "string_type": _not_text,
    "tuple_type": _not_a_list,
    "model_type": _not_a_mapping,
    "model_attributes_type": _not_a_mapping,
    "string_too_short": _empty,
    "too_long": _too_many,
    "value_error": _own_check,
    "date_type": _not_a_date,
    "int_parsing": _not_a_number,
    "int_parsing_size": _not_a_number,
    "int_type": _not_a_number,
    "greater_than_equal": _not_a_number,
    "string_pattern_mismatch": _pattern,
}


def _described(model: type[Part], loc: tuple[int | str, ...]) -> str:
    field = _field_at(model, loc)
    return (field.description or "") if field else ""


def _field_at(model: type[Part], loc: tuple[int | str, ...]) -> FieldInfo | None:
    owner = model_at(model, loc[:-1]) if loc else None
    return owner.model_fields.get(str(loc[-1])) if owner else None
