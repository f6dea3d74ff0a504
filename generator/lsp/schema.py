"""JSON Schemas (draft-07) for editors: what each kind of file may say, with the ids and words that are there now.

In: a `Catalogue`. Out: one schema a kind and one for `site.yml`, by file name, with descriptions in the language in use
and messages in English. They are made from the models: pydantic says what a field takes, the field's markers what it
refers to. A schema sees what YAML 1.2 makes of a value, and our
reader takes everything as text: so wherever text is accepted, numbers, true and false are too. What is said here is
for editors that know no more than schemas; whether a file is right is for `validate` and `graph` to say.

The shapes are chosen for what yaml-language-server shows: one list of ids is one completion each and one message for
a wrong one, where a choice of constants would be a message as long as the list; a choice that names booleans or null
would offer them in every text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.content.escaping import readably
from generator.content.prose import Markup
from generator.editing.editor_settings import SITE_SCHEMA, schema_name
from generator.locale import N_, _, full_stop
from generator.lsp.catalogue import Catalogue, nouns
from generator.model import patterns
from generator.model.anatomy import Slot, slot_of
from generator.model.field_types import refers_to
from generator.model.fields import Part
from generator.model.kinds import KINDS
from generator.model.labels import capitalized
from generator.model.patterns import between_blanks
from generator.model.site import Site

Schema = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_DATES = "a date as precise as known: 2025-08-20, 2025-08, 2025-22 (summer), 2025, 2025~ (about), 2022/2023 (from, to)"
_PROSE = N_("Links `[[id]]` and notes `[@source, ¶3]` work here.")
_NOT_A_LIST = "a list is wanted here: put each value on a line of its own that begins with '- '"
_NOT_TEXT = "plain text is wanted here: put it in quotes if it looks like something else"
# What stands for "no value" without naming null, which editors would offer.
_NOTHING: Schema = {
    "not": {"anyOf": [{"type": each} for each in ("string", "number", "boolean", "object", "array")]},
    "description": "No value.",
}
_TEXT: Schema = {
    "$comment": "Numbers, true and false are text here too; they are not named, or editors would offer them.",
    "if": {"anyOf": [{"type": "array"}, {"type": "object"}, {"type": "null"}]},
    "then": {"type": "string", "errorMessage": _NOT_TEXT},
    "else": {
        "if": {"type": "string"},
        "then": {
            "type": "string",
            "pattern": patterns.SOMETHING,
            "patternErrorMessage": "something should stand between the quotation marks",
        },
    },
}


def schemas(catalogue: Catalogue) -> Iterator[tuple[str, Schema]]:
    """Yield the file name of every schema, and the schema."""
    for kind in KINDS:
        yield schema_name(kind.folder), _root(kind.model, capitalized(_(kind.noun)), catalogue)
    yield SITE_SCHEMA, _root(Site, _("The site"), catalogue)


def as_text(schema: Schema) -> str:
    """Write a schema down, a little of it on each line so that version control can show what changed."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _root(model: type[Part], title: str, catalogue: Catalogue) -> Schema:
    writer = _Writer(catalogue)
    made = writer.part(model)
    return {
        "$schema": _DRAFT,
        **made,
        "title": title,
        "definitions": dict(sorted(writer.definitions.items())),
    }


