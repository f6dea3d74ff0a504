"""The writer of `explainer/1` writes the whole graph as JSON, the same bytes for the same content.

In: a graph. Out: text. `schema()` describes it as JSON Schema (draft-07).
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any

from pydantic import BaseModel

from generator.graph import urls
from generator.graph.graph import Entry, Graph
from generator.model import patterns
from generator.model.kinds import KINDS
from generator.model.site import Site

FORMAT = "explainer/1"


def dump(graph: Graph) -> str:
    return f"{indented(as_data(graph))}\n"


def indented(value: Any, margin: str = "\n") -> str:
    """Write what `json.dumps(…, indent=1)` writes. With an indent that is slow: it is not done in C."""
    inner = f"{margin} "
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict) and value:
        items = [f"{encode_basestring(name)}: {indented(item, inner)}" for name, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{margin}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([indented(item, inner) for item in value])}{margin}]"
    return json.dumps(value)


def as_data(graph: Graph) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "site": fields(graph.site),
        "entities": [entity(entry, directories=graph.directories) for entry in graph.entries.values()],
        "links": links(graph),
        "citations": [
            {"from": each.citing, "source": each.source, **_given(locator=each.locator, quote=each.quote)}
            for each in graph.citations
        ],
    }


def links(graph: Graph) -> list[dict[str, str]]:
    return [
        {"from": link.source, "to": link.target, "relation": link.relation, **_given(why=link.why)}
        for link in graph.links
    ]


def entity(entry: Entry, *, directories: bool = True) -> dict[str, Any]:
    uri = urls.uri(urls.entity_src(entry.kind, entry.id), directories=directories)
    found = fields(entry.entity)
    title, summary = found.pop("title"), found.pop("summary")
    return {"id": entry.id, "kind": entry.kind.folder, "title": title, "summary": summary, "uri": uri, **found}


def fields(part: BaseModel, *aside: str) -> dict[str, Any]:
    """Return what the file says, without what it leaves to the defaults, some fields aside."""
    return part.model_dump(mode="json", exclude_defaults=True, exclude={*aside})


def _given(**values: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the format."""
    entities = [_entity_schema(kind.folder, kind.model) for kind in KINDS]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Explainer content, format explainer/1",
        "type": "object",
        "required": ["format", "site", "entities", "links", "citations"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "site": _inlined(Site),
            "entities": {"type": "array", "items": {"oneOf": entities}},
            "links": {"type": "array", "items": _row(("from", "to", "relation"), ("why",))},
            "citations": {"type": "array", "items": _row(("from", "source"), ("locator", "quote"))},
        },
    }


def _row(required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": {name: {"type": "string"} for name in (*required, *optional)},
    }


def _entity_schema(folder: str, model: type[BaseModel]) -> dict[str, Any]:
    made = _inlined(model)
    made["properties"] = {
        "id": {"type": "string"},
        "kind": {"const": folder},
        "uri": {"type": "string"},
        **made["properties"],
    }
    made["required"] = ["id", "kind", "uri", *made["required"]]
    return made


def _inlined(model: type[BaseModel]) -> dict[str, Any]:
    """Return a model's schema with its definitions put where they are used, so that schemas can be combined."""
    made = model.model_json_schema(mode="serialization")
    definitions = made.pop("$defs", {})
    inlined = _resolve(made, definitions)
    assert isinstance(inlined, dict)
    inlined["required"] = [name for name, field in model.model_fields.items() if field.is_required()]
    return inlined


def _resolve(value: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        if "$ref" in value:
            return _resolve(definitions[value["$ref"].rpartition("/")[2]], definitions)
        resolved = {key: _resolve(item, definitions) for key, item in value.items()}
        if isinstance(resolved.get("pattern"), str):
            resolved["pattern"] = patterns.between_blanks(resolved["pattern"])
        defaulted = [k for k, v in value.get("properties", {}).items() if isinstance(v, dict) and "default" in v]
        if defaulted and "required" in resolved:
            resolved["required"] = [name for name in resolved["required"] if name not in defaulted]
        return resolved
    return [_resolve(item, definitions) for item in value] if isinstance(value, list) else value
