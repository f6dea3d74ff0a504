"""`explainer/1`, our own JSON, to drafts. Links and citations are left aside: they follow from the entities.

In: one JSON file. Out: a harvest that makes the same content again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.imports.drafts import Draft, Given, Harvest, Task
from generator.kinds import BY_FOLDER
from generator.problem import Problem, did_you_mean, quoted

FORMAT = "explainer/1"
_OWN = ("id", "kind", "uri")


def read(task: Task) -> Harvest:
    given = task.files[0]
    data, problems = load(given)
    if problems:
        return Harvest(problems=tuple(problems))
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        hint = "write it with 'explainer export json'; other formats have other names, see --help"
        return Harvest(problems=(Problem(given.path, 1, 1, "import-syntax", f"this is not {FORMAT}", hint),))
    return carried(given, data)


def load(given: Given) -> tuple[Any, list[Problem]]:
    """Read JSON, and say where it is none."""
    try:
        return json.loads(given.raw.decode("utf-8-sig")), []
    except UnicodeDecodeError as error:
        line = given.raw.count(b"\n", 0, error.start) + 1
        message = f"the byte 0x{given.raw[error.start]:02x} is not UTF-8"
        return None, [Problem(given.path, line, 1, "import-syntax", message, "save the file as UTF-8")]
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]}"
        hint = "compare it with a file that works"
        return None, [Problem(given.path, error.lineno, error.colno, "import-syntax", message, hint)]
    except RecursionError:
        hint = "no format needs more than a few levels"
        return None, [Problem(given.path, 1, 1, "import-syntax", "lists are nested too deep", hint)]


def carried(given: Given, data: Mapping[str, Any]) -> Harvest:
    """Return what our own data carries: the site and its entities."""
    entities, site = data.get("entities", []), data.get("site", {})
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for each in entities if isinstance(entities, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("id"), str) and each.get("kind") in BY_FOLDER:
            drafts.append(draft_of(each))
        else:
            problems.append(_no_entity(given, each))
    twice = _twice(drafts)
    for ident in twice:
        message = f"the id {quoted(ident)} stands twice"
        problems.append(Problem(given.path, _line(given, ident), 1, "import-syntax", message, "keep one of the two"))
    return Harvest(tuple(drafts), tuple(problems), site if isinstance(site, Mapping) else {})


def draft_of(entity: Mapping[str, Any]) -> Draft:
    return Draft(entity["kind"], entity["id"], {name: value for name, value in entity.items() if name not in _OWN})


def _twice(drafts: list[Draft]) -> Iterator[str]:
    seen: set[str] = set()
    for draft in drafts:
        if draft.id in seen:
            yield draft.id
        seen.add(draft.id)


def _no_entity(given: Given, each: Any) -> Problem:
    if not isinstance(each, Mapping) or not isinstance(each.get("id"), str):
        return Problem(given.path, 1, 1, "import-syntax", "an entity has no id", "add its id, as text")
    kind = str(each.get("kind"))
    hint = did_you_mean(kind, BY_FOLDER) or f"the kinds are {', '.join(BY_FOLDER)}"
    message = f"{quoted(each['id'])} is of no kind that there is: {quoted(kind)}"
    return Problem(given.path, _line(given, each["id"]), 1, "import-syntax", message, hint)


def _line(given: Given, ident: str) -> int:
    """Return the line in which an id is written."""
    at = given.raw.find(json.dumps(ident, ensure_ascii=False).encode())
    return given.raw.count(b"\n", 0, at) + 1 if at >= 0 else 1