class _Writer:
    """Writes one schema, and gathers the definitions that it refers to."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.definitions: dict[str, Schema] = {}

    def part(self, model: type[Part]) -> Schema:
        """Return the schema of a mapping."""
        given = model.model_json_schema(mode="validation")
        return {
            "title": model.__name__,
            "description": given.get("description", ""),
            "type": "object",
            "additionalProperties": False,
            "required": given.get("required", []),
            "properties": {
                name: self._property(name, node, slot_of(model, name))
                for name, node in given.get("properties", {}).items()
            },
        }

    def _property(self, name: str, node: Schema, slot: Slot) -> Schema:
        description = node.get("description", "")
        described = {
            "title": name,
            "description": _(description) if description else "",
            "markdownDescription": about(slot, description),
        }
        node, nullable = _without_null(node)
        value = self._value(node, slot)
        if node.get("examples") and "enum" not in value:
            described["examples"] = node["examples"]
        if nullable:
            return {**described, "anyOf": [value, self._defined("nothing", _NOTHING)]}
        if "$ref" in value:  # a reference would hide what stands beside it
            return {**described, "anyOf": [value]}
        return {**described, **value}

    def _value(self, node: Schema, slot: Slot) -> Schema:
        if node.get("type") == "array":
            kept: Schema = {key: node[key] for key in ("minItems", "maxItems") if key in node}
            return {"type": "array", "items": self._value(node["items"], slot), **kept, "errorMessage": _NOT_A_LIST}
        if slot.part is not None:
            return self._item(slot.part)
        if slot.relation is not None:
            return self._reference(slot.relation.targets)
        if slot.vocabulary is not None:
            return self._vocabulary(slot.vocabulary)
        return self._scalar(node)

    def _item(self, model: type[Part]) -> Schema:
        """Return a part, or the bare value that may stand for it."""
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # so that a part that holds itself comes to an end
            self.definitions[name] = self.part(model)
        reference = {"$ref": f"#/definitions/{name}"}
        if model.shorthand is None:
            return reference
        node, _ = _without_null(model.model_json_schema(mode="validation")["properties"][model.shorthand])
        return {"anyOf": [self._value(node, slot_of(model, model.shorthand)), reference]}

    def _reference(self, folders: tuple[str, ...]) -> Schema:
        wanted = nouns(folders)
        name = f"id of {wanted}".replace(" ", "-").replace(",", "")
        message = f"not the id of {wanted}: an id is the name of a file without .yml"
        listed = self._catalogue.of(folders)
        rows = ((each.id, f"{each.title} ({each.noun})", self._catalogue.about(each)) for each in listed)
        return self._defined(name, _enumeration(rows, message))

    def _vocabulary(self, name: str) -> Schema:
        if name not in self._catalogue.words:  # without a site no word is wrong
            return self._defined("text", _TEXT)
        words = self._catalogue.words[name].items()
        rows = ((word, title, f"**{readably(title)}**" if title else "") for word, title in words)
        return self._defined(name, _enumeration(rows, f"not among the {name} of site.yml"))

    def _scalar(self, node: Schema) -> Schema:
        """Return a value as our reader takes it: text first."""
        if "enum" in node:
            words = [str(word) for word in node["enum"]]
            return _enumeration(((word, "", "") for word in words), f"write one of: {_few(words)}")
        kind, pattern = node.get("type"), node.get("pattern")
        if pattern == patterns.DAY:
            return {
                "type": "string",
                "pattern": between_blanks(pattern),
                "errorMessage": "write year, month and day: 2025-08-20",
            }
        if kind == "boolean":
            return {
                "anyOf": [
                    {"type": "boolean", "errorMessage": "write true or false"},
                    {"type": "string", "pattern": between_blanks(patterns.TRUTH), "description": "In quotes."},
                ],
            }
        if kind == "integer":
            limits: Schema = {key: node[key] for key in ("minimum", "maximum") if key in node}
            return _number_or_text(limits, patterns.WHOLE_NUMBER, "write a whole number in digits")
        if kind == "number":
            return _number_or_text({}, patterns.NUMBER, "write digits: 50000, 12.5", "number")
        if pattern:
            return _patterned(pattern, node.get("description", ""))
        return (
            self._defined("text", _TEXT) if kind == "string" else {key: node[key] for key in ("type",) if key in node}
        )

    def _defined(self, name: str, schema: Schema) -> Schema:
        self.definitions[name] = schema
        return {"$ref": f"#/definitions/{name}"}


def _without_null(node: Schema) -> tuple[Schema, bool]:
    """Return what an optional field takes, and whether it may also stand there without a value."""
    options = [option for option in node.get("anyOf", ()) if option.get("type") != "null"]
    if len(options) != 1:
        return node, False
    beside = {key: value for key, value in node.items() if key not in ("anyOf", "default")}
    return {**beside, **options[0]}, len(options) < len(node["anyOf"])


def _patterned(pattern: str, description: str) -> Schema:
    """Return text of a certain shape. Blanks around it do no harm, and a year alone is a number to YAML."""
    if re.search(pattern, "2025"):
        return _number_or_text({"minimum": 1, "maximum": 9999}, pattern, f"no date: write {_DATES}")
    message = description or "this does not look right"
    return {"type": "string", "pattern": between_blanks(pattern), "errorMessage": message}


def _number_or_text(limits: Schema, pattern: str, message: str, kind: str = "integer") -> Schema:
    """Return two schemas, since a type for each is what strict readers ask for."""
    text = {"type": "string", "pattern": between_blanks(pattern), "errorMessage": message}
    return {"anyOf": [{"type": kind, **limits, "errorMessage": message}, text]}


_MOST = 12  # words that a message may list


def _few(words: list[str]) -> str:
    return ", ".join(words[:_MOST]) + (" …" if len(words) > _MOST else "")


def about(slot: Slot, description: str) -> str:
    """Translate a field's description, and say what it names or which marks it understands, where that does not."""
    named = refers_to(slot) if not description.startswith("The id of ") else ""
    understands = slot.markup in (Markup.LINE, Markup.TEXT) and "[[" not in description
    more = full_stop(capitalized(named)) if named else _(_PROSE) if understands else ""
    return " ".join(filter(None, (_(description) if description else "", more)))


WordRow = tuple[str, str, str]  # a word, what it is in plain text, and the same in Markdown


def _enumeration(rows: Iterable[WordRow], message: str) -> Schema:
    """Return a list of words. One that YAML reads as a number is listed as that too."""
    listed = [(value, plain, marked) for word, plain, marked in rows for value in _as_yaml_reads(word)]
    values = [value for value, _, _ in listed]
    made: Schema = {**({"enum": values} if values else {"not": {}}), "errorMessage": message}  # no list may be empty
    if any(plain for _, plain, _ in listed):
        made["enumDescriptions"] = [plain for _, plain, _ in listed]
        made["markdownEnumDescriptions"] = [marked for _, _, marked in listed]
        made["x-intellij-enum-metadata"] = {str(value): {"description": plain} for value, plain, _ in listed}
    return made


_CORE: Mapping[str, Any] = {  # https://yaml.org/spec/1.2.2/#103-core-schema, as far as an id or a word can look so
    r"[-+]?[0-9]+": int,
    r"0o[0-7]+": lambda word: int(word, 0),
    r"0x[0-9a-fA-F]+": lambda word: int(word, 0),
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?": float,
    r"true|True|TRUE|false|False|FALSE": lambda word: word.lower() == "true",
}


def _as_yaml_reads(word: str) -> tuple[Any, ...]:
    """Return a word, and what YAML 1.2 makes of it where that is not text."""
    return (word, *(read(word) for shape, read in _CORE.items() if re.fullmatch(shape, word)))[:2]
