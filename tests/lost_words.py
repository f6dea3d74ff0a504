"""Import a text; find the words of it that are neither written nor reported, or the graph that is written."""

from __future__ import annotations

import re
from datetime import date

from generator.content.folder import RawFile, Reading
from generator.editing import import_plan
from generator.editing.import_plan import ImportPlan, Target
from generator.formats import imports
from generator.formats.records import GivenFile, ImportResult, Task
from generator.graph.compile import compile_reading
from generator.graph.graph import Graph
from generator.problems.codes import CODES
from generator.problems.problem import has_errors

DAY = date(2026, 5, 1)
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORD_OF_FIELD = re.compile(r"(?<!e\.org/)\b([A-Za-z]+)q[a-h]{3,}")  # to where a link leads is no word


def read(form: str, text: str | bytes, name: str = "given.txt") -> ImportResult:
    raw = text.encode() if isinstance(text, str) else text
    return imports.FORMATS[form].read(Task((GivenFile(name, raw),), DAY))


def planned(result: ImportResult) -> ImportPlan:
    """Return what an import into a folder that is not yet there would write."""
    return import_plan.plan(result, Target("content", None, update=False), DAY)


def compiled(result: ImportResult) -> Graph:
    """Return what an import into a folder that is not yet there makes."""
    made = planned(result)
    assert not has_errors(made.problems), made.problems
    read = []
    for file in made.files:
        folder, _, stem = file.path.removesuffix(".yml").rpartition("/")
        read.append(RawFile(f"content/{file.path}", folder, stem, file.text.encode()))
    graph = compile_reading(Reading(tuple(read), frozenset(), ())).graph
    assert graph is not None
    return graph


def in_import(form: str, text: str, known: str = "") -> set[str]:
    """Return the words that are lost in silence. `known` are words of the format's own. A refused file loses none."""
    result = read(form, text)
    made = planned(result)
    assert all(each.code in CODES and each.line >= 1 for each in made.problems)
    if has_errors(result.problems):
        return set()
    said = " ".join(
        (*(f"{draft.id} {draft.data}" for draft in result.drafts), *map(str, result.problems), str(result.site))
    )
    kept = set(_WORD.findall(said.replace("\\n", " ").casefold()))
    return set(_WORD.findall(text.casefold())) - kept - set(known.split())


def by_field(form: str, text: str) -> list[str]:
    """Return the words such as `titleqabcd` that are neither carried over nor reported, themselves or by their field."""
    result = read(form, text)
    kept = " ".join(str(draft.data) for draft in result.drafts).lower()
    told = " ".join(problem.message for problem in result.problems)
    named = set(re.findall(r"[A-Za-z]+", told.replace("-", "")))
    return [
        found[0]
        for found in _WORD_OF_FIELD.finditer(text)
        if found[0].lower() not in kept and found[0] not in told and found[1] not in named
    ]
