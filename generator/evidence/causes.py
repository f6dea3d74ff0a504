"""Tell each cause once, and leave out what a file waives.

In: problems, each with its cause, and the entries. Out: problems in order, with their further places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.graph.graph import Entry, SiteEntry
from generator.problems.problem import Problem

Caused = tuple[object, Problem]


def told_once(found: Iterable[Caused], items: Iterable[Entry | SiteEntry]) -> tuple[Problem, ...]:
    """Return one problem for each cause, at the first of its places. Files waive warnings, but no errors."""
    waived = {(item.path, waiver.code) for item in items if isinstance(item, Entry) for waiver in item.entity.waivers}
    causes: dict[object, set[Problem]] = {}
    for cause, problem in found:
        if problem.is_error or (problem.path, problem.code) not in waived:
            causes.setdefault((problem.code, cause), set()).add(problem)
    return tuple(sorted(_joined(sorted(same)) for same in causes.values()))


def _joined(same: list[Problem]) -> Problem:
    first, *rest = same
    return replace(first, others=tuple((each.path, each.line, each.column) for each in rest))
