"""The reader of `explainer/1` reads our own JSON into drafts. Links and citations follow from the entities.

In: one JSON file. Out: a result that makes the same content again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from generator.formats.json import json_text
from generator.formats.json.writer import FORMAT
from generator.formats.records import Draft, GivenFile, ImportResult, Task, unwritable
from generator.model.kinds import BY_FOLDER
from generator.problems.problem import Problem, did_you_mean, quoted

_OWN = ("id", "kind", "uri")
_ID = re.compile(r'"id"\s*:\s*"([^"\\]*(?:\\.[^"\\]*)*)"')


def read(task: Task) -> ImportResult:
    given = task.files[0]
    data, problem = json_text.load(given.text, given.path)
    if problem:
        return ImportResult(problems=(problem,))
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        hint = "write it with 'explainer export json'; other formats have other names, see --help"
        return ImportResult(problems=(given.fault(f"this is not {FORMAT}", hint),))
    return carried(given, data)


def carried(given: GivenFile, data: Mapping[str, Any]) -> ImportResult:
    """Return what our own data carries: the site and its entities."""
    entities, site = data.get("entities", []), data.get("site")
    site = _said(site) if isinstance(site, Mapping) else {}
    drafts: list[Draft] = []
    problems: list[Problem] = []
    lines = given.lines_of(_ID)
    for each in entities if isinstance(entities, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("id"), str) and str(each.get("kind")) in BY_FOLDER:
            data = {name: value for name, value in each.items() if name not in _OWN}
            drafts.append(Draft(each["kind"], each["id"], _said(data), given.path, lines.get(each["id"], 1)))
        else:
            problems.append(_no_entity(given, each, lines))
    twice = (ident for ident, count in Counter(draft.id for draft in drafts).items() if count > 1)
    for ident in twice:
        message = f"the id {quoted(ident)} stands twice"
        problems.append(given.fault(message, "keep one of the two", lines.get(ident, 1)))
    for name, value in site.items():
        if reason := unwritable(name) or unwritable(value):
            message = f"the site's {quoted(name)}: {reason}"
            problems.append(given.fault(message, "delete it, or complete it"))
    return ImportResult(tuple(drafts), tuple(problems), site)


def _said(value: Any) -> Any:
    """Return data without the keys whose value is null: they say nothing."""
    if isinstance(value, Mapping):
        return {name: _said(each) for name, each in value.items() if each is not None}
    return [_said(each) for each in value] if isinstance(value, list) else value


def _no_entity(given: GivenFile, each: Any, lines: Mapping[str, int]) -> Problem:
    if not isinstance(each, Mapping) or not isinstance(each.get("id"), str):
        return given.fault("an entity has no id", "add its id, as text")
    kind = str(each.get("kind"))
    hint = did_you_mean(kind, BY_FOLDER) or f"the kinds are {', '.join(BY_FOLDER)}"
    message = f"{quoted(each['id'])} is of no kind that there is: {quoted(kind)}"
    return given.fault(message, hint, lines.get(each["id"], 1))
