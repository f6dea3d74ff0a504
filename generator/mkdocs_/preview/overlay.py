"""Prepare problems for the overlay in the browser.

In: problems, and the texts of their files. Out: plain data: each problem with its lines, the place in them marked, and
the address of the page that explains it. Knows nothing of HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.problems import report
from generator.problems.problem import Problem

AROUND = 1  # lines shown before and after the one in question
_WIDTH = 400  # characters of a line that are shown
_WORD = re.compile(r"[\w-]+|.|$")


def rows(
    problems: Iterable[Problem], texts: Mapping[str, str], address_of: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Return one row for each problem. `address_of` maps a code to an address, or to nothing."""
    return [
        {
            **report.row(problem),
            "lines": excerpt(texts.get(problem.path, ""), problem.line, problem.column),
            "more": address_of(problem.code),
            "also": report.also(problem),
        }
        for problem in report.shortened(problems)
    ]


def excerpt(text: str, line: int, column: int) -> list[dict[str, Any]]:
    """Return the line in question and its neighbours. In the one, `marked` is the word that begins at the column."""
    lines = report.lines_of(text)
    if line > len(lines) or not text.strip():
        return []
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    shown = [
        _marked(number, lines[number - 1], column) if number == line else _plain(number, lines[number - 1])
        for number in range(first, last + 1)
    ]
    return [row for row in shown if row["number"] == line or row["before"].strip()]


def _plain(number: int, line: str) -> dict[str, Any]:
    return {"number": number, "before": line[:_WIDTH], "marked": "", "after": ""}


def _marked(number: int, line: str, column: int) -> dict[str, Any]:
    start = max(0, column - 1 - _WIDTH // 2)
    match = _WORD.match(line, min(column - 1, len(line)))
    end = match.end() if match else len(line)
    before, marked, after = line[start : column - 1], line[column - 1 : end], line[end : end + _WIDTH // 2]
    return {"number": number, "before": before, "marked": marked.replace("\t", "⇥") or "␣", "after": after}
