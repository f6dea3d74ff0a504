"""The CSV writer writes a table for each kind, one of the links, and one of the site.

In: a graph. Out: text by file name. A cell holds a text as it is, ids separated by semicolons, or JSON where a field
has parts. A spreadsheet would run a cell that begins like a formula, so such a cell gets an apostrophe in front, as
does one that has one there; `unguarded` takes it away again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.content.ids import is_id
from generator.formats.json import writer as json_format
from generator.graph.graph import Graph
from generator.locale import _
from generator.model.kinds import BY_FOLDER, KINDS

MARK = "\ufeff"  # without it a spreadsheet takes the letters for those of some other encoding
SITE = "site"
LINKS = "links"
_DANGER = re.compile(r"['=+\-@\t\r\n|%＝＋－＠]")
_FIRST = ("id", "title", "summary")


def tables() -> Iterator[tuple[str, str, str]]:
    """Yield the name of each table, its title and what it holds."""
    for kind in KINDS:
        yield kind.folder, _(kind.title), _("%(lead)s For spreadsheets.", lead=_(kind.lead))
    told = _("What is linked to what, how, and the sentence that makes the link. For spreadsheets.")
    yield LINKS, _("Links"), told
    yield SITE, _("The site"), _("Its title, lead and vocabulary. For spreadsheets.")


def dump(graph: Graph) -> dict[str, str]:
    """Return each table by its file name."""
    return {f"{name}.csv": table(name, graph) for name, _title, _told in tables()}


def guarded(text: str) -> str:
    return f"'{text}" if _DANGER.match(text) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _DANGER.match(text[1:]) else text


def table(name: str, graph: Graph) -> str:
    """Return one of the tables."""
    if name == LINKS:
        return _table(("from", "relation", "to", "why"), json_format.links(graph))
    if name == SITE:
        site = json_format.fields(graph.site)
        return _table(("key", "value"), [{"key": key, "value": value} for key, value in site.items()])
    rows = [json_format.entity(entry, directories=graph.directories) for entry in graph.of(name)]
    return _table(_columns(BY_FOLDER[name].model.model_fields, rows), rows)


def _columns(names: Iterable[str], rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return the fields that some entity has, in the order of the model."""
    used = {name for row in rows for name in row}
    return (*_FIRST, *(name for name in names if name in used and name not in _FIRST))


def _table(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(_cell(row.get(name))) for name in columns] for row in rows)
    return f"{MARK}{written.getvalue()}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) and is_id(each) for each in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)
