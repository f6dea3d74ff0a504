"""The CSL reader reads CSL-JSON, of Zotero, Pandoc and our own, into sources.

In: text. Out: an `ImportResult`. What stands under `custom` by the names of our own keys comes back unchanged. Format:
https://github.com/citation-style-language/schema; field by field: docs/editing/bibliographies.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_origin

from generator.formats.csl.writer import CUSTOM
from generator.formats.json import json_text
from generator.formats.records import GivenFile, ImportResult, Task, is_text, is_texts
from generator.formats.references import Reference, to_sources
from generator.model.bibliography import LISTS, VARIABLES
from generator.model.kinds.sources import Source

_TEXTS = {"type": "type", "title": "title", "abstract": "summary"}  # as CSL calls them, and as a source does
_TEXTS |= {marker.csl: name for name, marker in VARIABLES.items() if marker.csl and name not in LISTS}
_LISTS = {VARIABLES[name].csl: name for name in LISTS}
_DATES = {"issued": "issued", "accessed": "accessed"}
_OTHERS = ("id", "keyword", "custom", "citation-key", "citation-label", "schema", "categories")
_RICH = re.compile(r"</?(?:i|b|sc|sup|sub)>|</?span(?: (?:class|style)=\"[^\"<>]*\")?>")  # of CSL-JSON's own
_BLANKS = re.compile(r"[\s,]*")


def read(task: Task) -> ImportResult:
    given = task.files[0]
    data, problem = json_text.load(given.text, given.path)
    return ImportResult(problems=(problem,)) if problem else _references(given, data)


def _references(given: GivenFile, data: Any) -> ImportResult:
    items = [data] if isinstance(data, Mapping) and "type" in data else data
    if not isinstance(items, list):
        hint = "CSL-JSON is a list of items, each with 'id' and 'type'"
        return ImportResult(problems=(given.fault("this is not CSL-JSON", hint),))
    found, problems = [], []
    for item, line in zip(items, _lines(given.text, len(items)), strict=True):
        if isinstance(item, Mapping) and isinstance(item.get("id", ""), (str, int)):
            found.append(_reference(item, line))
        else:
            hint = "each item is a mapping with 'id' and 'type'"
            problems.append(given.loss("this item is no reference", hint, line))
    return to_sources(found, given.path, problems)


def _lines(text: str, count: int) -> Iterator[int]:
    """Yield the line in which each item of the list begins, or the first line for something that is no list."""
    place = text.find("[") + 1
    if not text.lstrip().startswith("["):
        yield from [1] * count
        return
    decoder, line, end = json.JSONDecoder(), 1, 0
    for _ in range(count):
        blanks = _BLANKS.match(text, place)
        start = blanks.end() if blanks else place
        line += text.count("\n", end, start)
        end = start
        yield line
        _, place = decoder.raw_decode(text, start)


def _reference(item: Mapping[str, Any], line: int) -> Reference:
    own, strange = _own(item.get("custom"))
    fields: dict[str, Any] = {ours: str(item[theirs]) for theirs, ours in _TEXTS.items() if item.get(theirs)}
    if "title" in fields:
        fields["title"] = _RICH.sub("", fields["title"])
    fields |= {ours: _date(item[theirs]) for theirs, ours in _DATES.items() if item.get(theirs)}
    fields |= {ours: _each(item.get(theirs)) for theirs, ours in _LISTS.items()}
    fields["tags"] = _keywords(item.get("keyword"))
    known = {*_TEXTS, *_LISTS, *_DATES, *_OTHERS}
    if str(item.get("archive_location", "")).startswith("http"):
        fields["archive_url"] = item["archive_location"]
        known.add("archive_location")
    left = tuple(name for name, value in item.items() if name not in known and value not in ("", [], None))
    return Reference(str(item.get("id", "")), line, fields | own, (*left, *strange))


def _own(custom: Any) -> tuple[dict[str, Any], list[str]]:
    """Return what our own export carried, and the names of what is not as it writes it."""
    said = {name: value for name, value in custom.items() if name in _SHAPES} if isinstance(custom, Mapping) else {}
    strange = [name for name, value in said.items() if not _SHAPES[name](value)]
    return {name: value for name, value in said.items() if name not in strange}, [f"custom.{each}" for each in strange]


def _shape(annotation: Any) -> Callable[[Any], bool]:
    """Return what recognises a value of a field as our export writes it."""
    if annotation is bool:
        return lambda value: isinstance(value, bool)
    return is_texts if get_origin(annotation) is tuple else is_text


_SHAPES = {name: _shape(Source.model_fields[name].annotation) for name in CUSTOM} | {"inherited": is_texts}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _each(value: Any) -> str | list[str]:
    """Return names, or numbers as they stand in one text."""
    return value if isinstance(value, str) else [_name(each) for each in _list(value)]


def _keywords(value: Any) -> list[str]:
    return [word.strip() for word in re.split(r"[,;]", value)] if isinstance(value, str) else []


def _name(name: Any) -> str:
    """Return a name as it is printed: given name first."""
    if not isinstance(name, Mapping):
        return str(name)
    if name.get("literal"):
        return str(name["literal"])
    parts = (name.get(part) for part in ("given", "dropping-particle", "non-dropping-particle", "family"))
    whole = " ".join(str(part) for part in parts if part)
    return f"{whole}, {name['suffix']}" if name.get("suffix") else whole


def _date(value: Any) -> str:
    """Return a date as EDTF, or unchanged where it cannot be read."""
    if not isinstance(value, Mapping):
        return str(value)
    parts = [each for each in _list(value.get("date-parts")) if isinstance(each, list) and each]
    if not parts:
        return str(value.get("edtf") or value.get("raw") or value.get("literal") or "")
    about = "~" if value.get("circa") else ""
    return "/".join(f"{_day(each)}{about}" for each in parts)


def _day(parts: list[Any]) -> str:
    widths = (4, 2, 2)
    return "-".join(str(part).strip().zfill(width) for part, width in zip(parts, widths, strict=False) if part)
